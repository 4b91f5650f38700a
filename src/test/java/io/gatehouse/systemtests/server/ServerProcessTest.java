package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.cli.Main;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse serve} as a process of its own, stopped well and badly. */
class ServerProcessTest {

    private static final int KILLS = Integer.getInteger("gatehouse.server.kills", 2);

    @TempDir private Path directory;

    private Path out() {
        return directory.resolve("stdout.txt");
    }

    private Process serve(ServedBot bot) throws IOException {
        Files.deleteIfExists(out());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--lang",
                        "en",
                        bot.workspace().root().toString())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .redirectOutput(out().toFile())
                .start();
    }

    private void awaitReady(Process process) throws Exception {
        for (int i = 0; i < 6000; i++) {
            if (Files.exists(out()) && Files.readString(out()).contains("Listens on")) {
                return;
            }
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as(Files.readString(directory.resolve("stderr.txt")))
                    .isFalse();
        }
        throw new AssertionError("the server did not get ready");
    }

    @Test
    void shouldStopWellWhenTold() throws Exception {
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), 0)) {
            Process process = serve(bot);
            awaitReady(process);
            JsonObject note = bot.note();
            assertThat(note.integer("pid")).contains(process.pid());
            assertThat(WriterLock.holder(bot.workspace()).orElseThrow())
                    .contains("gatehouse serve");
            HttpResponse<byte[]> opened =
                    bot.post(note, bot.signed("olaf", ServedBot.opening("p-1")), "k").get();
            assertThat(opened.statusCode()).isEqualTo(200);

            process.destroy();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(bot.workspace().serverNote()).doesNotExist();
            assertThat(WriterLock.holder(bot.workspace())).isEmpty();
            assertThat(Files.readString(out()).lines()).hasSize(1);
            List<String> log = Files.readAllLines(directory.resolve("stderr.txt"));
            assertThat(log).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(log.get(log.size() - 1)).contains("\"event\":\"stopped\"");
        }
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenKilled() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        Random random = new Random(seed);
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), 0)) {
            Map<Long, String> acknowledged = new HashMap<>();
            List<JsonObject> unanswered = new ArrayList<>();
            int sent = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = serve(bot);
                awaitReady(process);
                JsonObject note = bot.note();
                for (JsonObject body : unanswered) {
                    // Asked again: either it is in the journal, or it is decided now, once.
                    acknowledge(acknowledged, bot.post(note, body, "again-" + sent).get());
                }
                unanswered.clear();
                Thread killer = killer(process, random.nextInt(1500));
                while (unanswered.isEmpty()) {
                    JsonObject body = bot.signed("olaf", next(sent));
                    sent++;
                    try {
                        acknowledge(acknowledged, bot.post(note, body, "key-" + sent).get());
                        if (killer.getState() == Thread.State.NEW) {
                            killer.start();
                        }
                    } catch (ExecutionException e) {
                        unanswered.add(body);
                    }
                }
                killer.join();
                process.waitFor();
            }
            Map<Long, String> journal = new HashMap<>();
            for (Recorded event : bot.journal()) {
                journal.put(event.seq(), event.digest().value());
            }
            System.out.printf(
                    "server kills: seed %d, %d kills, %d requests, %d acknowledged, %d events%n",
                    seed, KILLS, sent, acknowledged.size(), journal.size());
            assertThat(journal).as("seed %d", seed).containsAllEntriesOf(acknowledged);
            assertThat(bot.requests().values())
                    .as("seed %d: a request was decided twice", seed)
                    .allMatch(count -> count == 1);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
        }
    }

    /**
     * Opened and withdrawn in turns; one that finds the other's work undone is refused on record.
     */
    private static Command next(int number) {
        return number % 2 == 0
                ? ServedBot.opening("p-" + number / 2)
                : new Command.Withdraw(new PromotionId("p-" + number / 2), "not this one");
    }

    private static void acknowledge(Map<Long, String> all, HttpResponse<byte[]> response) {
        JsonObject journal =
                ServedBot.json(response)
                        .object("outcome")
                        .flatMap(outcome -> outcome.object("journal"))
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                new String(
                                                        response.body(),
                                                        java.nio.charset.StandardCharsets.UTF_8)));
        all.put(journal.integer("seq").orElseThrow(), journal.requireText("digest"));
    }

    private static Thread killer(Process process, int millis) {
        return new Thread(
                () -> {
                    try {
                        process.waitFor(millis, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    process.destroyForcibly();
                });
    }
}
