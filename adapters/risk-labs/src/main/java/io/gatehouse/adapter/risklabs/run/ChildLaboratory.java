package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a job of the laboratory in a process of its own and waits for its end.
 *
 * <p>The process inherits no environment but a search path, UTC and a neutral locale, has a bound
 * on its heap, and is killed at the timeout and when the calling thread is interrupted. A process
 * that ends without an answer (a crash of native code, no memory) is a fault with a finding, never
 * an exception. Thread-safe; one thread of its own per run reads the error output.
 */
public final class ChildLaboratory {

    /**
     * Greatest heap of the process; native buffers of the Parquet reader have a bound of their own.
     */
    private static final String HEAP = "-Xmx768m";

    private static final int KEPT_ERRORS = 16 * 1024;
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final List<String> launcher;

    private ChildLaboratory(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    /** On this process's own Java and class path. */
    public static ChildLaboratory ofThisProgram() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.add("-XX:+UseSerialGC");
        command.add("-Djava.awt.headless=true");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Duser.timezone=UTC");
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LabProcess.class.getName());
        return new ChildLaboratory(command);
    }

    /** With another program that speaks the same protocol. */
    static ChildLaboratory of(List<String> launcher) {
        return new ChildLaboratory(launcher);
    }

    /**
     * Runs a job to its end.
     *
     * @return how it ended, or empty when the time was over: then it was killed
     * @throws InterruptedException when the calling thread was interrupted; the process was killed
     */
    public Optional<LabEnd> run(LabTask job, Duration timeout, LabProgress progress)
            throws InterruptedException {
        Process process;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(launcher).directory(job.workspace().toFile());
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
            builder.environment().put("LANG", "C.UTF-8");
            builder.environment().put("TZ", "UTC");
            process = builder.start();
        } catch (IOException e) {
            return Optional.of(
                    LabEnd.fault(
                            finding(
                                    "not-started",
                                    "a process of its own",
                                    "it cannot be started",
                                    "see that this Java has a launcher: "
                                            + new File(launcher.get(0)).getName())));
        }
        AtomicReference<LabEnd> end = new AtomicReference<>();
        ErrorTail errors = new ErrorTail();
        Thread answers = reader("labs-answers", () -> answers(process, progress, end));
        Thread noise = reader("labs-errors", () -> errors(process, errors));
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(CanonicalJson.bytes(job.toJson()));
            } catch (IOException e) {
                // It has ended before it read its job; its exit code tells.
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            answers.join();
            noise.join();
            return Optional.of(end.get() != null ? end.get() : died(process.exitValue(), errors));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Thread reader(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void answers(
            Process process, LabProgress progress, AtomicReference<LabEnd> end) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line, progress, end);
            }
        } catch (IOException | RuntimeException e) {
            // What cannot be read is no answer, and no answer is a fault.
            end.set(null);
        }
    }

    private static void take(String line, LabProgress progress, AtomicReference<LabEnd> end) {
        if (line.length() > LONGEST_ANSWER
                || !(StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8))
                        instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject json)) {
            throw new IllegalArgumentException("not an answer");
        }
        Optional<JsonObject> last = json.object("end");
        if (last.isPresent()) {
            end.set(LabEnd.of(last.get()));
        } else {
            progress.at(
                    json.requireText("phase"),
                    json.integer("done").orElse(0L).intValue(),
                    json.integer("total").orElse(0L).intValue());
        }
    }

    private static void errors(Process process, ErrorTail errors) {
        try (InputStream in = process.getErrorStream()) {
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                errors.add(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return; // it has ended
        }
    }

    private static LabEnd died(int exit, ErrorTail errors) {
        boolean memory = errors.mentions("OutOfMemoryError");
        return LabEnd.fault(
                finding(
                        memory ? "no-memory" : "process-died",
                        "an answer",
                        exit > 128 ? "ended by signal " + (exit - 128) : "ended with " + exit,
                        memory
                                ? "use fewer bars or instruments"
                                : "run it again; when it ends so again, look at the data files"));
    }

    private static Finding finding(String code, String expected, String observed, String remedy) {
        return Finding.of("labs-run", code, "laboratory", expected, observed, remedy);
    }

    /** The beginning of what the process wrote about itself. Thread-safe. */
    private static final class ErrorTail {

        private final StringBuilder text = new StringBuilder();

        synchronized void add(String more) {
            if (text.length() < KEPT_ERRORS) {
                text.append(more);
            }
        }

        synchronized boolean mentions(String word) {
            return text.indexOf(word) >= 0;
        }
    }
}
