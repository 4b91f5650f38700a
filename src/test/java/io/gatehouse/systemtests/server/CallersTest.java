package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.RunningServer;
import io.gatehouse.server.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, each of whom sends the same request again and again. */
class CallersTest {

    private static final int CALLERS = Integer.getInteger("gatehouse.callers", 24);
    private static final int SENDS = 3;

    @TempDir private Path directory;

    /** A caller's request, and what came back each time. */
    private record Caller(JsonObject body, List<CompletableFuture<HttpResponse<byte[]>>> replies) {}

    @Test
    void shouldJournalEveryAcknowledgedRequestExactlyOnce() throws Exception {
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), CALLERS)) {
            List<JsonObject> bodies = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                bot.signer("caller-" + i);
            }
            for (int i = 0; i < CALLERS; i++) {
                bodies.add(bot.signed("caller-" + i, fact(i)));
            }
            List<Caller> callers = new ArrayList<>();
            int threads;
            try (RunningServer server = GatehouseServer.start(settings(bot))) {
                JsonObject note = bot.note();
                for (int i = 0; i < CALLERS; i++) {
                    callers.add(new Caller(bodies.get(i), new ArrayList<>()));
                }
                for (int send = 0; send < SENDS; send++) {
                    for (int i = 0; i < CALLERS; i++) {
                        Caller caller = callers.get(i);
                        caller.replies().add(bot.post(note, caller.body(), "caller-" + i));
                    }
                }
                for (Caller caller : callers) {
                    CompletableFuture.allOf(caller.replies().toArray(CompletableFuture[]::new))
                            .join();
                }
                threads = requestThreads();
                assertThat(server.faults()).isEmpty();
            }

            Map<String, Integer> requests = bot.requests();
            int admitted = 0;
            int replayed = 0;
            for (Caller caller : callers) {
                JsonObject first = ServedBot.json(caller.replies().get(0).join());
                for (CompletableFuture<HttpResponse<byte[]>> reply : caller.replies()) {
                    assertThat(ServedBot.json(reply.join())).isEqualTo(first);
                    replayed +=
                            reply.join().headers().firstValue("Idempotency-Replayed").isPresent()
                                    ? 1
                                    : 0;
                }
                assertThat(requests.get(caller.body().requireText("signature"))).isEqualTo(1);
                boolean yes =
                        first.object("outcome").flatMap(o -> o.flag("admitted")).orElseThrow();
                admitted += yes ? 1 : 0;
            }
            System.out.printf(
                    "callers: %d callers, %d requests, %d replayed, %d admitted, %d threads%n",
                    CALLERS, CALLERS * SENDS, replayed, admitted, threads);
            assertThat(replayed).isEqualTo(CALLERS * (SENDS - 1));
            assertThat(admitted).isEqualTo(CALLERS);
            assertThat(threads).isBetween(1, 64);
        }
    }

    private static Command fact(int i) {
        return new Command.AppendFact(
                new LogName("demo"),
                "licence_checked",
                new TreeMap<>(
                        Map.of(
                                "licence",
                                Digest.sha384(("caller " + i).getBytes(StandardCharsets.UTF_8))
                                        .value())),
                new TreeMap<>(),
                "by caller " + i);
    }

    private static int requestThreads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().contains("-exec-"))
                        .count();
    }

    private static ServerSettings settings(ServedBot bot) {
        return new ServerSettings(
                List.of(bot.workspace()),
                InetAddress.getLoopbackAddress(),
                0,
                Optional.empty(),
                new StreamHandler(new ByteArrayOutputStream(), new SimpleFormatter()),
                InstantSource.system(),
                Duration.ofSeconds(30),
                1);
    }
}
