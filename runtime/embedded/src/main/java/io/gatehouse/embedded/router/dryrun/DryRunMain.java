package io.gatehouse.embedded.router.dryrun;

import io.gatehouse.adapter.liverouter.dryrun.DryRunProcess;
import io.gatehouse.adapter.liverouter.dryrun.FallbackDrill;
import io.gatehouse.adapter.liverouter.dryrun.KillDrill;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** The dry run's process with every demanded drill; started by {@code ChildDryRun} alone. */
public final class DryRunMain {

    private DryRunMain() {}

    /** Ends the process: 0 with a report on standard output, 2 for an unreadable task. */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        DryRunProcess.serve(
                configuration ->
                        List.of(
                                new FallbackDrill(clock),
                                new KillDrill(clock),
                                new AlertDrill(configuration, clock)));
    }
}
