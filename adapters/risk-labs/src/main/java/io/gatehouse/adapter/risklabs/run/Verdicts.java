package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.report.LabReport;
import io.gatehouse.adapter.risklabs.report.ProfileReport;
import io.gatehouse.adapter.risklabs.report.Reason;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a report says against the profiles, as findings for those who do not open it. */
final class Verdicts {

    /** As many are named; the report names them all. */
    private static final int NAMED = 6;

    private Verdicts() {}

    /** One for each profile and kind of reason. */
    static List<Finding> findings(LabReport report) {
        List<Finding> findings = new ArrayList<>();
        for (ProfileReport profile : report.profiles()) {
            Map<Reason.Kind, List<String>> reasons = new LinkedHashMap<>();
            for (Reason reason : profile.reasons()) {
                reasons.computeIfAbsent(reason.kind(), kind -> new ArrayList<>())
                        .add(reason.subject());
            }
            reasons.forEach(
                    (kind, subjects) ->
                            findings.add(
                                    Finding.of(
                                            "labs-run",
                                            "profile-fails",
                                            profile.name(),
                                            "nothing against the profile",
                                            kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                                    + ": "
                                                    + shown(subjects),
                                            "read the report: it has the figure and the distance to the limit")));
        }
        return findings;
    }

    private static String shown(List<String> subjects) {
        String named = String.join(", ", subjects.subList(0, Math.min(NAMED, subjects.size())));
        return subjects.size() > NAMED
                ? named + " and " + (subjects.size() - NAMED) + " more"
                : named;
    }
}
