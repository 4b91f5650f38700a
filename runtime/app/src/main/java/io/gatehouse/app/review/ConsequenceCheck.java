package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What opens something rests on what must come before it: a step on its verdict, a seal on the
 * verdict of the decision and on its line, an environment on the sealed line of its promotion, the
 * way out of a halt on two persons, a permit on a grant.
 *
 * <p>Replay only folds what it is given, and R2 only runs verdicts that are there. Without this the
 * engine's owner would leave the verdict out, or let a grant come from nowhere. Stands before the
 * replay and reads its state, which is that before the group.
 */
final class ConsequenceCheck implements Check {

    private final Replayer replayer;
    private final List<JournalFault> faults = new ArrayList<>();

    ConsequenceCheck(Replayer replayer) {
        this.replayer = replayer;
    }

    @Override
    public String name() {
        return "what acts rest on";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return List.copyOf(faults);
    }

    @Override
    public void accept(JournalGroup group) {
        if (replayer.fault().isPresent()) {
            return;
        }
        List<Event> earlier = new ArrayList<>();
        for (Recorded recorded : group.events()) {
            Event event;
            try {
                event =
                        EventCodec.decode(
                                recorded.draft().type(),
                                recorded.draft().version(),
                                recorded.draft().data());
            } catch (CodecFault e) {
                return; // replay names it
            }
            missing(event, earlier).ifPresent(expected -> fault(group, recorded.seq(), expected));
            earlier.add(event);
        }
        unheeded(earlier).ifPresent(expected -> fault(group, group.position().seq(), expected));
    }

    /** Findings of a re-verification take the environment down in the same write. */
    private static Optional<String> unheeded(List<Event> group) {
        boolean found =
                group.stream()
                        .anyMatch(
                                event ->
                                        event instanceof EnvironmentReverified e
                                                && !e.findings().isEmpty());
        boolean down =
                group.stream()
                        .anyMatch(
                                event ->
                                        event instanceof EnvironmentDemoted
                                                || event instanceof EnvironmentHalted);
        return unless(
                !found || down,
                "a demotion or a halt in the same write as a re-verification with findings");
    }

    /** What the event rests on and is not there. */
    private Optional<String> missing(Event event, List<Event> earlier) {
        if (event instanceof StepAccepted e) {
            return unless(
                    passed(earlier, e.promotion(), e.step()),
                    "a verdict PASS on step " + e.step() + " of " + e.promotion());
        }
        if (event instanceof EntrySealed e) {
            return unless(
                    isSealable(e, earlier),
                    "a verdict PASS on the decision of "
                            + e.promotion()
                            + ", and the sealed line in the same write");
        }
        if (event instanceof EnvironmentPromoted e) {
            return unless(
                    isGranted(e, earlier),
                    "the grant of " + e.grant().promotion() + " by the line that it sealed");
        }
        if (event instanceof EnvironmentResumed e) {
            return unless(
                    isAgreed(e, earlier),
                    "owner and compliance, two persons, who signed the resumption to " + e.to());
        }
        if (event instanceof PermitIssued e) {
            return unless(
                    isPermitted(e.permit().permit(), earlier),
                    "a grant whose decision, configuration and release the permit names");
        }
        if (event instanceof PermitRenewed) {
            return unless(
                    earlier.stream()
                            .anyMatch(
                                    before ->
                                            before instanceof EnvironmentReverified r
                                                    && r.findings().isEmpty()),
                    "a re-verification that passed, in the same write as the renewal");
        }
        return Optional.empty();
    }

    private static Optional<String> unless(boolean holds, String expected) {
        return holds ? Optional.empty() : Optional.of(expected);
    }

    private static boolean passed(List<Event> earlier, PromotionId promotion, StepId step) {
        return earlier.stream()
                .anyMatch(
                        event ->
                                event instanceof Assessed a
                                        && a.promotion().equals(promotion)
                                        && a.step().equals(step)
                                        && a.verdict() == Verdict.PASS);
    }

