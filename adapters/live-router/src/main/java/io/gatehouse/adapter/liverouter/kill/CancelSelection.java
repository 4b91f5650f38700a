package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.Optional;

/**
 * Which orders are withdrawn: all, or those of a venue, a symbol, a strategy (RTS 6, Art. 12(1)).
 * What is given must all be met.
 */
public record CancelSelection(
        Optional<VenueId> venue, Optional<String> symbol, Optional<String> strategy) {

    /** Every order at every venue. */
    public static final CancelSelection ALL =
            new CancelSelection(Optional.empty(), Optional.empty(), Optional.empty());

    boolean at(VenueId each) {
        return venue.isEmpty() || venue.get().equals(each);
    }

    boolean in(String each) {
        return symbol.isEmpty() || symbol.get().equals(each);
    }

    boolean takes(OpenOrder open) {
        return at(open.order().venue())
                && in(open.order().instrument().symbol())
                && (strategy.isEmpty()
                        || open.strategy().isEmpty()
                        || open.strategy().equals(strategy));
    }
}
