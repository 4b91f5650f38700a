package io.gatehouse.adapter.command;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Runs a configured, adopted program and takes its exit code and output as the outcome.
 *
 * <p>There is no shell: program and arguments go to the operating system one by one. Nothing of
 * this process's environment is inherited, so no secret of it can leak; the program gets {@code
 * PATH}, {@code LANG=C.UTF-8}, {@code TZ=UTC}, an empty home of its own, and what the definition
 * adds. Working directory is the workspace, standard input is empty.
 *
 * <p>Exit 0 is SUCCEEDED; every other one FAILED. At the timeout, and when the calling thread is
 * interrupted, all processes of the run are killed and the outcome is LOST, since part of the work
 * may have been done. Parameters: {@code program} (a name of the configuration), {@code arguments}
 * (texts), {@code environment} (upper-case names to texts). Thread-safe; each run uses two threads
 * of its own for the output.
 */
public final class CommandAction implements GateAction {

    public static final AdapterId ID = new AdapterId("command");

    /** Greatest size of each of the two logs unless set otherwise: 16 MiB. */
    public static final long DEFAULT_OUTPUT_CAP = 16L * 1024 * 1024;

    private static final String SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern SLOT = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private final Map<String, List<String>> programs;
    private final boolean repeatable;
    private final long outputCap;
    private final InstantSource clock;

    /**
     * An action over some programs, not repeatable, with the default limit of output.
     *
     * @param programs name to executable (absolute, or relative to the workspace) and fixed
     *     arguments
     */
    public CommandAction(Map<String, List<String>> programs, InstantSource clock) {
        this(programs, clock, false, DEFAULT_OUTPUT_CAP);
    }

    /**
     * @param repeatable whether running any of these programs twice does no harm: said by whoever
     *     wires the engine, never by a definition
     * @param outputCap greatest size of each log in bytes, at least 1
     */
    public CommandAction(
            Map<String, List<String>> programs,
            InstantSource clock,
            boolean repeatable,
            long outputCap) {
        Map<String, List<String>> copy = new TreeMap<>();
        programs.forEach(
                (name, prefix) -> {
                    if (!NAME.matcher(name).matches() || prefix.isEmpty()) {
                        throw new IllegalArgumentException(
                                "a program has a name of a-z, 0-9, '_', '-' and at least an executable");
                    }
                    copy.put(name, List.copyOf(prefix));
                });
        if (outputCap < 1) {
            throw new IllegalArgumentException("the limit of output is at least one byte");
        }
        this.programs = copy;
        this.clock = clock;
        this.repeatable = repeatable;
        this.outputCap = outputCap;
    }

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public List<String> lint(JsonObject with) {
        List<String> faults = new ArrayList<>(CommandParameters.faults(with));
        with.text("program")
                .filter(name -> !name.isBlank() && !programs.containsKey(name))
                .ifPresent(
                        name ->
                                faults.add(
                                        "program '"
                                                + Printable.line(name)
                                                + "' is not configured"));
        return List.copyOf(faults);
    }

    @Override
    public Outcome run(Request request) {
        try {
            return checked(request);
        } catch (CommandFaultException e) {
            return new Outcome.Failed(JsonObject.EMPTY, List.of(e.finding()));
        }
    }

    private Outcome checked(Request request) throws CommandFaultException {
        List<String> faults = CommandParameters.faults(request.parameters());
        if (!faults.isEmpty()) {
            return new Outcome.Failed(
                    JsonObject.EMPTY, faults.stream().map(CommandFindings::badParameters).toList());
        }
        CommandParameters parameters = CommandParameters.of(request.parameters());
        List<String> prefix = programs.get(parameters.program());
        if (prefix == null) {
            throw new CommandFaultException(
                    CommandFindings.unknownProgram(Printable.line(parameters.program())));
        }
        if (!SLOT.matcher(request.slot()).matches()
                || request.slot().contains("..")
                || request.attempt() < 0) {
            throw new CommandFaultException(CommandFindings.badSlot(request.slot()));
        }
        ProgramCheck program = ProgramCheck.of(parameters.program(), prefix, request);
        AttemptFolder folder;
        try {
            folder = AttemptFolder.create(request);
        } catch (FileAlreadyExistsException e) {
            // Started before: whether it did its work is not known, and a second run could do it
            // twice.
            return new Outcome.Lost("this attempt has been started before; its folder exists");
        } catch (IOException | UnsupportedOperationException e) {
            throw new CommandFaultException(
                    CommandFindings.workspace(
                            "var/gatehouse/actions", "it cannot be made or written"));
        }
        return start(request, parameters, program, prefix, folder);
    }

