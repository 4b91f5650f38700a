package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Holds {@code manual} to the loosest of the named profiles, limit by limit.
 *
 * <p>A profile that anybody can edit would otherwise be the way round all the others. Two persons
 * may let it be looser by signing the file as it is; one person's two keys are one person.
 */
final class ManualProfile {

    private static final int PERSONS = 2;

    private ManualProfile() {}

    /** Moves the profile to the refused ones if it is too loose, or names its signers if not. */
    static void judge(
            SortedMap<String, RiskProfile> profiles,
            SortedMap<String, List<Finding>> refused,
            Set<PersonId> signers) {
        RiskProfile manual = profiles.get(RiskProfile.MANUAL);
        if (manual == null) {
            return;
        }
        List<Finding> findings = new ArrayList<>();
        boolean signed = signers.size() >= PERSONS;
        boolean looser = false;
        for (Limit limit : Limit.values()) {
            Optional<BigDecimal> loosest =
                    profiles.values().stream()
                            .filter(profile -> RiskProfile.NAMED.contains(profile.name()))
                            .map(profile -> profile.limits().decimal(limit))
                            .max(Comparator.naturalOrder());
            if (loosest.isEmpty()) {
                findings.add(ProfileFindings.incomparable());
                break;
            }
            BigDecimal value = manual.limits().decimal(limit);
            if (value.compareTo(loosest.get()) > 0) {
                looser = true;
                if (!signed) {
                    findings.add(
                            ProfileFindings.looser(
                                    limit,
                                    value.toPlainString(),
                                    loosest.get().toPlainString(),
                                    signers.size()));
                }
            }
        }
        if (!findings.isEmpty()) {
            profiles.remove(RiskProfile.MANUAL);
            refused.put(RiskProfile.MANUAL, findings);
        } else if (looser) {
            profiles.put(
                    RiskProfile.MANUAL,
                    new RiskProfile(
                            manual.name(),
                            manual.limits(),
                            manual.source(),
                            new TreeSet<>(signers)));
        }
    }
}
