package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** What stands against a line that a person adds outside of a promotion, whatever it says. */
final class LineChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,127}");
    private static final int LONGEST_VALUE = 4096;
    private static final int MOST_ARTEFACTS = 200;

    private LineChecks() {}

    /** Who, in which log, and whether the log holds so far. */
    static List<Finding> againstWriting(Case c, LogName name) {
        Optional<GateDefinition> definition = gateOf(c, name);
        if (definition.isEmpty()) {
            return List.of(
                    line(
                            "log-unknown",
                            name.value(),
                            "the log of an adopted gate",
                            "no gate has it",
                            "look at 'gatehouse gate list'"));
        }
        List<Finding> findings = new ArrayList<>();
        Set<Role> writers =
                EnumSet.of(definition.get().decision().responsible(), Role.OWNER, Role.COMPLIANCE);
        if (writers.stream().noneMatch(c.signer()::has)) {
            findings.add(
                    Findings.role(
                            c.signer().id().value(),
                            "one of " + writers.stream().map(Role::code).sorted().toList(),
                            GovernanceHandler.roles(c.signer())));
        }
        Optional<LogFact> fact = c.snapshot().log(name);
        boolean empty = c.state().log(name).length() == 0;
        if (!empty && fact.filter(f -> f.verdict() == Verdict.PASS).isEmpty()) {
            findings.addAll(fact.map(LogFact::findings).orElse(List.of()));
            findings.add(
                    Finding.of(
                            Findings.LOG,
                            "not-verified",
                            name.value(),
                            "a decision log that verifies strictly",
                            fact.map(f -> f.verdict().name()).orElse("not verified"),
                            "run 'gatehouse log verify --strict'"));
        }
        return findings;
    }

    static Optional<GateDefinition> gateOf(Case c, LogName name) {
        return c.state().governance().gates().keySet().stream()
                .flatMap(id -> c.state().gate(id).stream())
                .filter(g -> g.log().equals(name))
                .findFirst();
    }

    /** Flags are outputs: a person may repeat what holds, and say nothing else (ADR 0004). */
    static List<Finding> againstFlags(Case c, SortedMap<String, Boolean> flags) {
        JsonObject inForce = flags(c);
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Boolean> flag : flags.entrySet()) {
            Optional<Boolean> holds = inForce.flag(flag.getKey());
            if (!holds.equals(Optional.of(flag.getValue()))) {
                findings.add(
                        line(
                                "flag-differs",
                                flag.getKey(),
                                holds.map(String::valueOf).orElse("no such flag"),
                                String.valueOf(flag.getValue()),
                                "flags follow from the gates; leave this one out"));
            }
        }
        return findings;
    }

    static List<Finding> againstArtefacts(SortedMap<String, String> artefacts) {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, String> artefact : artefacts.entrySet()) {
            String value = artefact.getValue();
            boolean fits =
                    NAME.matcher(artefact.getKey()).matches()
                            && !value.isBlank()
                            && value.length() <= LONGEST_VALUE
                            && value.chars().noneMatch(Character::isISOControl);
            if (!fits) {
                findings.add(
                        line(
                                "artefact-malformed",
                                artefact.getKey(),
                                "a short name and one line of text",
                                value.length() + " characters",
                                "mend the --artefact"));
            }
        }
        if (artefacts.size() > MOST_ARTEFACTS) {
            findings.add(
                    line(
                            "too-many-artefacts",
                            "line",
                            MOST_ARTEFACTS + " artefacts",
                            Integer.toString(artefacts.size()),
                            "write several lines"));
        }
        return findings;
    }

    /** The flags of the environment in force; while halted, NONE's. */
    static JsonObject flags(Case c) {
        Environment current = c.state().environment().current();
        return JsonObject.builder()
                .put(Grant.REQUIRE_DEMO_MODE, current.isLowerThan(Environment.PAPER))
                .put(Grant.COMPLIANCE_CONFIRMED, current == Environment.LIVE)
                .build();
    }

    static Finding line(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(Findings.LOG, code, subject, expected, observed, remedy);
    }
}
