package io.gatehouse.core.decide;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Admitted;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.port.DefinitionCheck;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.port.SignatureVerifier;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.state.InstallationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decides commands: from a state, a command, who gives it, and a frozen snapshot, to events.
 *
 * <p>Pure: the same arguments give the same decision, and nothing is written. Every command is
 * answered, with an admission or a refusal that names its findings, and either is an event. The
 * order is always the same: the clock, the signature, then the box with the definition's rules as
 * its guards. Stateless and thread-safe as far as its ports are.
 */
public final class Decider {

    /** How far the wall clock may stand behind the last event (architecture, section 6). */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /** How long before its end a permit is replaced by a new one, at most. */
    public static final Duration PERMIT_RENEWAL = Duration.ofHours(8);

    @FunctionalInterface
    private interface Handler {
        Ruling rule(Case c);
    }

    @FunctionalInterface
    private interface TypedHandler<T extends Command> {
        Ruling rule(Case c, T command);
    }

    private final Map<Class<?>, Handler> handlers = new HashMap<>();
    private final Authorizer authorizer;
    private final RuleEvaluator evaluator;

    /**
     * @param macs answers rules' questions about codes of the existing tools
     * @param law what a definition must fulfil to be adopted
     * @param build identifies the build whose rules run; recorded with each verdict
     */
    public Decider(
            RuleBook rules,
            AdmissionBox box,
            SignatureVerifier signatures,
            MacVerifier macs,
            Sealer sealer,
            DefinitionCheck law,
            String build) {
        authorizer = new Authorizer(signatures);
        evaluator = new RuleEvaluator(rules, macs);
        Gatekeeper gate = new Gatekeeper(box);
        GovernanceHandler governance = new GovernanceHandler(gate, law);
        StepHandler steps = new StepHandler(gate);
        EvidenceHandler evidence = new EvidenceHandler(gate);
        WaiverHandler waivers = new WaiverHandler(gate, rules);
        ActionHandler actions = new ActionHandler(gate);
        AssessmentHandler assessment = new AssessmentHandler(gate, evaluator, build);
        ApprovalHandler approvals = new ApprovalHandler(gate, assessment);
        SealHandler seals = new SealHandler(gate, assessment, sealer);
        EndHandler ends = new EndHandler(gate, sealer);
        LineHandler lines = new LineHandler(gate, sealer);
        StandingChecks standing = new StandingChecks(evaluator);
        EnvironmentHandler environment = new EnvironmentHandler(gate, sealer, standing);
        ReverifyHandler reverification = new ReverifyHandler(gate, sealer, standing, build);
        on(Command.Found.class, governance::found);
        on(Command.SignAdoption.class, governance::signAdoption);
        on(Command.RevokePerson.class, governance::revokePerson);
        on(Command.AppendFact.class, lines::append);
        on(Command.SupersedeLine.class, lines::supersede);
        on(Command.RecordTailCut.class, governance::recordTailCut);
        on(Command.Recover.class, governance::recover);
        on(Command.OpenPromotion.class, steps::open);
        on(Command.RunStep.class, steps::run);
        on(Command.RetryStep.class, steps::retry);
        on(Command.ReopenStep.class, steps::reopen);
        on(Command.AttachEvidence.class, evidence::attach);
        on(Command.SubmitStep.class, evidence::submit);
        on(Command.SignOffStep.class, steps::signOff);
        on(Command.Waive.class, waivers::waive);
        on(Command.StartAction.class, actions::start);
        on(Command.FinishAction.class, actions::finish);
        on(Command.LoseAction.class, actions::lose);
        on(Command.ResolveAction.class, actions::resolve);
        on(Command.AssessStep.class, assessment::assess);
        on(Command.Propose.class, approvals::propose);
        on(Command.VoidProposal.class, approvals::voidProposal);
        on(Command.Approve.class, approvals::approve);
        on(Command.Seal.class, seals::seal);
        on(Command.Activate.class, seals::activate);
        on(Command.GrantPromotion.class, seals::grant);
        on(Command.Reject.class, ends::reject);
        on(Command.Withdraw.class, ends::withdraw);
        on(Command.ExpirePromotion.class, ends::expire);
        on(Command.AbortPromotion.class, ends::abort);
        on(Command.Halt.class, environment::halt);
        on(Command.Demote.class, environment::demote);
        on(Command.Resume.class, environment::resume);
        on(Command.RevokePermit.class, environment::revokePermit);
        on(Command.RenewPermit.class, environment::renew);
        on(Command.Reverify.class, reverification::reverify);
        commandTypes()
                .filter(type -> !handlers.containsKey(type))
                .findFirst()
                .ifPresent(
                        type -> {
                            throw new IllegalStateException(
                                    "no handler for " + type.getSimpleName());
                        });
    }

