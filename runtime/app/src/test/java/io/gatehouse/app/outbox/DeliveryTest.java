package io.gatehouse.app.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.app.feed.EventChoice;
import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.AggregateId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InstallationId BOT = new InstallationId("bot-1");
    private static final EventChoice ALL = new EventChoice(List.of("*"));

    @TempDir private Path home;
    private final Events feed = new Events();
    private final Ears ears = new Ears();

    /** A feed in memory. */
    private static final class Events implements EventFeed {
        private final List<Recorded> events = new ArrayList<>();

        void happen(String type) {
            events.add(
                    new Recorded(
                            events.size() + 1L,
                            Digest.ZERO,
                            Digest.sha384(type.getBytes(UTF_8)),
                            new Draft(
                                    NOW,
                                    type,
                                    1,
                                    new AggregateId("environment"),
                                    Digest.ZERO,
                                    Digest.ZERO,
                                    JsonObject.of("reason", "x"))));
        }

        @Override
        public List<Recorded> after(long seq, int most) {
            return events.stream().filter(e -> e.seq() > seq).limit(most).toList();
        }

        @Override
        public boolean await(long seq, Duration most) {
            return events.size() > seq;
        }
    }

    /** A sink that takes as many as it is told, then fails. */
    private static final class Ears implements Sink {
        private final List<String> heard = new ArrayList<>();
        private int patience = Integer.MAX_VALUE;

        @Override
        public void deliver(CloudEvent event) throws IOException {
            if (patience == 0) {
                throw new IOException("deaf");
            }
            patience--;
            heard.add(event.id());
        }
    }

    private Delivery delivery(long position, EventChoice choice) {
        return new Delivery(
                feed,
                ears,
                choice,
                home.resolve("outbox/ears.json"),
                BOT,
                position,
                () -> NOW,
                new Random(1));
    }

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            feed.happen("ENVIRONMENT_HALTED");
        }
    }

    @Test
    void shouldTellANewRecipientWhatHappensFromNowOn() throws Exception {
        happen(5);
        Delivery delivery = delivery(5, ALL);
        assertThat(delivery.round().delivered()).isZero();
        happen(2);
        Delivery.Round round = delivery.round();
        assertThat(round.delivered()).isEqualTo(2);
        assertThat(ears.heard).containsExactly("6", "7");
    }

    @Test
    void shouldGoOnAfterARestartWithoutALossAndInOrder() throws Exception {
        delivery(0, ALL).round();
        happen(10);
        ears.patience = 4;
        Delivery first = delivery(0, ALL);
        assertThat(first.round().problem()).contains("deaf");
        assertThat(ears.heard).containsExactly("1", "2", "3", "4");

        // the process ends; another one goes on
        ears.patience = Integer.MAX_VALUE;
        Delivery second = delivery(10, ALL);
        assertThat(second.round().problem()).isEmpty();
        assertThat(ears.heard).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    @Test
    void shouldWaitLongerAfterEachFailureAndNotAfterASuccess() throws Exception {
        Delivery delivery = delivery(0, ALL);
        delivery.round();
        happen(1);
        ears.patience = 0;
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pauses.add(delivery.round().pause());
        }
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.get(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(pauses.get(19)).isBetween(Duration.ofMillis(150_000), Duration.ofMinutes(5));
        ears.patience = 1;
        assertThat(delivery.round().problem()).isEmpty();
        ears.patience = 0;
        happen(1);
        assertThat(delivery.round().pause()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldPassOverWhatNobodyAskedForAndRememberThat() throws Exception {
        Delivery delivery = delivery(0, new EventChoice(List.of("PERMIT_*")));
        delivery.round();
        feed.happen("COMMAND_ADMITTED");
        feed.happen("PERMIT_REVOKED");
        feed.happen("COMMAND_ADMITTED");
        assertThat(delivery.round().delivered()).isEqualTo(1);
        assertThat(ears.heard).containsExactly("2");
        assertThat(delivery.done()).isEqualTo(3);
    }

    @Test
    void shouldSayThatSomethingIsMissingWhenTheCursorCannotBeRead() throws Exception {
        happen(3);
        delivery(3, ALL).round();
        happen(3);
        for (String damage : List.of("", "{", "{\"seq\":99}", "{\"seq\":-1}", "[]")) {
            ears.heard.clear();
            Files.writeString(home.resolve("outbox/ears.json"), damage);
            delivery(6, ALL).round();
            assertThat(ears.heard).as("cursor file '%s'", damage).containsExactly("gap-6");
        }
    }

    @Test
    void shouldAppendWholeLinesAfterOneThatACrashCutOff() throws Exception {
        Path file = home.resolve("n/events.jsonl");
        feed.happen("ENVIRONMENT_HALTED");
        CloudEvent event = CloudEvent.of(BOT, feed.events.get(0));
        FileSink sink = new FileSink(file);
        sink.deliver(event);
        Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);
        sink.deliver(event);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonObject read = StrictJson.readSigned(lines.get(2).getBytes(UTF_8)).objectOrThrow();
        assertThat(read.text("specversion")).contains("1.0");
        assertThat(read.text("type")).contains("io.gatehouse.environment-halted");
        assertThat(read.text("source")).contains("urn:gatehouse:installation:bot-1");
        assertThat(lines.get(0)).isEqualTo(lines.get(2));
    }

    @Test
    void shouldPostEachEventWithTheTokenOfTheMomentAndFollowNoRedirect() throws Exception {
        Path token = home.resolve("hook.token");
        Files.createFile(
                token,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "one-two-three\n");
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {204};
        server.createContext(
                "/",
                exchange -> {
                    seen.add(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Content-Type"));
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status[0], -1);
                    exchange.close();
                });
        server.start();
        try {
            URI hook = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            WebhookSink sink = new WebhookSink(hook, Optional.of(token));
            feed.happen("ENVIRONMENT_HALTED");
            CloudEvent event = CloudEvent.of(BOT, feed.events.get(0));
            sink.deliver(event);
            assertThat(seen)
                    .containsExactly("/hook Bearer one-two-three application/cloudevents+json");
            for (int refusal : new int[] {302, 400, 500}) {
                status[0] = refusal;
                assertThatThrownBy(() -> sink.deliver(event))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(String.valueOf(refusal));
            }
            assertThat(seen).hasSize(4).noneMatch(s -> s.startsWith("/elsewhere"));
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
            assertThatThrownBy(() -> sink.deliver(event))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("one-two-three");
            assertThat(seen).hasSize(4);
        } finally {
            server.stop(0);
        }
    }
}
