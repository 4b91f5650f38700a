package io.gatehouse.adapter.licensing.fingerprint;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The parts of a machine by component: raw texts, sorted, so that the order of network cards and
 * disks says nothing; without those that many machines share. Immutable.
 *
 * @param values never an empty set
 * @param tpmPresent whether there is a TPM, even one whose identity cannot be read
 */
public record HardwareReading(Map<Component, SortedSet<String>> values, boolean tpmPresent) {

    /** No machine that is read has more disks or network cards. */
    private static final int MOST = 64;

    private static final int LONGEST = 256;

    public HardwareReading {
        EnumMap<Component, SortedSet<String>> known = new EnumMap<>(Component.class);
        values.forEach(
                (component, raws) -> {
                    NavigableSet<String> kept = new TreeSet<>();
                    raws.stream()
                            .filter(raw -> raw.length() <= LONGEST)
                            .filter(Predicate.not(raw -> FakeIds.isFake(component, raw)))
                            .sorted()
                            .limit(MOST)
                            .forEach(kept::add);
                    if (!kept.isEmpty()) {
                        known.put(component, Collections.unmodifiableSortedSet(kept));
                    }
                });
        values = Collections.unmodifiableMap(known);
    }

    /** A reading of single values. */
    public static HardwareReading of(Map<Component, List<String>> values) {
        EnumMap<Component, SortedSet<String>> sets = new EnumMap<>(Component.class);
        values.forEach((component, raws) -> sets.put(component, new TreeSet<>(raws)));
        return new HardwareReading(sets, values.containsKey(Component.TPM));
    }

    public SortedSet<String> of(Component component) {
        return values.getOrDefault(component, Collections.emptySortedSet());
    }

    /** The value that stands for the component in a form with one value. */
    public Optional<String> first(Component component) {
        return of(component).stream().findFirst();
    }

    /** Values are what an attacker needs to pretend to be this machine. */
    @Override
    public String toString() {
        return "HardwareReading" + values.keySet();
    }
}
