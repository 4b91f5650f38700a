package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.cli.Main;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.InstallationView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** {@code gatehouse router run} as a process of its own; one thread asks it at a time. */
final class RouterRunProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final PrintWriter in;
    private final Path err;
    private final BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();

    private RouterRunProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "router-answers");
        reader.setDaemon(true);
        reader.start();
    }

    static RouterRunProcess start(ServedLive live, String... more) throws Exception {
        InstallationView state = live.state();
        Path root = live.workspace().root();
        List<String> words =
                words(
                        root,
                        "run",
                        "--engine-key",
                        state.governance().engineKey(),
                        "--device",
                        state.governance().device(),
                        "--bundle",
                        RoutedLive.BUNDLE);
        words.addAll(List.of(more));
        Path err = root.resolveSibling(root.getFileName() + "-router.txt");
        return new RouterRunProcess(
                new ProcessBuilder(words)
                        .directory(root.toFile())
                        .redirectError(err.toFile())
                        .start(),
                err);
    }

    /** A verb of the router in another process. */
    static int verb(Path root, Path out, String... words) throws Exception {
        Process process =
                new ProcessBuilder(words(root, words))
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static List<String> words(Path root, String... verb) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "router"));
        words.addAll(List.of(verb));
        words.addAll(List.of("--lang", "en", "--workspace", root.toString()));
        return words;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                told.add(
                        StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8))
                                .objectOrThrow());
            }
        } catch (IOException e) {
            // It was killed while it wrote; the test looks at what came before.
        }
    }

    void say(String line) {
        in.println(line);
    }

    /** Says a line and waits for the next line about that order, or for one that is a fault. */
    JsonObject ask(String id, String line) throws Exception {
        told.clear();
        say(line);
        return await(id, answer -> true);
    }

    /** Waits for a line about an order. */
    JsonObject await(String id, Predicate<JsonObject> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonObject line = told.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && line.text("id").orElse(id).equals(id) && wanted.test(line)) {
                return line;
            }
            if (line == null && !process.isAlive() && told.isEmpty()) {
                break;
            }
        }
        throw new AssertionError("no word of " + id + ": " + said());
    }

    /** Waits until it says of the order that it stands so. */
    JsonObject settled(String id, String state) throws Exception {
        JsonObject[] last = new JsonObject[1];
        until(
                () -> {
                    try {
                        last[0] = ask(id, "{\"status\":\"" + id + "\"}");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return last[0].text("state").equals(Optional.of(state));
                });
        return last[0];
    }

    static List<String> codes(JsonObject answer) {
        List<String> codes = new ArrayList<>();
        for (JsonValue each : answer.array("findings")) {
            codes.add(((JsonObject) each).requireText("code"));
        }
        return codes;
    }

    /** An order of a thousandth of a bitcoin. */
    static String order(String id, String side, String price, boolean reduce) {
        return "{\"id\":\""
                + id
                + "\",\"symbol\":\"BTCUSDT\",\"profile\":\"conservative\",\"strategy\":\"trend\","
                + "\"side\":\""
                + side
                + "\",\"type\":\"limit\",\"quantity\":\"0.001\",\"price\":\""
                + price
                + "\",\"reduce_only\":"
                + reduce
                + "}";
    }

    static void until(BooleanSupplier met) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!met.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(20);
        }
    }

    /** What it said to the person who started it. */
    String said() throws IOException {
        return Files.readString(err);
    }

    /** A signal by its name. */
    void signal(String name) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }

    /** Waits for its end. */
    int exit() throws Exception {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(said()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
