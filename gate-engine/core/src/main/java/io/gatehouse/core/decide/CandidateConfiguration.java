package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.GateMachine;
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
 * The configuration in the workspace while an environment is active: the admitted one, or one that
 * the way up or down accounts for (ADR 0046). Pure.
 *
 * <p>An edited file cannot be loaded under the permit in force; it is refused here as well, because
 * somebody changes what a running system will read at its next start.
 */
final class CandidateConfiguration {

    private static final String LINEAGE = "config-lineage";

    private final RuleEvaluator rules;

    CandidateConfiguration(RuleEvaluator rules) {
        this.rules = rules;
    }

    List<Finding> against(InstallationView state, GrantRecord grant, Snapshot snapshot) {
        Optional<Observation> file = snapshot.footing().configuration();
        Optional<DigestPair> now = file.flatMap(Observation::now);
        if (now.isEmpty()) {
            return List.of(
                    changed(
                            "configuration-unreadable",
                            file.map(f -> f.item().path()).orElse("configuration"),
                            grant,
                            file.map(Observation::problem).orElse("not looked at")));
        }
        Digest digest = now.get().sha384();
        if (digest.equals(grant.configuration()) || wasAdmittedAbove(state, digest)) {
            return List.of();
        }
        List<Finding> objections = new ArrayList<>();
        for (PromotionState promotion : state.openPromotions()) {
            Optional<GateDefinition> gate = upward(state, promotion);
            if (gate.isPresent()) {
                List<Finding> against =
                        againstCandidate(state, promotion, gate.get(), file.get(), snapshot);
                if (against.isEmpty()) {
                    return List.of();
                }
                objections.addAll(against);
            }
        }
        objections.add(
                0,
                changed("configuration-changed", file.get().item().path(), grant, digest.value()));
        return objections;
    }

    /**
     * After a demotion the file of the environment above lies there until somebody puts it back.
     */
    private static boolean wasAdmittedAbove(InstallationView state, Digest digest) {
        return state.promotions().stream()
                .filter(p -> p.machine().equals(GateMachine.GRANTED))
                .anyMatch(
                        p ->
                                state.definition(p.definition())
                                        .filter(
                                                gate ->
                                                        state.environment()
                                                                .current()
                                                                .isLowerThan(gate.to()))
                                        .filter(gate -> holds(p, gate, digest))
                                        .isPresent());
    }

    private static boolean holds(PromotionState promotion, GateDefinition gate, Digest digest) {
        return promotion.evidence().values().stream()
                .filter(item -> gate.configuration().filter(item.artefact()::equals).isPresent())
                .anyMatch(item -> item.digests().sha384().equals(digest));
    }

    /** The gate of a promotion that leads up from where the installation stands. */
    private static Optional<GateDefinition> upward(
            InstallationView state, PromotionState promotion) {
        return state.definition(promotion.definition())
                .filter(GateDefinition::movesEnvironment)
                .filter(gate -> gate.from() == state.environment().current())
                .filter(gate -> gate.configuration().isPresent());
    }

    /** What the gate's own lineage has against the file; signatures are not due yet. */
    private List<Finding> againstCandidate(
            InstallationView state,
            PromotionState promotion,
            GateDefinition gate,
            Observation file,
            Snapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        for (StepDefinition step : gate.steps()) {
            for (Acceptance clause : step.accept()) {
                if (clause instanceof RuleReference reference && isLineage(reference, gate)) {
                    RuleResult result =
                            rules.ask(
                                    gate,
                                    step,
                                    reference,
                                    promotion,
                                    state,
                                    snapshot.with(List.of(candidate(file, step, gate))));
                    if (result.verdict() != Verdict.PASS) {
                        result.findings().stream().filter(f -> !f.pending()).forEach(findings::add);
                    }
                }
            }
        }
        return findings;
    }

    private static boolean isLineage(RuleReference reference, GateDefinition gate) {
        return reference.rule().value().equals(LINEAGE)
                && reference
                        .parameters()
                        .find("artefact")
                        .equals(gate.configuration().map(id -> JsonValue.of(id.value())));
    }

    /** The file as if it had been recorded as that step's configuration. */
    private static Observation candidate(
            Observation file, StepDefinition step, GateDefinition gate) {
        EvidenceItem item = file.item();
        DigestPair digests = file.now().orElseThrow();
        return new Observation(
                new EvidenceItem(
                        item.id(),
                        step.id(),
                        gate.configuration().orElseThrow(),
                        item.attempt(),
                        item.path(),
                        file.content().map(c -> (long) c.size()).orElse(item.size()),
                        digests,
                        item.declared(),
                        item.recorded(),
                        false,
                        item.by()),
                Optional.of(digests),
                file.problem(),
                file.content());
    }

    private static Finding changed(String code, String path, GrantRecord grant, String observed) {
        return Finding.of(
                Findings.EVIDENCE,
                code,
                path,
                grant.configuration().value(),
                observed,
                "put the admitted file back; open a promotion before editing it");
    }
}
