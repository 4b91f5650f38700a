package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a server while people send it commands: what was acknowledged is in the
 * journal as it was acknowledged, no request is decided twice, and who asks again after the restart
 * hears what was answered before.
 *
 * <p>The property {@code gatehouse.server.kills} says how many kills.
 */
class ServerKillTest {

    private static final int KILLS = Integer.getInteger("gatehouse.server.kills", 2);
    private static final int CALLERS = 4;
    private static final String OPERATOR = "olaf";

    @TempDir private Path directory;

    /** One request of a person, with the key under which it is sent each time. */
    private record Sent(JsonObject body, String key) {}

    /** What a person has sent; for one thread at a time. */
    private static final class Caller {

        private final String person;
        private final Map<Sent, JsonObject> answered = new HashMap<>();
        private Optional<Sent> unanswered = Optional.empty();
        private Optional<Sent> last = Optional.empty();
        private int number;

        Caller(String person) {
            this.person = person;
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenKilledWhileCallersSend() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        Random random = new Random(seed);
        AtomicInteger replayed = new AtomicInteger();
        int cut = 0;
        List<Caller> callers = new ArrayList<>(List.of(new Caller(OPERATOR)));
        for (int i = 0; i < CALLERS - 1; i++) {
            callers.add(new Caller("caller-" + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), CALLERS - 1)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                ServerProcess server = ServerProcess.start(bot.workspace().root());
                server.awaitReady();
                JsonObject note = bot.note();
                for (Caller caller : callers) {
                    askAgain(bot, note, caller, replayed, seed);
                }
                List<Future<?>> sending = new ArrayList<>();
                for (Caller caller : callers) {
                    sending.add(threads.submit(() -> sendUntilCut(bot, note, caller)));
                }
                server.process().waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
                server.kill();
                for (Future<?> one : sending) {
                    one.get();
                }
                assertThat(server.process().exitValue())
                        .as("seed %d, kill %d: %s", seed, kill, server.log())
                        .isEqualTo(137);
                cut += (int) callers.stream().filter(c -> c.unanswered.isPresent()).count();
            }
            ServerProcess server = ServerProcess.start(bot.workspace().root());
            server.awaitReady();
            for (Caller caller : callers) {
                askAgain(bot, bot.note(), caller, replayed, seed);
            }
            server.stop();
            requireAll(bot, callers, seed);
            int answered = callers.stream().mapToInt(c -> c.answered.size()).sum();
            System.out.printf(
                    "server kills: seed %d, %d kills, %d callers, %d requests acknowledged, %d cut"
                            + " off and asked again, %d answers given again after a restart,"
                            + " 0 lost, 0 doubled%n",
                    seed, KILLS, CALLERS, answered, cut, replayed.get());
            assertThat(answered).isGreaterThanOrEqualTo(KILLS);
            assertThat(cut).isGreaterThanOrEqualTo(KILLS);
            assertThat(replayed.get()).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends one request after another until one is not answered. */
    private static Void sendUntilCut(ServedBot bot, JsonObject note, Caller caller)
            throws InterruptedException {
        while (caller.unanswered.isEmpty()) {
            int number = caller.number++;
            Sent sent =
                    new Sent(
                            bot.signed(caller.person, next(caller.person, number)),
                            caller.person + "-" + number);
            try {
                answered(caller, sent, bot.post(note, sent.body(), sent.key()).get());
            } catch (ExecutionException e) {
                caller.unanswered = Optional.of(sent);
            }
        }
        return null;
    }

    private static void askAgain(
            ServedBot bot, JsonObject note, Caller caller, AtomicInteger replayed, long seed)
            throws Exception {
        if (caller.last.isPresent()) {
            // Answered by a process that is dead: this one says the same.
            Sent last = caller.last.get();
            HttpResponse<byte[]> again = bot.post(note, last.body(), last.key()).get();
            assertThat(outcome(again)).as("seed %d", seed).isEqualTo(caller.answered.get(last));
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            replayed.incrementAndGet();
        }
        if (caller.unanswered.isPresent()) {
            // Either it is in the journal, or it is decided now, once.
            Sent cut = caller.unanswered.get();
            answered(caller, cut, bot.post(note, cut.body(), cut.key()).get());
            HttpResponse<byte[]> again = bot.post(note, cut.body(), cut.key()).get();
            assertThat(outcome(again)).as("seed %d", seed).isEqualTo(caller.answered.get(cut));
            caller.unanswered = Optional.empty();
        }
    }

    private static void answered(Caller caller, Sent sent, HttpResponse<byte[]> response) {
        caller.answered.put(sent, outcome(response));
        caller.last = Optional.of(sent);
    }

    private static JsonObject outcome(HttpResponse<byte[]> response) {
        return ServedBot.json(response)
                .object("outcome")
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        new String(response.body(), StandardCharsets.UTF_8)));
    }

    /**
     * The operator opens and withdraws in turns, and is refused on record when the other's work is
     * undone; the others write facts.
     */
    private static Command next(String person, int number) {
        if (!person.equals(OPERATOR)) {
            byte[] licence = (person + number).getBytes(StandardCharsets.UTF_8);
            return new Command.AppendFact(
                    new LogName("demo"),
                    "licence_checked",
                    new TreeMap<>(Map.of("licence", Digest.sha384(licence).value())),
                    new TreeMap<>(),
                    "number " + number);
        }
        return number % 2 == 0
                ? ServedBot.opening("p-" + number / 2)
                : new Command.Withdraw(new PromotionId("p-" + number / 2), "not this one");
    }

    private static void requireAll(ServedBot bot, List<Caller> callers, long seed)
            throws Exception {
        Map<Long, String> journal = new HashMap<>();
        for (Recorded event : bot.journal()) {
            journal.put(event.seq(), event.digest().value());
        }
        Map<String, Integer> requests = bot.requests();
        for (Caller caller : callers) {
            caller.answered.forEach(
                    (sent, outcome) -> {
                        JsonObject position = outcome.object("journal").orElseThrow();
                        assertThat(journal)
                                .as("seed %d: acknowledged and lost", seed)
                                .containsEntry(
                                        position.integer("seq").orElseThrow(),
                                        position.requireText("digest"));
                        assertThat(requests.get(sent.body().requireText("signature")))
                                .as("seed %d: acknowledged, and in the journal once", seed)
                                .isEqualTo(1);
                    });
        }
        assertThat(requests.values())
                .as("seed %d: a request was decided twice", seed)
                .allMatch(count -> count == 1);
        JournalCheck.Checked checked =
                new JournalCheck(bot.workspace(), Instant.now()).fsck(List.of(), Optional.empty());
        assertThat(checked.findings()).as("seed %d", seed).isEmpty();
        assertThat(checked.sound()).isTrue();
    }
}
