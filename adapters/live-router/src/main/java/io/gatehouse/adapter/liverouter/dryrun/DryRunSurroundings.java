package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import java.util.Set;

/**
 * Where the dry run takes place.
 *
 * @param egress which the venues' clients ask
 * @param environment names of the process's variables
 */
public record DryRunSurroundings(Egress egress, Set<String> environment) {

    public DryRunSurroundings {
        environment = Set.copyOf(environment);
    }
}
