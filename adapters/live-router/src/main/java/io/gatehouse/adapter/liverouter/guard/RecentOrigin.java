package io.gatehouse.adapter.liverouter.guard;

import java.util.Optional;

/**
 * Origins that remember the last answer, since one order is asked about several times in a row. An
 * order's origin never changes while it is known; that it is not known is not remembered. For one
 * thread.
 */
final class RecentOrigin implements Origins {

    private final Origins origins;
    private String parent = "";
    private Optional<Origin> origin = Optional.empty();

    RecentOrigin(Origins origins) {
        this.origins = origins;
    }

    @Override
    public Optional<Origin> of(String asked) {
        if (origin.isPresent() && asked.equals(parent)) {
            return origin;
        }
        origin = origins.of(asked);
        parent = asked;
        return origin;
    }
}
