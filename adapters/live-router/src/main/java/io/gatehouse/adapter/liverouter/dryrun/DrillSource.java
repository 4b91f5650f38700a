package io.gatehouse.adapter.liverouter.dryrun;

import java.util.List;

/** Makes the drills of a dry run out of the configuration that is tried. */
@FunctionalInterface
public interface DrillSource {

    /**
     * The drills for a configuration; fresh ones, for one run.
     *
     * @param configuration its bytes, which may be unreadable: then the drill that needs them fails
     */
    List<Drill> of(byte[] configuration);
}
