package io.gatehouse.adapter.oembundle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where verification gets its keys from. Implementations are thread-safe. */
public interface BundleKeys {

    /** What is known of a key. */
    sealed interface Answer {

        /** The key. */
        record Found(BundleKey key) implements Answer {}

        /** No trusted key has that id. */
        record Unknown() implements Answer {}

        /** There is such a key, and its secret cannot be read here: nothing can be decided. */
        record Unavailable() implements Answer {}
    }

    /** The key of an id that a signature names. */
    Answer find(String keyId);

    /**
     * The one key of signatures that name none, as the existing builder makes them; it is asked for
     * only when the caller admits such bundles. There is never more than one: to try several would
     * let whoever holds the weakest speak for all.
     */
    default Answer legacy() {
        return new Answer.Unknown();
    }

    /** Keys by their ids; none for signatures without one. */
    static BundleKeys of(Collection<BundleKey> keys) {
        return of(keys, Optional.empty());
    }

    /**
     * Keys by their ids, and perhaps one for signatures without.
     *
     * @throws IllegalArgumentException when two have the same id
     */
    static BundleKeys of(Collection<BundleKey> keys, Optional<BundleKey> legacy) {
        Map<String, BundleKey> byId = new LinkedHashMap<>();
        for (BundleKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys of the id " + key.id());
            }
        }
        return new BundleKeys() {
            @Override
            public Answer find(String keyId) {
                BundleKey key = byId.get(keyId);
                return key == null ? new Answer.Unknown() : new Answer.Found(key);
            }

            @Override
            public Answer legacy() {
                return legacy.<Answer>map(Answer.Found::new).orElseGet(Answer.Unknown::new);
            }
        };
    }
}
