package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import java.io.IOException;
import java.util.List;

/** Stands for the switch of the order router: notes that it was asked to arm. It sends no order. */
final class ArmRouter {

    private static final List<String> MODES = List.of("pilot", "full");

    private ArmRouter() {}

    static int run(StandInRun run) throws IOException {
        String mode = run.option("--mode", "");
        if (!MODES.contains(mode)) {
            run.out().println("--mode is one of " + MODES);
            return StandIn.USAGE;
        }
        if (run.inputs().hasFault("arm-router")) {
            throw new IOException("the router does not answer (a fault that the demo asked for)");
        }
        run.write(
                "var/router/armed.json",
                pretty(
                        report(
                                "the order router",
                                "armed",
                                true,
                                "mode",
                                mode,
                                "release",
                                run.inputs().release().id(),
                                "bundle",
                                run.inputs().release().bundle().value(),
                                "armed_at",
                                run.now().toString())));
        return 0;
    }
}
