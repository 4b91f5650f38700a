package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs a dry run in a process of its own, with a stand-in in a process of its own for each venue of
 * the route that has an adapter.
 *
 * <p>The process has no environment but a search path, resolves no names and is killed at the
 * timeout, as the stand-ins are. Thread-safe.
 */
public final class ChildDryRun {

    private static final int LARGEST_REPORT = 16 * 1024 * 1024;

    /** Member of the report: whether another process found the kill drill's latch and refused. */
    public static final String KILL_AFTER_RESTART = "kill_after_restart";

    private static final Duration RESTART = Duration.ofSeconds(30);

    private final String program;

    /** With the drills that only need venues. */
    public ChildDryRun() {
        this(DryRunProcess.class.getName());
    }

    /**
     * With another program that speaks the same protocol.
     *
     * @param program name of a class whose {@code main} calls {@link DryRunProcess#serve}
     */
    public ChildDryRun(String program) {
        this.program = program;
    }

    /** How it ended. */
    public sealed interface End {

        /** With a report; whether it passed is in it. */
        record Reported(JsonObject report) implements End {}

        /** Without: nothing was shown. */
        record Failed(Finding finding) implements End {}
    }

    /**
     * Runs a task to its end.
     *
     * @throws InterruptedException when the calling thread was interrupted; all were killed
     */
    public End run(DryRunTask task, Duration timeout) throws InterruptedException {
        Map<String, StandInProcess> standIns = new TreeMap<>();
        try (DrillFolder folder = new DrillFolder()) {
            Path latches = folder.at("latches");
            if (WiringReader.read(task.configuration()) instanceof LiveWiring.Reading.Read read) {
                LiveWiring wiring = read.wiring();
                for (String venue : wiring.route().stream().map(wiring::venue).toList()) {
                    if (StandInVenues.ADAPTERS.contains(venue) && !standIns.containsKey(venue)) {
                        standIns.put(venue, StandInProcess.start(task.seed()));
                    }
                }
            }
            JsonObject asked =
                    json(task, standIns).with(DryRunProcess.KILL_LATCH, latches.toString());
            End end = child(asked, timeout);
            return end instanceof End.Reported reported
                    ? new End.Reported(
                            reported.report()
                                    .with(KILL_AFTER_RESTART, blocked(latches, hosts(folder))))
                    : end;
        } catch (IOException e) {
            return failed("it could not be started");
        } finally {
            standIns.values().forEach(StandInProcess::close);
        }
    }

    private static End failed(String observed) {
        return new End.Failed(DryRunCode.ADAPTER_ERROR.at("dry run", "a report", observed));
    }

    private static JsonObject json(DryRunTask task, Map<String, StandInProcess> standIns) {
        JsonObject.Builder ports = JsonObject.builder();
        standIns.forEach(
                (venue, process) ->
                        ports.put(
                                venue,
                                JsonObject.of("port", process.address().getPort())
                                        .with("control", process.truth().controlPort())));
        return JsonObject.builder()
                .put("config", task.path())
                .put("configuration", Base64.getEncoder().encodeToString(task.configuration()))
                .put("seed", task.seed())
                .put("versions", task.versions())
                .put("stand_ins", ports.build())
                .build();
    }

    private static Path hosts(DrillFolder folder) throws IOException {
        return Files.createFile(folder.at("no-names"));
    }

    /** A process of its own again: what only memory knew is gone by then. */
    private static boolean blocked(Path latches, Path hosts)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(java(hosts));
        words.addAll(List.of(KillRestart.class.getName(), latches.toString()));
        Process process = confined(words, ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(RESTART.toMillis(), TimeUnit.MILLISECONDS)
                    && process.exitValue() == KillRestart.BLOCKED;
        } finally {
            process.destroyForcibly();
        }
    }

    private End child(JsonObject task, Duration timeout) throws IOException, InterruptedException {
        Path hosts = Files.createTempFile("dry-run-no-names", "");
        Path answer = Files.createTempFile("dry-run-report", "");
        Process process = builder(hosts, answer).start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(CanonicalJson.bytes(task));
            } catch (IOException e) {
                // It has ended before it read its task; its exit code tells.
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return failed("none in time");
            }
            if (process.exitValue() != 0 || Files.size(answer) > LARGEST_REPORT) {
                return failed("ended with " + process.exitValue());
            }
            return StrictJson.readSigned(Files.readAllBytes(answer))
                                    instanceof JsonReading.Parsed parsed
                            && parsed.value() instanceof JsonObject report
                            && report.text("schema").filter(DryRunReport.SCHEMA::equals).isPresent()
                    ? new End.Reported(report)
                    : failed("something else");
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(hosts);
            Files.deleteIfExists(answer);
        }
    }

    /** A file for the answer, not a pipe: a full pipe would wait for a reader past the timeout. */
    private ProcessBuilder builder(Path hosts, Path answer) {
        List<String> command = new ArrayList<>(java(hosts));
        command.add(program);
        return confined(command, ProcessBuilder.Redirect.to(answer.toFile()));
    }

    private static List<String> java(Path hosts) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Duser.timezone=UTC");
        // an empty list of hosts instead of the network's: not even a question for a name leaves
        command.add("-Djdk.net.hosts.file=" + hosts);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return command;
    }

    private static ProcessBuilder confined(List<String> command, ProcessBuilder.Redirect answer) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("LANG", "C.UTF-8");
        builder.redirectOutput(answer);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder;
    }
}
