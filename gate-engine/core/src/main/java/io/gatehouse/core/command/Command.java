package io.gatehouse.core.command;

import io.gatehouse.core.codec.KindNames;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SignOffKind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that a person or the engine wants to happen.
 *
 * <p>A person signs the command itself: {@link #toJson} is the {@code command} member of the signed
 * statement. {@link OfPerson} commands are refused without such a signature; {@link OfEngine}
 * commands are refused from a person.
 */
public sealed interface Command {

    /** Commands that need a person's own signature. */
    sealed interface OfPerson extends Command {}

    /** Commands that only the engine gives: outcomes, time, and what follows from admitted ones. */
    sealed interface OfEngine extends Command {}

    /** Commands that take risk away: from a person, or from the engine's own re-verification. */
    sealed interface OfBoth extends Command {}

    /** Upper-case name, as in the journal. */
    default String name() {
        return nameOf(getClass());
    }

    /** The name of a kind of command. */
    static String nameOf(Class<?> kind) {
        return KindNames.of(kind);
    }

    /** The command as a signable value, its name included. */
    default JsonObject toJson() {
        return RecordCodec.encode((Record) this).with("command", name());
    }

    /** What the command is about, for people and for the journal. */
    default String subject() {
        return this instanceof OnPromotion p ? "promotion/" + p.promotion() : name();
    }

    /** A command about one promotion. */
    interface OnPromotion {
        PromotionId promotion();
    }

    // ---- governance

    /** The installation comes into being; only into an empty journal. */
    record Found(InstallationId installation, String device, String engineKey)
            implements OfEngine {}

    /**
     * Signs a set of rules, persons, public keys and program digests, as owner or compliance.
     *
     * @param document see {@code docs/reference/adoption.md}: {@code people}, {@code keys}, {@code
     *     definitions}, {@code commands}
     */
    record SignAdoption(Role role, JsonObject document) implements OfPerson {}

    /** A person, or one of a person's keys, shall count no longer. */
    /**
     * A person, or one key of a person, counts no longer.
     *
     * @param since from when nothing counts that the key signed, when the loss lies in the past;
     *     empty for now
     */
    record RevokePerson(
            PersonId person, Optional<KeyId> key, String reason, Optional<Instant> since)
            implements OfPerson {

        /** From now on. */
        public RevokePerson(PersonId person, Optional<KeyId> key, String reason) {
            this(person, key, reason, Optional.empty());
        }
    }

    // ---- decision logs, outside of a promotion

    /**
     * Adds a line of kind evidence: a fact, such as a licence or a dry run, that grants nothing.
     *
     * @param status any that no gate gives or takes back
     * @param artefacts by name; what the fact is about
     * @param flags what the person believes to hold; refused when it does not
     */
    record AppendFact(
            LogName log,
            String status,
            SortedMap<String, String> artefacts,
            SortedMap<String, Boolean> flags,
            String reason)
            implements OfPerson {
        public AppendFact {
            artefacts = Collections.unmodifiableSortedMap(new TreeMap<>(artefacts));
            flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
        }

        @Override
        public String subject() {
            return "log/" + log;
        }
    }

    /**
     * Adds a line that corrects an earlier one, which stays as it is.
     *
     * @param index of the earlier line, from 1
     * @param line the earlier line's digest, so that nobody corrects another line than the one seen
     */
    record SupersedeLine(
            LogName log,
            long index,
            Digest line,
            SortedMap<String, String> artefacts,
            SortedMap<String, Boolean> flags,
            String reason)
            implements OfPerson {
        public SupersedeLine {
            artefacts = Collections.unmodifiableSortedMap(new TreeMap<>(artefacts));
            flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
        }

        @Override
        public String subject() {
            return "log/" + log + "#" + index;
        }
    }

    /** Damaged files were restored; see {@code gatehouse audit recover}. */
    record Recover(List<RestoredFile> files, String reason) implements OfPerson {
        public Recover {
            files = List.copyOf(files);
        }
    }

    // ---- promotion

    record OpenPromotion(PromotionId promotion, GateId gate, Release release)
            implements OfPerson, OnPromotion {}

    record RunStep(PromotionId promotion, StepId step) implements OfPerson, OnPromotion {}

    /** Puts a failed step, or a lost one whose adapter is repeatable, back to READY. */
    record RetryStep(PromotionId promotion, StepId step, String reason)
            implements OfPerson, OnPromotion {}

    /** Does an accepted step again; the steps after it fall with it. */
    record ReopenStep(PromotionId promotion, StepId step, String reason)
            implements OfPerson, OnPromotion {}

    record AttachEvidence(PromotionId promotion, StepId step, List<EvidenceItem> items)
            implements OfPerson, OnPromotion {
        public AttachEvidence {
            items = List.copyOf(items);
        }
    }

    /**
     * Presents what is attached in place of the action's outcome, where the step has alternatives:
     * runbook 1.3 takes a confirmed CI run instead of a local one. The rules judge it like any
     * other.
     */
    record SubmitStep(PromotionId promotion, StepId step) implements OfPerson, OnPromotion {}

    record SignOffStep(
            PromotionId promotion, StepId step, Role role, SignOffKind kind, Digest evidenceRoot)
            implements OfPerson, OnPromotion {}

    /** Says how an action ended whose outcome was lost. */
    record ResolveAction(PromotionId promotion, String slot, boolean succeeded, String note)
            implements OfPerson, OnPromotion {}

    record Waive(
            PromotionId promotion,
            StepId step,
            RuleId rule,
            String reason,
            Instant expires,
            Role role)
            implements OfPerson, OnPromotion {}

    record Approve(
            PromotionId promotion,
            Role role,
            Digest entry,
            Digest evidenceRoot,
            Digest definition,
            Instant expires)
            implements OfPerson, OnPromotion {}

    /** Compliance says no, for good. */
    record Reject(PromotionId promotion, String reason) implements OfPerson, OnPromotion {}

    record Withdraw(PromotionId promotion, String reason) implements OfPerson, OnPromotion {}

    /** Puts the approved entry into the decision log. */
    record Seal(PromotionId promotion) implements OfPerson, OnPromotion {}

    // ---- environment

    record Halt(String reason) implements OfBoth {}

    record Demote(Environment to, String reason) implements OfBoth {}

    record Resume(Environment to, Role role) implements OfPerson {}

    record RevokePermit(String reason) implements OfBoth {}

    // ---- engine

    record StartAction(PromotionId promotion, String slot, String key)
            implements OfEngine, OnPromotion {}

    /**
     * The engine says how an action of its own ended.
     *
     * @param items what the action left behind, digested by the engine
     */
    record FinishAction(
            PromotionId promotion,
            String slot,
            String key,
            boolean succeeded,
            JsonObject facts,
            List<Finding> findings,
            List<EvidenceItem> items)
            implements OfEngine, OnPromotion {
        public FinishAction {
            findings = List.copyOf(findings);
            items = List.copyOf(items);
        }
    }

    record LoseAction(PromotionId promotion, String slot, String key, String reason)
            implements OfEngine, OnPromotion {}

    /** Runs a collected step's rules: accepts it, sends it back, or waits for persons. */
    record AssessStep(PromotionId promotion, StepId step) implements OfEngine, OnPromotion {}

    record Propose(PromotionId promotion) implements OfEngine, OnPromotion {}

    record VoidProposal(PromotionId promotion, String reason) implements OfEngine, OnPromotion {}

    record Activate(PromotionId promotion) implements OfEngine, OnPromotion {}

    record GrantPromotion(PromotionId promotion) implements OfEngine, OnPromotion {}

    /** A failure after the seal: a revoking line, HALTED, no permit. */
    record AbortPromotion(PromotionId promotion, String reason) implements OfEngine, OnPromotion {}

    record ExpirePromotion(PromotionId promotion) implements OfEngine, OnPromotion {}

    /** Issues the permit of the current environment anew, after a re-verification. */
    record RenewPermit() implements OfEngine {}

    /**
     * Looks again at all that the environment in force rests upon: renews its lease when everything
     * holds, demotes or halts when something does not.
     */
    record Reverify() implements OfEngine {}

    record RecordTailCut(String segment, long offset, long length, Digest digest)
            implements OfEngine {}
}
