package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent.Contradiction;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders that ended long ago, in about eight bytes for a child and sixteen for an order: their
 * events stand in the journal, here is only what a late message or a used id is judged by.
 *
 * <p>A child is found by its number, so only ids of the form {@code prefix-number} fit. Nothing is
 * ever taken out. For the ledger's thread.
 */
final class EndedOrders {

    private static final int PAGE = 1_024;
    private static final int MOST_PREFIXES = 64;
    private static final int MOST_VENUES = 256;
    private static final int MOST_INSTRUMENTS = 1 << 15;
    private static final long THERE = 1L << 63;
    private static final ChildState[] STATES = ChildState.values();

    private final Map<String, Prefix> prefixes = new HashMap<>();
    private final Numbered<VenueId> venues = new Numbered<>(MOST_VENUES);
    private final Numbered<Instrument> instruments = new Numbered<>(MOST_INSTRUMENTS);
    private final Fingerprints parents = new Fingerprints();
    private Prefix last = new Prefix("");

    /** What is known of the children under one prefix, by number. */
    private static final class Prefix {
        private final String name;
        private final Map<Long, long[]> pages = new HashMap<>();
        private long highest;
        private long[] page;
        private long pageAt;

        Prefix(String name) {
            this.name = name;
        }

        void put(long number, long word) {
            long at = number / PAGE;
            if (page == null || at != pageAt) {
                page = pages.computeIfAbsent(at, each -> new long[PAGE]);
                pageAt = at;
            }
            page[(int) (number % PAGE)] = word;
            highest = Math.max(highest, number);
        }

        long word(long number) {
            long[] page = number > highest ? null : pages.get(number / PAGE);
            return page == null ? 0 : page[(int) (number % PAGE)];
        }
    }

    /** Values that are named by a small number. */
    private static final class Numbered<T> {
        private final int most;
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> values = new ArrayList<>();
        private T last;
        private int lastNumber;

        Numbered(int most) {
            this.most = most;
        }

        /** The number of a value, a new one if need be; -1 when there is none left. */
        int of(T value) {
            if (value == last) {
                return lastNumber;
            }
            Integer known = numbers.get(value);
            if (known == null && values.size() == most) {
                return -1;
            }
            if (known == null) {
                known = values.size();
                numbers.put(value, known);
                values.add(value);
            }
            last = value;
            lastNumber = known;
            return known;
        }

        T value(int number) {
            return values.get(number);
        }
    }

    /** Takes an order and its children in; false when one does not fit, and must stay as it is. */
    boolean take(ParentEntry parent) {
        ChildEntry newest = parent.newest();
        if (newest != null && newest.before() == null && takeOnly(newest)) {
            parents.add(parent.order().id());
            return true;
        }
        for (ChildEntry each = parent.newest(); each != null; each = each.before()) {
            if (!fits(each)) {
                return false;
            }
        }
        for (ChildEntry each = parent.newest(); each != null; each = each.before()) {
            put(each);
        }
        parents.add(parent.order().id());
        return true;
    }

    private boolean fits(ChildEntry child) {
        return !child.state().live()
                && number(child.id()) >= 0
                && (ofLastPrefix(child.id())
                        || prefixes.containsKey(prefix(child.id()))
                        || prefixes.size() < MOST_PREFIXES)
                && venues.of(child.order().venue()) >= 0
                && instruments.of(child.order().instrument()) >= 0;
    }

    private void put(ChildEntry child) {
        put(child, number(child.id()));
    }

    private void put(ChildEntry child, long number) {
        if (!ofLastPrefix(child.id())) {
            last = prefixes.computeIfAbsent(prefix(child.id()), Prefix::new);
        }
        last.put(
                number,
                THERE
                        | EndedOrder.mark(child.order().quantity(), child.filled())
                        | (long) child.state().ordinal() << 36
                        | (long) venues.of(child.order().venue()) << 40
                        | (long) instruments.of(child.order().instrument()) << 48);
    }

