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
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many at once, each of whom sends the same request again and again: twice at the same time, each
 * time over a connection of its own, and once more when it knows the answer.
 */
class CallersTest {

    private static final int CALLERS = Integer.getInteger("gatehouse.callers", 24);
    private static final int SENDS = 3;

    @TempDir private Path directory;

    private final List<JsonObject> bodies = new ArrayList<>();
    private final List<List<OpenCall.Reply>> replies = new ArrayList<>();

    @Test
    void shouldJournalEveryAcknowledgedRequestExactlyOnce() throws Exception {
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), 0)) {
            Callers people = Callers.join(bot, CALLERS);
            for (int i = 0; i < CALLERS; i++) {
                bodies.add(people.signed(i, fact(i)));
                replies.add(new ArrayList<>());
            }
            int atOnce;
            int threads;
            long begun = System.nanoTime();
            try (RunningServer server = GatehouseServer.start(settings(bot))) {
                JsonObject note = bot.note();
                atOnce = callAtOnce(note, SENDS - 1);
                callAtOnce(note, 1);
                threads = requestThreads();
                assertThat(server.faults()).isEmpty();
            }
            long millis = (System.nanoTime() - begun) / 1_000_000;

            Map<String, Integer> requests = bot.requests();
            int admitted = 0;
            int replayed = 0;
            for (int i = 0; i < CALLERS; i++) {
                List<OpenCall.Reply> all = replies.get(i);
                assertThat(all).hasSize(SENDS);
                assertThat(all)
                        .as("%s", all.get(0))
                        .extracting(OpenCall.Reply::status)
                        .containsOnly(200);
                JsonObject first = all.get(0).body();
                assertThat(all).extracting(OpenCall.Reply::body).containsOnly(first);
                assertThat(requests.get(bodies.get(i).requireText("signature"))).isEqualTo(1);
                replayed += (int) all.stream().filter(OpenCall.Reply::replayed).count();
                admitted +=
                        first.object("outcome").flatMap(o -> o.flag("admitted")).orElseThrow()
                                ? 1
                                : 0;
            }
            System.out.printf(
                    "callers: %d callers, %d connections at once, %d requests, %d replayed, %d"
                            + " admitted, each journalled once, %d threads (%d ms)%n",
                    CALLERS, atOnce, CALLERS * SENDS, replayed, admitted, threads, millis);
            assertThat(atOnce).isEqualTo(CALLERS * (SENDS - 1));
            assertThat(replayed).isEqualTo(CALLERS * (SENDS - 1));
            assertThat(admitted).isEqualTo(CALLERS);
            assertThat(threads).isBetween(1, 64);
        }
    }

    /**
     * Opens all connections, then sends on all of them, then reads: no answer is taken before the
     * last request has gone out.
     *
     * @return how many connections were open at the same time
     */
    private int callAtOnce(JsonObject note, int times) throws IOException {
        List<OpenCall> calls = new ArrayList<>();
        try {
            for (int n = 0; n < CALLERS * times; n++) {
                calls.add(OpenCall.connect(note));
            }
            for (int n = 0; n < calls.size(); n++) {
                int caller = n % CALLERS;
                calls.get(n).send(note, bodies.get(caller), "caller-" + caller);
            }
            for (int n = 0; n < calls.size(); n++) {
                replies.get(n % CALLERS).add(calls.get(n).reply());
            }
            return calls.size();
        } finally {
            for (OpenCall call : calls) {
                call.close();
            }
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
