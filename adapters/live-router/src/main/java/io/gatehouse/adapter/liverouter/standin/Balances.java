package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the one client of the stand-in owns, in units of 10^-8. Confined to its lock. */
final class Balances {

    private static final long[] TENS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private final Map<String, Long> free = new TreeMap<>();
    private final Map<String, Long> locked = new TreeMap<>();

    static long units(long scaled, int scale) {
        return Math.multiplyExact(scaled, TENS[Listing.BALANCE_SCALE - scale]);
    }

    void set(String asset, long units) {
        free.put(asset, units);
    }

    void setOnce(String asset, long units) {
        free.putIfAbsent(asset, units);
    }

    /** Sets aside, or refuses for lack of it. */
    void lock(String asset, long units) {
        if (free.getOrDefault(asset, 0L) < units) {
            throw VenueError.BALANCE.refusal();
        }
        free.merge(asset, -units, Math::addExact);
        locked.merge(asset, units, Math::addExact);
    }

    void unlock(String asset, long units) {
        locked.merge(asset, -units, Math::addExact);
        free.merge(asset, units, Math::addExact);
    }

    void spend(String asset, long units) {
        locked.merge(asset, -units, Math::addExact);
    }

    void receive(String asset, long units) {
        free.merge(asset, units, Math::addExact);
    }

    private static String text(long units) {
        return Listing.decimal(units, Listing.BALANCE_SCALE).toPlainString();
    }

    List<JsonObject> listed() {
        return free.entrySet().stream()
                .map(
                        e ->
                                JsonObject.builder()
                                        .put("asset", e.getKey())
                                        .put("free", text(e.getValue()))
                                        .put("locked", text(locked.getOrDefault(e.getKey(), 0L)))
                                        .build())
                .toList();
    }
}
