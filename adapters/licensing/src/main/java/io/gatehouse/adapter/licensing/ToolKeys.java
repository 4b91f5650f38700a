package io.gatehouse.adapter.licensing;

import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys of one purpose, by id. Immutable and thread-safe.
 *
 * <p>No keys means that nothing can be verified, never that nothing need be.
 */
public final class ToolKeys {

    public static final ToolKeys NONE = new ToolKeys(Set.of());

    private final SortedMap<String, ToolKey> keys;

    /**
     * @throws IllegalArgumentException when two keys have one id
     */
    public ToolKeys(Collection<ToolKey> keys) {
        TreeMap<String, ToolKey> byId = new TreeMap<>();
        for (ToolKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
            }
        }
        this.keys = Collections.unmodifiableSortedMap(byId);
    }

    public Optional<ToolKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /**
     * What forbids a key's use for what bears a time: {@code key-not-in-force}. A code alone would
     * let whoever finds a retired key sign on.
     *
     * @param time that the document states
     */
    public Optional<Finding> objection(Area area, String subject, String id, Instant time) {
        return find(id).filter(key -> !key.isInForce(time))
                .map(
                        key ->
                                area.finding(
                                        "key-not-in-force",
                                        subject,
                                        "a key in force at " + time,
                                        id,
                                        "have it signed again with a key that is in force"));
    }

    /** Ids in their order. */
    public Set<String> ids() {
        return keys.keySet();
    }

    @Override
    public String toString() {
        return "ToolKeys" + keys.keySet();
    }
}
