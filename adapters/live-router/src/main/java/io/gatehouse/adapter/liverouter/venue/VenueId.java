package io.gatehouse.adapter.liverouter.venue;

/** Name of a venue as configured, such as {@code binance_spot}: {@code [a-z0-9_]{1,32}}. */
public record VenueId(String value) implements Comparable<VenueId> {

    public VenueId {
        if (!value.matches("[a-z0-9_]{1,32}")) {
            throw new IllegalArgumentException("a venue has 1 to 32 of a-z 0-9 _");
        }
    }

    @Override
    public int compareTo(VenueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
