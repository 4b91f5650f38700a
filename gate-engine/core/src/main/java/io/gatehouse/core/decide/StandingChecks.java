package io.gatehouse.core.decide;

import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an environment's grant still stands: its definition, its evidence byte for byte, its
 * decision log strictly verified, and the rules that have to hold on. Pure.
 */
final class StandingChecks {

    /** A damaged archive must not fill the journal with a finding for each file. */
    private static final int MOST_FINDINGS = 100;

    private final RuleEvaluator rules;
    private final CandidateConfiguration configurations;

    StandingChecks(RuleEvaluator rules) {
        this.rules = rules;
        this.configurations = new CandidateConfiguration(rules);
    }

    /**
     * What was seen.
     *
     * @param findings empty exactly when the grant stands
     * @param results of the rules that have to hold on
     */
    record Look(List<Finding> findings, List<RuleResult> results) {
        Look {
            findings = List.copyOf(findings);
            results = List.copyOf(results);
        }

        boolean stands() {
            return findings.isEmpty();
        }
    }

    /** What stands against an environment; the snapshot holds its evidence from the archive. */
    List<Finding> against(InstallationView state, Environment environment, Snapshot snapshot) {
        return look(state, environment, snapshot).findings();
    }

    /** The environment in force, with the configuration that lies in the workspace. */
    Look lookAtCurrent(InstallationView state, Snapshot snapshot) {
        Environment current = state.environment().current();
        Look look = look(state, current, snapshot.of(current));
        GrantRecord grant = state.environment().grants().get(current);
        if (grant == null) {
            return look;
        }
        List<Finding> findings = new ArrayList<>(look.findings());
        findings.addAll(configurations.against(state, grant, snapshot));
        return new Look(findings, look.results());
    }

    Look look(InstallationView state, Environment environment, Snapshot snapshot) {
        Optional<GrantRecord> grant =
                Optional.ofNullable(state.environment().grants().get(environment));
        Optional<GateDefinition> definition = grant.flatMap(g -> definition(state, g));
        Optional<PromotionState> promotion = grant.flatMap(g -> state.promotion(g.promotion()));
        if (definition.isEmpty() || promotion.isEmpty()) {
            return new Look(
                    List.of(
                            Findings.state(
                                    "environment",
                                    environment + " was granted",
                                    grant.isEmpty()
                                            ? "no grant is in force"
                                            : "its definition or promotion cannot be read")),
                    List.of());
        }
        List<Finding> findings = new ArrayList<>();
        definition(state, grant.get(), definition.get(), findings);
        evidence(promotion.get(), snapshot, findings);
        log(definition.get(), snapshot, findings);
        Evaluation evaluation = rules.standing(definition.get(), promotion.get(), state, snapshot);
        findings.addAll(evaluation.findings());
        return new Look(
                findings.subList(0, Math.min(MOST_FINDINGS, findings.size())),
                evaluation.results());
    }

    /** A definition that cannot be read decides nothing. */
    static Optional<GateDefinition> definition(InstallationView state, GrantRecord grant) {
        try {
            return state.definition(grant.definition());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void definition(
            InstallationView state,
            GrantRecord grant,
            GateDefinition definition,
            List<Finding> findings) {
        Digest now = Digest.of(definition.source());
        if (!now.equals(grant.definition())) {
            findings.add(
                    governance(
                            "definition-differs",
                            "gate/" + grant.gate(),
                            grant.definition().value(),
                            now.value()));
        }
        if (!state.governance().gates().containsKey(grant.gate())) {
            findings.add(
                    governance(
                            "definition-dropped",
                            "gate/" + grant.gate(),
                            "an adopted definition of the gate that granted",
                            "none among the rules that were adopted last"));
        }
    }

    private static Finding governance(
            String code, String subject, String expected, String observed) {
        return Finding.of(
                Findings.GOVERNANCE,
                code,
                subject,
                expected,
                observed,
                "adopt the gate's definition, then go through the gate again");
    }

    private static void evidence(
            PromotionState promotion, Snapshot snapshot, List<Finding> findings) {
        int expected = promotion.evidence().size();
        if (snapshot.observations().size() != expected) {
            findings.add(
                    evidence(
                            "not-all-seen",
                            "promotion/" + promotion.id(),
                            expected + " pieces of evidence",
                            snapshot.observations().size() + " in the snapshot"));
        }
        for (Observation o : snapshot.observations()) {
            if (!o.isUnchanged()) {
                findings.add(
                        evidence(
                                "changed",
                                o.item().path(),
                                o.item().digests().sha384().value(),
                                o.now().map(d -> d.sha384().value()).orElse(o.problem())));
            }
        }
    }

    private static void log(GateDefinition definition, Snapshot snapshot, List<Finding> findings) {
        Optional<LogFact> fact = snapshot.log(definition.log());
        if (fact.filter(f -> f.verdict() == Verdict.PASS).isEmpty()) {
            findings.addAll(fact.map(LogFact::findings).orElse(List.of()));
            findings.add(
                    Finding.of(
                            Findings.LOG,
                            "not-verified",
                            definition.log().value(),
                            "a decision log that verifies strictly",
                            fact.map(f -> f.verdict().name()).orElse("not verified"),
                            "run 'gatehouse log verify --strict'"));
        }
    }

    private static Finding evidence(String code, String subject, String expected, String observed) {
        return Finding.of(
                Findings.EVIDENCE,
                code,
                subject,
                expected,
                observed,
                "restore the file from audit/artefacts, or go through the gate again");
    }
}
