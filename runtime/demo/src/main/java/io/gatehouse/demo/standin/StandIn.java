package io.gatehouse.demo.standin;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The demo's programs, one process each: the first argument names the program, the others are those
 * of the gate's definition; files are written relative to the current directory.
 *
 * <p>They are programs outside of Gatehouse and take the time from the system. Exit code 0: all is
 * well; 1: something is wrong with the input or the result; 2: no such program or a wrong argument.
 */
public final class StandIn {

    /** What every file says of itself where its format has room. */
    public static final String LABEL = "STAND-IN: written by the Gatehouse demo";

    /** Exit code of an unknown program or a wrong argument. */
    static final int USAGE = 2;

    static final int FAILED = 1;

    private interface Program {
        int run(StandInRun run) throws IOException;
    }

    private static final SortedMap<String, Program> PROGRAMS = programs();

    private StandIn() {}

    private static SortedMap<String, Program> programs() {
        TreeMap<String, Program> programs = new TreeMap<>();
        programs.put("metrics-service", MetricsService::run);
        programs.put("mtls-bundle", MtlsBundle::run);
        programs.put("stage6-migration", Stage6Migration::run);
        return Collections.unmodifiableSortedMap(programs);
    }

    /** The names of all programs, in order. */
    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(
                run(List.of(args), Path.of("").toAbsolutePath(), InstantSource.system(), out, err));
    }

    /**
     * Runs a program.
     *
     * @param args its name and its arguments
     * @return the exit code
     */
    public static int run(
            List<String> args,
            Path workspace,
            InstantSource clock,
            PrintStream out,
            PrintStream err) {
        String name = args.isEmpty() ? "" : args.get(0);
        Program program = PROGRAMS.get(name);
        if (program == null) {
            err.println(
                    "stand-in: no program '" + name + "'; there are " + String.join(", ", names()));
            return USAGE;
        }
        try {
            DemoInputs inputs = DemoInputs.read(workspace);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            out.println(LABEL + " in place of " + name);
            return program.run(
                    new StandInRun(workspace, args.subList(1, args.size()), now, inputs, out));
        } catch (IOException | IllegalArgumentException e) {
            err.println("stand-in " + name + ": " + e.getMessage());
            return FAILED;
        }
    }

    /**
     * Telemetry of a healthy session, as the interface's guard writes it: a person attaches it.
     *
     * @return the path relative to the workspace
     */
    public static Path uiTelemetry(Path workspace) throws IOException {
        return UiTelemetry.write(workspace, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