    private boolean isSealable(EntrySealed e, List<Event> earlier) {
        SealedLine sealed = e.line();
        Optional<GateDefinition> gate = gate(e.promotion());
        boolean line =
                earlier.stream()
                        .anyMatch(
                                event ->
                                        event instanceof LineAppended a
                                                && a.log().equals(sealed.log())
                                                && a.index() == sealed.index()
                                                && a.digest().equals(sealed.digest())
                                                && isOf(a.line(), e.promotion(), gate));
        return line
                && gate.filter(g -> passed(earlier, e.promotion(), g.decision().id())).isPresent();
    }

    private static boolean isOf(
            JsonObject line, PromotionId promotion, Optional<GateDefinition> gate) {
        return line.text("kind").equals(Optional.of("decision"))
                && line.text("promotion").equals(Optional.of(promotion.value()))
                && line.text("status").equals(gate.map(g -> g.grants().status()));
    }

    private Optional<GateDefinition> gate(PromotionId id) {
        return replayer.state()
                .promotion(id)
                .map(PromotionState::definition)
                .flatMap(replayer.state()::definition);
    }

    private boolean isGranted(EnvironmentPromoted e, List<Event> earlier) {
        GrantRecord grant = e.grant();
        boolean granted =
                earlier.stream()
                        .anyMatch(
                                event ->
                                        event instanceof PromotionGranted g
                                                && g.promotion().equals(grant.promotion()));
        return granted
                && gate(grant.promotion()).filter(g -> g.to() == e.to()).isPresent()
                && replayer.state()
                        .promotion(grant.promotion())
                        .filter(p -> p.sealed().equals(Optional.of(grant.decision())))
                        .filter(p -> p.release().equals(grant.release()))
                        .filter(p -> p.definition().equals(grant.definition()))
                        .filter(p -> holds(p, grant))
                        .isPresent();
    }

    /** The configuration that a permit will bind is evidence of the promotion. */
    private static boolean holds(PromotionState promotion, GrantRecord grant) {
        return grant.configurationItem()
                .flatMap(promotion::evidence)
                .filter(item -> item.digests().sha384().equals(grant.configuration()))
                .isPresent();
    }

    private boolean isAgreed(EnvironmentResumed e, List<Event> earlier) {
        Map<Role, PersonId> signers = new TreeMap<>();
        replayer.state()
                .environment()
                .resuming()
                .filter(resuming -> resuming.to() == e.to())
                .ifPresent(resuming -> signers.putAll(resuming.signers()));
        for (Event event : earlier) {
            if (event instanceof ResumeSigned signed && signed.to() == e.to()) {
                signers.put(signed.role(), signed.person());
            }
        }
        PersonId owner = signers.get(Role.OWNER);
        PersonId compliance = signers.get(Role.COMPLIANCE);
        return owner != null && compliance != null && !owner.equals(compliance);
    }

    private boolean isPermitted(JsonObject permit, List<Event> earlier) {
        Map<Environment, GrantRecord> grants =
                new TreeMap<>(replayer.state().environment().grants());
        for (Event event : earlier) {
            if (event instanceof EnvironmentPromoted promoted) {
                grants.put(promoted.to(), promoted.grant());
            }
        }
        return grants.entrySet().stream()
                .anyMatch(
                        grant ->
                                permit.text("environment")
                                                .equals(Optional.of(grant.getKey().name()))
                                        && names(permit, grant.getValue()));
    }

    private static boolean names(JsonObject permit, GrantRecord grant) {
        JsonObject decision = permit.object("decision").orElse(JsonObject.EMPTY);
        return decision.text("digest").equals(Optional.of(grant.decision().digest().value()))
                && permit.text("configuration").equals(Optional.of(grant.configuration().value()))
                && permit.text("bundle").equals(Optional.of(grant.release().bundle().value()))
                && permit.text("release").equals(Optional.of(grant.release().id()));
    }

    private void fault(JournalGroup group, long seq, String expected) {
        faults.add(
                JournalFault.of(
                        JournalFault.Kind.UNFOUNDED,
                        group.segment(),
                        0,
                        group.offset(),
                        seq,
                        expected,
                        "none"));
    }
}
