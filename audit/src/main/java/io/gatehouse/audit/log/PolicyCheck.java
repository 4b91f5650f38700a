package io.gatehouse.audit.log;

import io.gatehouse.core.id.LogName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What strictness demands of a line beyond form, signatures and approvals. */
final class PolicyCheck {

    /** How far a line may be ahead of the clock that looks at it. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private static final List<String> DECISION_MEMBERS =
            List.of(
                    "installation",
                    "promotion",
                    "definition",
                    "proposal",
                    "evidence_root",
                    "approvals");

    private final StatusPolicy policy;
    private final LogName log;
    private final Optional<Instant> asOf;

    PolicyCheck(StatusPolicy policy, LogName log, Optional<Instant> asOf) {
        this.policy = policy;
        this.log = log;
        this.asOf = asOf;
    }

    void check(DecisionLine line, Instant time, LineFindings out) {
        asOf.filter(now -> time.isAfter(now.plus(SKEW)))
                .ifPresent(
                        now ->
                                out.fault(
                                        LogFault.Kind.TIMESTAMP_IN_FUTURE,
                                        "a time until " + now,
                                        time.toString()));
        status(line, out);
        signers(line, out);
        if (line.kind() == EntryKind.DECISION) {
            for (String name : DECISION_MEMBERS) {
                if (!line.entry().has(name)) {
                    out.fault(LogFault.Kind.MEMBER_MISSING, "member " + name, "none");
                }
            }
        } else if (!line.entry().has("installation")) {
            out.fault(LogFault.Kind.MEMBER_MISSING, "member installation", "none");
        }
        if (line.kind() == EntryKind.SUPERSEDE) {
            OptionalLong earlier =
                    line.entry()
                            .integer("supersedes")
                            .map(OptionalLong::of)
                            .orElseGet(OptionalLong::empty);
            if (earlier.isEmpty() || earlier.getAsLong() >= line.index()) {
                out.fault(LogFault.Kind.MEMBER_MISSING, "supersedes: an earlier line", "none");
            }
        }
    }

    private void status(DecisionLine line, LineFindings out) {
        Optional<StatusPolicy.StatusRule> found = policy.rule(line.status());
        if (found.isEmpty()) {
            if (line.kind() == EntryKind.DECISION || line.kind() == EntryKind.REVOCATION) {
                out.fault(
                        LogFault.Kind.STATUS_NOT_ALLOWED,
                        "a status of the table for a " + line.kind().text(),
                        line.status());
            }
            return;
        }
        StatusPolicy.StatusRule rule = found.get();
        if (line.kind() != rule.kind() || !rule.logs().contains(log.value())) {
            out.fault(
                    LogFault.Kind.STATUS_NOT_ALLOWED,
                    line.status() + " as a " + rule.kind().text() + " in the log " + rule.logs(),
                    "a " + line.kind().text() + " in the log " + log);
        }
        if (!rule.stages().contains(line.stage())) {
            out.fault(
                    LogFault.Kind.STAGE_DIFFERS, "stage " + rule.stages(), Quoted.of(line.stage()));
        }
        for (Map.Entry<String, Boolean> flag : rule.flags().entrySet()) {
            Optional<Boolean> said = line.flags().flag(flag.getKey());
            if (!said.equals(Optional.of(flag.getValue()))) {
                out.fault(
                        LogFault.Kind.FLAGS_DIFFER,
                        flag.getKey() + "=" + flag.getValue(),
                        said.map(String::valueOf).orElse("none"));
            }
        }
    }

    private void signers(DecisionLine line, LineFindings out) {
        Set<String> signed = line.signatures().names();
        for (Set<String> alternatives : policy.signers(line.status())) {
            if (Collections.disjoint(alternatives, signed)) {
                out.fault(
                        LogFault.Kind.SIGNATURE_MISSING,
                        "a signature of " + String.join(" or ", alternatives),
                        "signatures of " + signed);
            }
        }
    }
}
