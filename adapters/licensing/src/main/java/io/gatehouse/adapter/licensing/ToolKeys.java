package io.gatehouse.adapter.licensing;

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

    /** Ids in their order. */
    public Set<String> ids() {
        return keys.keySet();
    }

    @Override
    public String toString() {
        return "ToolKeys" + keys.keySet();
    }
}