    /** Every command there is. */
    public static Stream<Class<?>> commandTypes() {
        return Arrays.stream(Command.class.getPermittedSubclasses())
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()));
    }

    private <T extends Command> void on(Class<T> type, TypedHandler<T> handler) {
        handlers.put(type, c -> handler.rule(c, type.cast(c.command())));
    }

    /** Runs rules without deciding anything, for {@code gatehouse check}. */
    public RuleEvaluator evaluator() {
        return evaluator;
    }

    /** Decides one command. Never throws for anything that a user or a file could bring about. */
    public Decision decide(
            InstallationView state, Command command, Actor actor, Snapshot snapshot) {
        Instant last = state.ledger().lastTime();
        Instant now = snapshot.asOf().isBefore(last) ? last : snapshot.asOf();
        boolean takesRiskAway =
                command instanceof Command.Halt || command instanceof Command.Demote;
        if (!takesRiskAway && snapshot.asOf().plus(CLOCK_TOLERANCE).isBefore(last)) {
            return refuse(
                    command,
                    actor,
                    false,
                    now,
                    new Ruling.Refuse(
                            Reason.UNDECIDED, List.of(behind(snapshot.asOf(), last)), List.of()));
        }
        Authorizer.Outcome who = authorizer.authorize(state, command, actor, now);
        if (!who.findings().isEmpty()) {
            return refuse(
                    command,
                    actor,
                    false,
                    now,
                    new Ruling.Refuse(Reason.NOT_PERMITTED, who.findings(), List.of()));
        }
        Case c = new Case(state, command, actor, who.person(), snapshot, now);
        Ruling ruling = handlers.get(command.getClass()).rule(c);
        return ruling instanceof Ruling.Admit admit
                ? admit(command, actor, now, admit)
                : refuse(command, actor, true, now, (Ruling.Refuse) ruling);
    }

    private static Finding behind(Instant asOf, Instant last) {
        return Finding.of(
                Findings.CLOCK,
                "behind",
                "clock",
                "not more than " + CLOCK_TOLERANCE + " before " + last,
                asOf.toString(),
                "set the clock right; only halt and demote are possible until then");
    }

    private static Decision admit(Command command, Actor actor, Instant now, Ruling.Admit admit) {
        List<Event> events = new ArrayList<>(admit.lines());
        events.add(new CommandAdmitted(command.name(), actor.label(), actor.signed(), now));
        events.addAll(admit.events());
        return new Admitted(events, admit.machines());
    }

    private static Decision refuse(
            Command command,
            Actor actor,
            boolean authenticated,
            Instant now,
            Ruling.Refuse refuse) {
        List<Event> events = new ArrayList<>();
        events.add(
                new CommandRefused(
                        command.name(),
                        actor.label(),
                        command.subject(),
                        Digest.of(command.toJson()),
                        actor.signed(),
                        authenticated,
                        refuse.findings(),
                        now));
        events.addAll(refuse.records());
        return new Refused(events, refuse.reason(), refuse.findings());
    }
}
