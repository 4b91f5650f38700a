package io.gatehouse.cli.command;

import io.gatehouse.app.query.CheckGate;
import io.gatehouse.app.query.DecisionBrief;
import io.gatehouse.app.query.DecisionBriefs;
import io.gatehouse.app.query.IssuedPermits;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.RejectPromotion;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.embedded.Law;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse promotion decide}: reads out exactly what is signed, then asks.
 *
 * <p>While a person reads, no lock is held. What is signed names the digest that was read out: a
 * proposal that moved meanwhile is a conflict, and nothing is signed.
 */
@Command(
        name = "decide",
        description =
                "Reads out exactly what is signed, what changed and what is open; then asks: approve, reject or nothing.")
public final class DecideCommand extends PromotionVerb {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "In which role (default: one that is still missing).")
    private Optional<Role> role = Optional.empty();

    @Option(names = "--approve", description = "For scripts: approves; needs --digest.")
    private boolean approve;

    @Option(
            names = "--reject",
            paramLabel = "REASON",
            description = "For scripts: rejects, for good; needs --digest.")
    private Optional<String> reject = Optional.empty();

    @Option(
            names = "--digest",
            paramLabel = "SHA384",
            description = "The digest that was read out; another proposal is a conflict.")
    private Optional<String> digest = Optional.empty();

    /** What the person wants. */
    private record Choice(boolean approved, String reason) {}

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        Output output = output();
        Messages messages = output.messages();
        boolean given = approve || reject.isPresent();
        if ((approve && reject.isPresent()) || given != digest.isPresent()) {
            throw Unanswerable.usage(messages.text("decide.options"));
        }
        String acts =
                actingPerson().orElseThrow(() -> Unanswerable.usage(messages.text("decide.who")));
        PersonId person = typed(() -> new PersonId(acts));
        IssuedPermits permits = new IssuedPermits();
        ReadOnlyInstallation installation = read(permits);
        DecisionBrief brief = brief(installation, permits, messages);
        Proposal proposal = brief.proposal();
        if (given && !proposal.digest().value().equals(digest.orElseThrow())) {
            throw Unanswerable.conflict(
                    messages.text("decide.moved", digest.orElseThrow(), proposal.digest()));
        }
        DecisionReading reading =
                new DecisionReading(
                        brief,
                        person,
                        roles(installation, person),
                        acting(installation, brief, person),
                        now());
        if (!given || !output.isJson()) {
            reading.print(output);
        }
        if (!given && output.isJson()) {
            // One document, which is what was read out; a program decides with the next command.
            output.note("fault.request", messages.text("decide.no-terminal"));
            return ExitCodes.USAGE;
        }
        Optional<Choice> choice = given ? Optional.of(explicit()) : ask(output, brief);
        if (choice.isEmpty()) {
            output.say("approve.not-signed");
            return ExitCodes.PENDING;
        }
        return write(desk -> carryOut(desk, proposal, choice.get()));
    }

    private static Set<Role> roles(ReadOnlyInstallation installation, PersonId person) {
        return installation
                .state()
                .governance()
                .person(person)
                .map(p -> Set.copyOf(p.roles()))
                .orElse(Set.of());
    }

    /**
     * The role in which the person would sign: the one named, or one that is still missing; never
     * one that the person does not have.
     */
    private Optional<Role> acting(
            ReadOnlyInstallation installation, DecisionBrief brief, PersonId person) {
        Set<Role> own = roles(installation, person);
        if (role.isPresent()) {
            return role.filter(own::contains);
        }
        return brief.gate().approvals().stream()
                .filter(
                        a ->
                                brief.promotion().approvals().stream()
                                                .filter(given -> a.anyOf().contains(given.role()))
                                                .count()
                                        < a.count())
                .flatMap(a -> a.anyOf().stream())
                .filter(own::contains)
                .findFirst();
    }

    private DecisionBrief brief(
            ReadOnlyInstallation installation, IssuedPermits permits, Messages messages)
            throws Unanswerable {
        PromotionState promotion = Promotions.find(installation, id().value());
        return new DecisionBriefs(
                        installation, permits, new CheckGate(Law.rules(), around().clock()))
                .of(promotion)
                .orElseThrow(
                        () ->
                                Unanswerable.conflict(
                                        messages.text(
                                                "decide.no-proposal", id(), promotion.machine())));
    }

    private Choice explicit() {
        return new Choice(approve, reject.orElse(""));
    }

    /** The word in the person's own language; anything else, and silence, is no signature. */
    private Optional<Choice> ask(Output output, DecisionBrief brief) throws Unanswerable {
        Messages messages = output.messages();
        String approving = approving(messages, brief);
        String rejecting = messages.text("decide.word.reject");
        String answer =
                around().terminal()
                        .line(messages.text("decide.ask", approving, rejecting) + " ")
                        .orElseThrow(() -> Unanswerable.usage(messages.text("decide.no-terminal")))
                        .strip();
        if (answer.equals(approving)) {
            return Optional.of(new Choice(true, ""));
        }
        if (!answer.equals(rejecting)) {
            return Optional.empty();
        }
        return around().terminal()
                .line(messages.text("decide.ask-reason") + " ")
                .map(String::strip)
                .filter(reason -> !reason.isEmpty())
                .map(reason -> new Choice(false, reason));
    }

    /** For LIVE the word carries the environment and the digest: nobody types that by habit. */
    private static String approving(Messages messages, DecisionBrief brief) {
        String word = messages.text("decide.word.approve");
        return brief.gate().to() == Environment.LIVE
                ? word + " LIVE " + brief.proposal().digest().hex().substring(0, 8)
                : word;
    }

    private int carryOut(Desk desk, Proposal shown, Choice choice) throws Exception {
        Approve approval = new Approve(desk);
        Approve.Intent intent = approval.prepare(id(), role, Optional.of(shown.digest()));
        Digest now = intent.proposal().digest();
        // What is signed is what was read out, or nothing is.
        if (!now.equals(shown.digest())
                || !intent.proposal().evidenceRoot().equals(shown.evidenceRoot())) {
            throw Unanswerable.conflict(
                    output().messages().text("decide.moved", shown.digest(), now));
        }
        return choice.approved()
                ? answer(desk, approval.run(intent), "approve.done")
                : answer(
                        desk,
                        new RejectPromotion(desk).run(id(), choice.reason()),
                        "promotion.ended");
    }
}
