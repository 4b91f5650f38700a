package io.gatehouse.core.evidence;

import io.gatehouse.core.definition.Environment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the granted environments rest upon, looked at again for a re-verification.
 *
 * @param evidence of each grant, from the archive
 * @param configuration the file in the workspace from which the configuration of the environment in
 *     force was recorded; empty when its grant names none
 */
public record Footing(
        SortedMap<Environment, List<Observation>> evidence, Optional<Observation> configuration) {

    /** Nothing was looked at. */
    public static final Footing NONE = new Footing(new TreeMap<>(), Optional.empty());

    public Footing {
        TreeMap<Environment, List<Observation>> copy = new TreeMap<>();
        evidence.forEach((environment, all) -> copy.put(environment, List.copyOf(all)));
        evidence = Collections.unmodifiableSortedMap(copy);
    }
}
