/**
 * The dry run: the live wiring with no credentials and no way out but to the stand-in.
 *
 * <p>What was not run is a failure, not a pass. Start at {@link
 * io.gatehouse.adapter.liverouter.dryrun.DryRun}.
 */
package io.gatehouse.adapter.liverouter.dryrun;
