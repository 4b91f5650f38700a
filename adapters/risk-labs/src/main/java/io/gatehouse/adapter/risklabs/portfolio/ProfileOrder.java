package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the named profiles to their order: {@code conservative} allows no more than {@code
 * balanced}, and that no more than {@code aggressive}.
 *
 * <p>Whoever may edit the configuration could otherwise hand the loosest limits to an installation
 * that was promised the strictest by name.
 */
final class ProfileOrder {

    private ProfileOrder() {}

    /** Moves each profile that is looser than its neighbour to the refused ones. */
    static void judge(
            SortedMap<String, RiskProfile> profiles, SortedMap<String, List<Finding>> refused) {
        SortedMap<String, List<Finding>> found = new TreeMap<>();
        for (int i = 0; i + 1 < RiskProfile.NAMED.size(); i++) {
            for (int j = i + 1; j < RiskProfile.NAMED.size(); j++) {
                RiskProfile stricter = profiles.get(RiskProfile.NAMED.get(i));
                RiskProfile looser = profiles.get(RiskProfile.NAMED.get(j));
                if (stricter != null && looser != null) {
                    compare(stricter, looser, found);
                }
            }
        }
        found.forEach(
                (name, findings) -> {
                    profiles.remove(name);
                    refused.put(name, findings);
                });
    }

    private static void compare(
            RiskProfile stricter, RiskProfile looser, SortedMap<String, List<Finding>> found) {
        for (Limit limit : Limit.values()) {
            if (stricter.limits().decimal(limit).compareTo(looser.limits().decimal(limit)) > 0) {
                found.computeIfAbsent(stricter.name(), name -> new ArrayList<>())
                        .add(ProfileFindings.order(limit, stricter.name(), looser.name()));
            }
        }
    }
}
