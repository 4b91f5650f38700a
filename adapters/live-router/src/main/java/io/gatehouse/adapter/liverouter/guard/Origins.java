package io.gatehouse.adapter.liverouter.guard;

import java.util.Optional;

/**
 * Port: whose order it is (RTS 6, Art. 12(3): each order is traced to its algorithm). Asked on the
 * path of every order.
 */
@FunctionalInterface
public interface Origins {

    /** Origin of a parent order; empty when the parent is not known. */
    Optional<Origin> of(String parent);

    /**
     * Whose order it is.
     *
     * @param profile risk profile whose limits apply
     * @param strategy algorithm that decided
     */
    record Origin(String profile, String strategy) {}
}
