package io.gatehouse.app.usecase;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineAccess;
import io.gatehouse.app.engine.LocalAccess;
import io.gatehouse.app.engine.RequestRefused;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** One person in front of one engine: signs and hands in. What all use cases stand on. */
public final class Desk {

    private final EngineAccess engine;
    private final CommandSigner signer;

    public Desk(EngineAccess engine, CommandSigner signer) {
        this.engine = engine;
        this.signer = signer;
    }

    /** In front of an engine of this process, which stays the caller's to close. */
    public Desk(Engine engine, CommandSigner signer) {
        this(LocalAccess.to(engine), signer);
    }

    public EngineAccess engine() {
        return engine;
    }

    public PersonId person() {
        return signer.person();
    }

    /**
     * Signs and hands in a command; the engine does what follows from it.
     *
     * @throws Unanswerable when the installation was never founded, or the request was not put to
     *     the engine
     */
    public Answer give(Command command) throws Unanswerable {
        InstallationId installation =
                engine.read(state -> state.governance().installation())
                        .orElseThrow(() -> Unanswerable.conflict(Wording.of("not-founded")));
        try {
            return Answer.of(engine.submit(command, sign(installation, command)));
        } catch (RequestRefused e) {
            throw Unanswerable.of(e);
        }
    }

    /** Only what takes risk away is signed for a time ahead of a clock that was set back. */
    private Actor sign(InstallationId installation, Command command) {
        return command instanceof Command.Halt || command instanceof Command.Demote
                ? signer.signAfter(installation, command, engine.read(this::latest))
                : signer.sign(installation, command);
    }

    private Instant latest(InstallationView state) {
        Instant time = state.ledger().lastTime();
        Instant signed = state.ledger().lastSigned().getOrDefault(person(), Instant.MIN);
        return signed.isAfter(time) ? signed : time;
    }

    PromotionState promotion(PromotionId id) throws Unanswerable {
        return engine.read(state -> state.promotion(id))
                .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-promotion", id)));
    }

    GateDefinition gate(PromotionState promotion) {
        return engine.read(state -> state.definition(promotion.definition())).orElseThrow();
    }

    /** The step that is named, or the one that the promotion stands at. */
    StepId step(PromotionId id, Optional<StepId> named) throws Unanswerable {
        if (named.isPresent()) {
            return named.get();
        }
        PromotionState promotion = promotion(id);
        return gate(promotion).steps().stream()
                .map(StepDefinition::id)
                .filter(step -> GateMachine.isAt(promotion.machine(), step))
                .findFirst()
                .orElseThrow(
                        () ->
                                Unanswerable.conflict(
                                        Wording.of("at-no-step", id, promotion.machine())));
    }

    Optional<Person> self() {
        return engine.read(state -> state.governance().person(person()));
    }

    /**
     * The role in which the person acts: the one that was named, or the first of the wanted ones
     * that the person has. Whether the person may is for the decision to say; without any wanted
     * role the first wanted one is claimed, and refused there with a finding.
     */
    Role role(Optional<Role> named, Collection<Role> wanted) throws Unanswerable {
        if (named.isPresent()) {
            return named.get();
        }
        Optional<Person> self = self();
        for (Role role : wanted) {
            if (self.filter(p -> p.has(role)).isPresent()) {
                return role;
            }
        }
        return wanted.stream()
                .findFirst()
                .orElseThrow(() -> Unanswerable.usage(Wording.of("role-missing")));
    }
}
