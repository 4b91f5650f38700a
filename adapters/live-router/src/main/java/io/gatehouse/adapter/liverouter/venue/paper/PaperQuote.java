package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.Side;
import java.time.Instant;

/** Best prices of an instrument and what was shown at them, scaled. */
public record PaperQuote(Instant at, long bid, long bidQuantity, long ask, long askQuantity) {

    public PaperQuote {
        if (bid <= 0 || ask < bid || bidQuantity < 0 || askQuantity < 0) {
            throw new IllegalArgumentException("a quote has 0 < bid <= ask and no negative size");
        }
    }

    /** A feed that knows only the last price and the volume at it. */
    public static PaperQuote last(Instant at, long price, long quantity) {
        return new PaperQuote(at, price, quantity, price, quantity);
    }

    /** Price at which that side takes. */
    long takes(Side side) {
        return side == Side.BUY ? ask : bid;
    }

    long takable(Side side) {
        return side == Side.BUY ? askQuantity : bidQuantity;
    }

    /** Price at which that side stands first. */
    long stands(Side side) {
        return side == Side.BUY ? bid : ask;
    }

    long standing(Side side) {
        return side == Side.BUY ? bidQuantity : askQuantity;
    }

    /** What is left when so much was taken. */
    PaperQuote without(Side side, long quantity) {
        return side == Side.BUY
                ? new PaperQuote(at, bid, bidQuantity, ask, askQuantity - quantity)
                : new PaperQuote(at, bid, bidQuantity - quantity, ask, askQuantity);
    }
}
