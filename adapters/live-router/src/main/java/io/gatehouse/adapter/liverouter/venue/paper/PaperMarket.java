package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.Instrument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A recorded market that is played to a venue on paper by the clock.
 *
 * <p>Which bar is on is a matter of the time alone: a router that was started again sees the market
 * that it would have seen, and after its last bar the recording begins anew. A bar is told as its
 * open, its low, its high and its close, each with a quarter of the volume, so that no order takes
 * more than was traded; prices are rounded to the tick against the orders. For one thread.
 */
public final class PaperMarket {

    private static final long PARTS = 4;

    private final Instrument instrument;
    private final List<PaperBar> bars;
    private final long paceMillis;
    private long played = Long.MIN_VALUE;

    /**
     * @param bars at least one
     * @param pace how long one bar is on, 1 ms to a day
     */
    public PaperMarket(Instrument instrument, List<PaperBar> bars, Duration pace) {
        if (bars.isEmpty() || pace.toMillis() < 1 || pace.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a market has bars, each 1 ms to a day");
        }
        this.instrument = instrument;
        this.bars = List.copyOf(bars);
        this.paceMillis = pace.toMillis();
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
    }

    /** Tells the venue what has happened since the last time; at first, the bar that is on. */
    public void play(PaperVenue venue, Instant now) {
        long due = Math.floorDiv(now.toEpochMilli(), paceMillis);
        // A process that slept through more than the whole recording has missed nothing new.
        long next = played == Long.MIN_VALUE ? due : Math.max(played + 1, due - bars.size() + 1);
        for (; next <= due; next++) {
            PaperBar bar = bars.get((int) Math.floorMod(next, (long) bars.size()));
            tell(venue, bar, Instant.ofEpochMilli(next * paceMillis));
        }
        // A clock that was set back plays nothing twice.
        played = Math.max(played, due);
    }

    private void tell(PaperVenue venue, PaperBar bar, Instant at) {
        long part = bar.volume() / PARTS;
        long shown = part - part % instrument.lot();
        venue.quote(instrument, quote(bar.open(), shown, at));
        venue.trade(instrument, up(bar.low()), shown);
        venue.trade(instrument, down(bar.high()), shown);
        venue.quote(instrument, quote(bar.close(), shown, at));
    }

    private PaperQuote quote(long price, long shown, Instant at) {
        return new PaperQuote(at, down(price), shown, up(price), shown);
    }

    private long down(long price) {
        return Math.max(instrument.tick(), price - price % instrument.tick());
    }

    private long up(long price) {
        return -Math.floorDiv(-price, instrument.tick()) * instrument.tick();
    }
}