    private Outcome start(
            Request request,
            CommandParameters parameters,
            ProgramCheck program,
            List<String> prefix,
            AttemptFolder folder)
            throws CommandFaultException {
        List<String> command = new ArrayList<>(program.command());
        command.addAll(parameters.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(request.workspace().toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(parameters.environment());
        environment.put("PATH", SEARCH_PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.put("HOME", folder.home().toString());
        environment.put("TMPDIR", folder.home().toString());
        environment.put(ProcessTree.MARK, request.key());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        CommandRun run;
        try {
            run = CommandRun.start(builder, folder, request.key(), outputCap, clock);
        } catch (IOException e) {
            throw new CommandFaultException(CommandFindings.notStarted(program.name()));
        }
        CommandRun.End end = run.await(request.timeout());
        if (end instanceof CommandRun.Killed killed) {
            return new Outcome.Lost(killed.reason());
        }
        Outcome outcome = outcome(request, parameters, program, prefix, (CommandRun.Exited) end);
        return recorded(folder, request, outcome);
    }

    /** Writes the outcome down before anybody hears of it, for {@link #probe} after a crash. */
    private static Outcome recorded(AttemptFolder folder, Request request, Outcome outcome) {
        try {
            OutcomeRecord.write(folder.folder(), request, outcome);
        } catch (FileAlreadyExistsException e) {
            // A program that writes its own verdict would be believed after the next crash.
            JsonObject facts =
                    outcome instanceof Outcome.Succeeded succeeded
                            ? succeeded.facts()
                            : ((Outcome.Failed) outcome).facts();
            return new Outcome.Failed(facts, List.of(CommandFindings.ownVerdict()));
        } catch (IOException e) {
            // Without the record a crash leaves the run unknown; the outcome itself is known now.
            return outcome;
        }
        return outcome;
    }

    /**
     * How that very attempt ended, from the record in its folder; empty while the record is absent
     * or does not agree with the request, the adopted program and the logs.
     */
    @Override
    public Optional<Outcome> probe(Request request) {
        boolean asked =
                SLOT.matcher(request.slot()).matches()
                        && !request.slot().contains("..")
                        && CommandParameters.faults(request.parameters()).isEmpty();
        return asked ? OutcomeRecord.read(request) : Optional.empty();
    }

    private Outcome outcome(
            Request request,
            CommandParameters parameters,
            ProgramCheck program,
            List<String> prefix,
            CommandRun.Exited end) {
        String name = program.name();
        List<Finding> findings = new ArrayList<>();
        if (end.code() != 0) {
            findings.add(CommandFindings.exit(name, end.code(), end.stderr().lastLines()));
        }
        streamFindings(name, "stdout", end.stdout(), findings);
        streamFindings(name, "stderr", end.stderr(), findings);
        if (end.leftProcesses()) {
            findings.add(CommandFindings.leftProcesses(name));
        }
        try {
            // The program may have been exchanged after it was digested and before it was started.
            String now = CommandDigest.of(name, prefix, request.workspace()).value();
            if (!now.equals(program.digest().value())) {
                findings.add(CommandFindings.changedMeanwhile(name, program.digest().value(), now));
            }
        } catch (CommandFaultException e) {
            findings.add(
                    CommandFindings.changedMeanwhile(
                            name, program.digest().value(), e.getMessage()));
        }
        JsonObject facts =
                JsonObject.builder()
                        .put("program", name)
                        .put("program_digest", program.digest().value())
                        .put("arguments", parameters.arguments())
                        .put("exit_code", end.code())
                        .put("started_at", end.startedAt().toString())
                        .put("finished_at", end.finishedAt().toString())
                        .put("duration_ms", Math.max(0, Duration.ofNanos(end.nanos()).toMillis()))
                        .put("stdout_bytes", end.stdout().total())
                        .put("stderr_bytes", end.stderr().total())
                        .put("stdout_sha384", end.stdout().digest().value())
                        .put("stderr_sha384", end.stderr().digest().value())
                        .build();
        return findings.isEmpty()
                ? new Outcome.Succeeded(facts)
                : new Outcome.Failed(facts, findings);
    }

    private void streamFindings(String name, String stream, OutputLog log, List<Finding> findings) {
        if (log.hasFailed()) {
            findings.add(CommandFindings.outputLost(name, stream));
        } else if (log.isTruncated()) {
            findings.add(CommandFindings.outputTooLarge(name, stream, log.total(), outputCap));
        }
    }
}
