package io.gatehouse.core.event;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.SignOff;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of one promotion. */
public sealed interface PromotionEvent extends Event {

    PromotionId promotion();

    @Override
    default AggregateId aggregate() {
        return AggregateId.of(promotion());
    }

    /** A run of a gate began, under a definition that it keeps. */
    record PromotionOpened(
            PromotionId promotion,
            GateId gate,
            Digest definition,
            PersonId requester,
            Release release,
            Instant at)
            implements PromotionEvent {}

    /**
     * An action is to be carried out; durable before anything is queued.
     *
     * @param slot a step id, or {@code activate-<n>} after the seal
     * @param key digest of promotion, slot, attempt, adapter, parameters and inputs
     * @param by who asked for it
     */
    record ActionIntended(
            PromotionId promotion,
            String slot,
            int attempt,
            String key,
            AdapterId adapter,
            JsonObject parameters,
            Digest inputs,
            String by,
            Instant at)
            implements PromotionEvent {}

    /** The adapter is about to be called; durable before the call. */
    record ActionStarted(PromotionId promotion, String slot, int attempt, String key, Instant at)
            implements PromotionEvent {}

    /** The adapter said that it did its work; whether it suffices is for the rules to say. */
    record ActionSucceeded(
            PromotionId promotion,
            String slot,
            int attempt,
            String key,
            JsonObject facts,
            Instant at)
            implements PromotionEvent {}

    /** The adapter said that it could not. */
    record ActionFailed(
            PromotionId promotion,
            String slot,
            int attempt,
            String key,
            JsonObject facts,
            List<Finding> findings,
            Instant at)
            implements PromotionEvent {}

    /** Nobody knows whether it was done: a crash or a timeout came between. */
    record ActionLost(
            PromotionId promotion, String slot, int attempt, String key, String reason, Instant at)
            implements PromotionEvent {}

    /** A person, or the adapter's probe, found out how a lost action ended. */
    record ActionResolved(
            PromotionId promotion,
            String slot,
            int attempt,
            String key,
            boolean succeeded,
            String note,
            String by,
            Instant at)
            implements PromotionEvent {}

    /** An outcome of an attempt that no longer counts arrived; kept, and without effect. */
    record LateOutcomeIgnored(
            PromotionId promotion, String slot, String key, String outcome, Instant at)
            implements PromotionEvent {}

    /** Files were recorded as evidence of a step. */
    record EvidenceRecorded(
            PromotionId promotion, StepId step, List<EvidenceItem> items, String by, Instant at)
            implements PromotionEvent {}

    /** What is attached was presented in place of the action's outcome. */
    record StepSubmitted(PromotionId promotion, StepId step, String by, Instant at)
            implements PromotionEvent {}

    /** A person signed off a step's evidence. */
    record SignedOff(PromotionId promotion, StepId step, SignOff signOff)
            implements PromotionEvent {}

    /**
     * The rules of a step, or with step = the decision all rules of the gate, were run.
     *
     * @param asOf the time that the rules saw
     * @param evidenceRoot of the evidence that they saw
     * @param build the build whose rules ran
     */
    record Assessed(
            PromotionId promotion,
            StepId step,
            Verdict verdict,
            List<RuleResult> results,
            Instant asOf,
            Digest evidenceRoot,
            String build)
            implements PromotionEvent {}

    /** The step's acceptance was met. */
    record StepAccepted(PromotionId promotion, StepId step, Instant at) implements PromotionEvent {}

    /**
     * A step stands at READY again: refused by a rule, retried after a failure, or reopened. Its
     * evidence and sign-offs, and those of the steps after it, no longer count.
     */
    record StepReset(PromotionId promotion, StepId step, String trigger, String reason, Instant at)
            implements PromotionEvent {}

    /**
     * Owner or compliance signed a waiver; in force when both have, while their keys count.
     *
     * @param key with which the statement was signed
     */
    record WaiverSigned(
            PromotionId promotion,
            StepId step,
            RuleId rule,
            String reason,
            Instant expires,
            Role role,
            PersonId person,
            KeyId key,
            Instant at)
            implements PromotionEvent {}

    /** The exact decision entry was frozen, to be approved. */
    record EntryProposed(PromotionId promotion, Proposal proposal) implements PromotionEvent {}

    /** The frozen entry no longer counts, nor do its approvals. */
    record ProposalVoided(PromotionId promotion, String reason, Instant at)
            implements PromotionEvent {}

    /** A person approved the frozen entry. */
    record Approved(PromotionId promotion, Approval approval) implements PromotionEvent {}

    /** The entry was signed and stands in the decision log. */
    record EntrySealed(PromotionId promotion, SealedLine line, Instant at)
            implements PromotionEvent {}

    /** The actions of the gate itself, such as arming the router, may begin. */
    record ActivationBegun(PromotionId promotion, Instant at) implements PromotionEvent {}

    /** The gate was passed. */
    record PromotionGranted(PromotionId promotion, Instant at) implements PromotionEvent {}

    /**
     * The promotion ended without a grant.
     *
     * @param state REFUSED, WITHDRAWN, EXPIRED or HALTED
     * @param trigger what ended it
     */
    record PromotionEnded(
            PromotionId promotion, String state, String trigger, String reason, Instant at)
            implements PromotionEvent {}

    /** The step of an event's slot; empty for activation slots. */
    static Optional<StepId> stepOf(String slot) {
        return slot.startsWith("activate-") ? Optional.empty() : Optional.of(new StepId(slot));
    }
}
