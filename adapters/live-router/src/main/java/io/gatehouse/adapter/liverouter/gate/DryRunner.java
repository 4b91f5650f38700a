package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.DryRunTask;
import java.time.Duration;

/** Port: runs a dry run to its end, as {@link ChildDryRun#run} does. Thread-safe. */
@FunctionalInterface
public interface DryRunner {

    /**
     * Runs it.
     *
     * @throws InterruptedException when the calling thread was interrupted; then nothing runs on
     */
    ChildDryRun.End run(DryRunTask task, Duration timeout) throws InterruptedException;
}
