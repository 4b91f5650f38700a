package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The profiles of a configuration: those that hold and those that are refused, by name.
 *
 * @param profiles that hold
 * @param refused why the others do not
 * @param path of the configuration
 */
public record ProfileReadings(
        SortedMap<String, RiskProfile> profiles,
        SortedMap<String, List<Finding>> refused,
        String path) {

    public ProfileReadings {
        profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** The profiles of those names in that order, or the findings of all that are not there. */
    public Checked<List<RiskProfile>> require(Collection<String> names) {
        List<RiskProfile> found = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            if (profiles.containsKey(name)) {
                found.add(profiles.get(name));
            } else {
                findings.addAll(
                        refused.getOrDefault(
                                name, List.of(ProfileFindings.missingProfile(path, name))));
            }
        }
        return Checked.of(found, findings);
    }

    /** Every finding, in the order of the profiles' names. */
    public List<Finding> findings() {
        return refused.values().stream().flatMap(List::stream).toList();
    }
}
