package io.gatehouse.core.decide;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command.Reverify;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.decide.StandingChecks.Look;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.StandingAnswers;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.EnvironmentState.Reverified;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks again at what the environment in force rests upon. Whatever does not hold, or cannot be
 * read, or cannot be decided, takes the environment down in the same group: there is no state in
 * which a reason is known to have gone and the permission still stands.
 */
final class ReverifyHandler {

    private static final int LONGEST_REASON = 300;

    private final Gatekeeper gate;
    private final StandingChecks checks;
    private final Descent descent;
    private final PermitComposer permits;
    private final String build;

    ReverifyHandler(Gatekeeper gate, Sealer sealer, StandingChecks checks, String build) {
        this.gate = gate;
        this.checks = checks;
        this.descent = new Descent(gate, sealer);
        this.permits = new PermitComposer(sealer);
        this.build = build;
    }

    Ruling reverify(Case c, Reverify command) {
        Look[] seen = new Look[1];
        Answer answer =
                gate.environment(
                        c.state(),
                        Triggers.REVERIFY,
                        () -> {
                            seen[0] = checks.lookAtCurrent(c.state(), c.snapshot());
                            return seen[0].findings();
                        });
        if (answer.isAdmitted()) {
            return pass(c, seen[0], answer);
        }
        return seen[0] == null || seen[0].stands()
                ? Ruling.refuse(answer.findings())
                : takeBack(c, seen[0]);
    }

    private Ruling pass(Case c, Look seen, Answer answer) {
        EnvironmentState environment = c.state().environment();
        List<Event> events = new ArrayList<>(List.of(reverified(c, seen)));
        Optional<PermitRecord> permit = environment.permit().filter(p -> p.revoked().isEmpty());
        if (permit.isPresent()) {
            GrantRecord grant = environment.grants().get(environment.current());
            GateDefinition definition = c.state().definition(grant.definition()).orElseThrow();
            List<Finding> findings = List.of();
            if (PermitComposer.isEnding(permit.get(), definition, c.now())) {
                PermitComposer.Issue issue =
                        permits.issue(c, environment.current(), definition, grant);
                findings = issue.findings();
                issue.event().ifPresent(e -> Revocations.permit(c, "renewed", events));
                issue.event().ifPresent(events::add);
            } else if (permit.get().permit().has("lease")) {
                PermitComposer.Renewal renewal = permits.renew(c, permit.get());
                findings = renewal.findings();
                renewal.event().ifPresent(events::add);
            }
            if (!findings.isEmpty()) {
                // nothing is wrong with the reasons, but nobody can vouch for them: the lease ends
                return Ruling.refuse(findings);
            }
        }
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }

    private Ruling takeBack(Case c, Look seen) {
        Environment current = c.state().environment().current();
        List<Event> cause = List.of(reverified(c, seen));
        String reason = reason(seen.findings());
        OnFailure then =
                Optional.ofNullable(c.state().environment().grants().get(current))
                        .flatMap(grant -> StandingChecks.definition(c.state(), grant))
                        .map(GateDefinition::onFailure)
                        .orElse(OnFailure.HALT);
        Environment to = then == OnFailure.HALT ? current : highestStanding(c, current);
        Answer answer =
                gate.environment(
                        c.state(),
                        then == OnFailure.HALT ? Triggers.HALT : Triggers.demote(to),
                        Guard.OPEN);
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        return then == OnFailure.HALT
                ? descent.halt(c, reason, answer.landing(), cause)
                : descent.demote(c, to, reason, answer.landing(), cause);
    }

    /** The highest environment below whose own grant still stands. */
    private Environment highestStanding(Case c, Environment current) {
        Environment[] all = Environment.values();
        for (int e = current.ordinal() - 1; e > 0; e--) {
            if (checks.look(c.state(), all[e], c.snapshot().of(all[e])).stands()) {
                return all[e];
            }
        }
        return Environment.NONE;
    }

    /** The record of what was seen; answers only where they are not those recorded last. */
    private EnvironmentReverified reverified(Case c, Look seen) {
        EnvironmentState environment = c.state().environment();
        Digest verdicts = verdicts(seen);
        boolean same =
                seen.stands()
                        && environment
                                .reverified()
                                .map(Reverified::verdicts)
                                .equals(Optional.of(verdicts));
        Optional<StandingAnswers> answers =
                same || seen.results().isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(environment.grants().get(environment.current()))
                                .flatMap(grant -> c.state().promotion(grant.promotion()))
                                .map(
                                        promotion ->
                                                new StandingAnswers(
                                                        promotion.id(),
                                                        seen.results(),
                                                        c.snapshot().asOf(),
                                                        promotion.evidenceRoot(),
                                                        build));
        return new EnvironmentReverified(
                environment.current(), seen.findings(), verdicts, answers, c.now());
    }

    /** Codes are asked about as of now, so their records differ each time; the answers do not. */
    private static Digest verdicts(Look seen) {
        return Digest.of(
                new JsonArray(
                        seen.results().stream()
                                .map(r -> (JsonValue) RecordCodec.encode(r.withMacs(List.of())))
                                .toList()));
    }

    private static String reason(List<Finding> findings) {
        Finding first = findings.get(0);
        String reason =
                "re-verification: " + first.rule() + " " + first.code() + ": " + first.subject();
        String cut = reason;
        if (reason.length() > LONGEST_REASON) {
            // half of a character cannot be signed
            boolean half = Character.isHighSurrogate(reason.charAt(LONGEST_REASON - 1));
            cut = reason.substring(0, LONGEST_REASON - (half ? 1 : 0));
        }
        return findings.size() == 1 ? cut : cut + " and " + (findings.size() - 1) + " more";
    }
}
