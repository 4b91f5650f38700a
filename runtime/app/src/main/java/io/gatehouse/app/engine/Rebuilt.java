package io.gatehouse.app.engine;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was made anew from the journal.
 *
 * @param promotions whose manifests were written
 * @param rows of the database by kind; empty when it could not be made
 */
public record Rebuilt(int promotions, Optional<SortedMap<String, Long>> rows) {
    public Rebuilt {
        rows = rows.map(r -> Collections.unmodifiableSortedMap(new TreeMap<>(r)));
    }
}