    /** The only child of most orders, of the prefix of most: its number is read once. */
    private boolean takeOnly(ChildEntry child) {
        long number = last.name.isEmpty() ? -1 : numberAfter(child.id().value(), last.name);
        if (number < 0
                || child.state().live()
                || venues.of(child.order().venue()) < 0
                || instruments.of(child.order().instrument()) < 0) {
            return false;
        }
        put(child, number);
        return true;
    }

    /** The number when the id is that prefix, a hyphen and a number; else -1. */
    private static long numberAfter(String id, String prefix) {
        int hyphen = prefix.length();
        return id.length() > hyphen && id.charAt(hyphen) == '-' && id.startsWith(prefix)
                ? number(id, hyphen + 1)
                : -1;
    }

    private boolean ofLastPrefix(ClientOrderId id) {
        return numberAfter(id.value(), last.name) >= 0;
    }

    /** A cancel that was asked for an order that is kept here, or nowhere. */
    List<Contradiction> cancelAsked(Instant at, ClientOrderId id) {
        return child(id).isPresent()
                ? List.of()
                : one(at, id, ContradictionCode.UNKNOWN_ORDER, "a cancel");
    }

    /** An answer for an order that is kept here, or nowhere. */
    List<Contradiction> answered(OrderEvent.Answered answered) {
        Optional<EndedOrder> ended = child(answered.id());
        Outcome outcome = answered.outcome();
        boolean known =
                ended.isPresent()
                        && (outcome instanceof Outcome.Unknown
                                || (outcome instanceof Outcome.Refused
                                        && ended.get().state() == ChildState.REFUSED)
                                || (outcome instanceof Outcome.Accepted accepted
                                        && ended.get().agrees(accepted.report())));
        return known ? List.of() : one(answered.at(), answered.id(), unknownOr(ended), "an answer");
    }

    /** An absence of an order that is kept here, or nowhere. */
    List<Contradiction> absent(OrderEvent.ProvenAbsent absent) {
        Optional<EndedOrder> ended = child(absent.id());
        return ended.isPresent() && ended.get().state().never()
                ? List.of()
                : one(absent.at(), absent.id(), unknownOr(ended), "an absence");
    }

    /** A report of an order that is kept here, or nowhere. */
    List<Contradiction> reported(Instant at, OrderReport report) {
        Optional<EndedOrder> ended = child(report.id());
        return ended.isPresent() && ended.get().agrees(report)
                ? List.of()
                : one(at, report.id(), unknownOr(ended), report.venueOrderId());
    }

    private static ContradictionCode unknownOr(Optional<EndedOrder> ended) {
        return ended.isPresent()
                ? ContradictionCode.ENDED_OTHERWISE
                : ContradictionCode.UNKNOWN_ORDER;
    }

    private static List<Contradiction> one(
            Instant at, ClientOrderId id, ContradictionCode code, String detail) {
        return List.of(new Contradiction(at, id, code.code(), detail));
    }

    Optional<EndedOrder> child(ClientOrderId id) {
        long number = number(id);
        if (number < 0) {
            return Optional.empty();
        }
        Prefix of = ofLastPrefix(id) ? last : prefixes.get(prefix(id));
        long word = of == null ? 0 : of.word(number);
        if (word == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new EndedOrder(
                        id,
                        venues.value((int) (word >>> 40 & 0xff)),
                        instruments.value((int) (word >>> 48 & 0x7fff)),
                        STATES[(int) (word >>> 36 & 0xf)],
                        word & (1L << 36) - 1));
    }

    /** Whether an order of that id ended; of 2^64 other ids one is taken for it. */
    boolean parent(String id) {
        return parents.contains(id);
    }

    /** Greatest number under a prefix; 0 when none. */
    long highest(String prefix) {
        Prefix of = prefixes.get(prefix);
        return of == null ? 0 : of.highest;
    }

    private static String prefix(ClientOrderId id) {
        return id.value().substring(0, id.value().lastIndexOf('-'));
    }

    /** The number behind the last hyphen, written without leading zeros; else -1. */
    private static long number(ClientOrderId id) {
        return number(id.value(), id.value().lastIndexOf('-') + 1);
    }

    private static long number(String value, int from) {
        int digits = value.length() - from;
        if (from == 0 || digits < 1 || digits > 18 || value.charAt(from) == '0') {
            return -1;
        }
        long number = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
