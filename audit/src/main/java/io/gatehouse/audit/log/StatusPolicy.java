package io.gatehouse.audit.log;

import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.id.LogName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each status of a decision log demands (ADR 0004, ADR 0014): the floor in code.
 *
 * <p>Statuses in the table belong to exactly one kind of line and the named logs; every other
 * status may appear on evidence and supersede lines only, so nothing outside a promotion can grant.
 */
public final class StatusPolicy {

    /**
     * One status.
     *
     * @param logs the logs in which it may stand
     * @param stages the stages it may be written under
     * @param flags runtime flags that must have exactly this value
     * @param signers each element is a set of alternatives, of which one role must have signed
     */
    public record StatusRule(
            EntryKind kind,
            Set<String> logs,
            Set<String> stages,
            Map<String, Boolean> flags,
            List<Set<String>> signers) {

        public StatusRule {
            logs = Set.copyOf(logs);
            stages = Set.copyOf(stages);
            flags = Map.copyOf(flags);
            signers = signers.stream().map(Set::copyOf).toList();
        }
    }

    private static final List<Set<String>> ENGINE = List.of(Set.of("engine"));
    private static final List<Set<String>> OWNER_COMPLIANCE =
            List.of(Set.of("owner"), Set.of("compliance"));
    private static final Set<String> LIVE = Set.of("live", "live_execution");

    /** The table of the two documents. */
    public static final StatusPolicy DEFAULT =
            new StatusPolicy(
                    Map.of(
                            "demo_ready",
                            decision(
                                    "demo",
                                    Set.of("demo"),
                                    flags(true, false),
                                    List.of(Set.of("runtime"), Set.of("owner"))),
                            "paper_ready",
                            decision(
                                    "paper",
                                    Set.of("paper"),
                                    flags(false, false),
                                    OWNER_COMPLIANCE),
                            "live_ready",
                            decision("live_execution", LIVE, flags(false, true), OWNER_COMPLIANCE),
                            "stage6_profile_ready",
                            decision(
                                    "stage6",
                                    Set.of("stage6"),
                                    Map.of(),
                                    List.of(Set.of("compliance", "risk"), Set.of("owner"))),
                            "demo_revoked",
                            revocation(Set.of("demo"), Set.of("demo"), flags(true, false)),
                            "paper_revoked",
                            revocation(Set.of("paper"), Set.of("paper"), flags(true, false)),
                            "live_revoked",
                            revocation(
                                    Set.of("live_execution"),
                                    LIVE,
                                    Map.of(Grant.COMPLIANCE_CONFIRMED, false)),
                            "halted",
                            revocation(
                                    Set.of("demo", "paper", "live_execution", "stage6"),
                                    Set.of("demo", "paper", "live", "live_execution", "stage6"),
                                    Map.of(Grant.COMPLIANCE_CONFIRMED, false)),
                            // a migration that was sealed and then not activated is taken back too
                            "stage6_profile_revoked",
                            revocation(
                                    Set.of("stage6"),
                                    Set.of("stage6"),
                                    Map.of(Grant.COMPLIANCE_CONFIRMED, false))));

    private final Map<String, StatusRule> rules;

    public StatusPolicy(Map<String, StatusRule> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** The rule of a status; empty for statuses of evidence and supersede lines. */
    public Optional<StatusRule> rule(String status) {
        return Optional.ofNullable(rules.get(status));
    }

    /** Who must sign a line: the table's roles, or the engine. */
    public List<Set<String>> signers(String status) {
        return rule(status).map(StatusRule::signers).orElse(ENGINE);
    }

    /** A policy with one status demanding more or other things. */
    public StatusPolicy with(String status, StatusRule rule) {
        TreeMap<String, StatusRule> changed = new TreeMap<>(rules);
        changed.put(status, rule);
        return new StatusPolicy(changed);
    }

    /** Whether lines may stand in that log at all. */
    public boolean knows(LogName log) {
        return rules.values().stream().anyMatch(rule -> rule.logs().contains(log.value()));
    }

    private static StatusRule decision(
            String log, Set<String> stages, Map<String, Boolean> flags, List<Set<String>> signers) {
        return new StatusRule(EntryKind.DECISION, Set.of(log), stages, flags, signers);
    }

    private static StatusRule revocation(
            Set<String> logs, Set<String> stages, Map<String, Boolean> flags) {
        return new StatusRule(EntryKind.REVOCATION, logs, stages, flags, ENGINE);
    }

    private static Map<String, Boolean> flags(boolean demoMode, boolean confirmed) {
        return Map.of(Grant.REQUIRE_DEMO_MODE, demoMode, Grant.COMPLIANCE_CONFIRMED, confirmed);
    }
}
