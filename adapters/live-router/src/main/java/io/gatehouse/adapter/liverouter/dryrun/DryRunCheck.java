package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param finding why it failed; empty when it passed
 */
public record DryRunCheck(
        String name, String subject, String expected, String observed, Optional<Finding> finding) {

    /** One that holds: what was expected was observed. */
    public static DryRunCheck passed(String name, String subject, String expected) {
        return new DryRunCheck(name, subject, expected, expected, Optional.empty());
    }

    /** One that does not hold, with its finding. */
    public static DryRunCheck failed(
            String name, DryRunCode code, String subject, String expected, String observed) {
        return new DryRunCheck(
                name,
                subject,
                expected,
                observed,
                Optional.of(code.at(subject, expected, observed)));
    }

    /** One or the other. */
    public static DryRunCheck of(
            boolean holds,
            String name,
            DryRunCode code,
            String subject,
            String expected,
            String observed) {
        return holds
                ? passed(name, subject, expected)
                : failed(name, code, subject, expected, observed);
    }

    public boolean holds() {
        return finding.isEmpty();
    }

    JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("name", name)
                        .put("subject", subject)
                        .put("status", holds() ? "PASS" : "FAIL")
                        .put("expected", expected)
                        .put("observed", observed);
        finding.ifPresent(f -> json.put("code", f.code()).put("remedy", f.remedy()));
        return json.build();
    }
}
