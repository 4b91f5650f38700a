package io.gatehouse.app.query;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What waits for people, over all open promotions: acts that are missing, and what is about to end.
 * Read from the state alone; no credential, no lock.
 */
public final class PendingNeeds {

    private static final List<Role> TWO = List.of(Role.OWNER, Role.COMPLIANCE);

    private final InstallationView state;
    private final Instant now;
    private final Duration soon;

    /**
     * @param soon how long before its end a thing is worth a word
     */
    public PendingNeeds(InstallationView state, Instant now, Duration soon) {
        this.state = state;
        this.now = now;
        this.soon = soon;
    }

    /** The nearest deadline first, what has none last; of equals the newest first. */
    public List<Need> all() {
        List<Need> needs = new ArrayList<>();
        NextActs acts = new NextActs(state);
        acts.ofInstallation().forEach(act -> needs.add(Need.of(act, since(act), Optional.empty())));
        for (PromotionState promotion : state.openPromotions()) {
            Optional<GateDefinition> gate = state.definition(promotion.definition());
            gate.ifPresent(g -> promotion(promotion, g, acts, needs));
        }
        needs.addAll(new Endings(state, now, soon).all());
        needs.sort(
                Comparator.comparing((Need n) -> n.deadline().orElse(Instant.MAX))
                        .thenComparing(Need::since, Comparator.reverseOrder())
                        .thenComparing(Need::kind)
                        .thenComparing(Need::subject)
                        .thenComparing(Need::command));
        return needs;
    }

    /** Those that this person can meet. */
    public List<Need> of(PersonId person) {
        return all().stream().filter(n -> n.persons().contains(person)).toList();
    }

    /** Those that somebody in this role can meet. */
    public List<Need> of(Role role) {
        return all().stream().filter(n -> n.roles().contains(role)).toList();
    }

    private Instant since(NextAct act) {
        return act.kind().equals("resume")
                ? state.environment().since()
                : state.ledger().lastTime();
    }

    private void promotion(
            PromotionState promotion, GateDefinition gate, NextActs acts, List<Need> needs) {
        boolean expires = GateMachine.isOpen(promotion.machine());
        Instant end = promotion.touched().plus(gate.expiresAfter());
        Optional<Instant> deadline = expires ? Optional.of(end) : Optional.empty();
        acts.of(promotion).stream()
                .filter(act -> !act.roles().isEmpty())
                .map(act -> Need.of(act, promotion.touched(), deadlineOf(act, promotion, deadline)))
                .forEach(needs::add);
        if (expires && !now.plus(soon).isBefore(end)) {
            needs.add(
                    need(
                            "promotion-expires",
                            promotion.id().value(),
                            promotion.machine(),
                            promotion.touched(),
                            end,
                            "gatehouse promotion show " + promotion.id(),
                            List.of(Role.OPERATOR),
                            p -> true));
        }
        for (Waiver waiver : promotion.waivers()) {
            waiver(promotion, waiver, needs);
        }
    }

    /** Approvals end, each at its own time: whoever comes last must come before the first ends. */
    private Optional<Instant> deadlineOf(
            NextAct act, PromotionState promotion, Optional<Instant> promotionEnd) {
        if (!act.kind().equals("approve") && !act.kind().equals("seal")) {
            return promotionEnd;
        }
        return Stream.concat(
                        promotion.approvals().stream().map(Approval::expires).filter(now::isBefore),
                        promotionEnd.stream())
                .min(Comparator.naturalOrder());
    }

    /** An exception that one of the two persons has signed. */
    private void waiver(PromotionState promotion, Waiver waiver, List<Need> needs) {
        if (!now.isBefore(waiver.expires())) {
            return;
        }
        // a signature whose key was taken back is asked for again
        SortedMap<Role, Waiver.Signature> signers = waiver.signersAt(state.governance(), now);
        for (Role role : TWO) {
            if (!signers.containsKey(role)) {
                needs.add(
                        need(
                                "waive",
                                promotion.id() + "/" + waiver.step() + " " + waiver.rule(),
                                waiver.reason(),
                                promotion.touched(),
                                waiver.expires(),
                                "gatehouse waive "
                                        + promotion.id()
                                        + " "
                                        + waiver.step()
                                        + " "
                                        + waiver.rule()
                                        + " --role "
                                        + role.code(),
                                List.of(role),
                                p ->
                                        signers.values().stream()
                                                .noneMatch(s -> s.person().equals(p.id()))));
            }
        }
    }

    private Need need(
            String kind,
            String subject,
            String detail,
            Instant since,
            Instant deadline,
            String command,
            List<Role> roles,
            Predicate<Person> fit) {
        return new Need(
                kind,
                subject,
                detail,
                since,
                Optional.of(deadline),
                command,
                roles,
                persons(state, roles, fit));
    }

    static List<PersonId> persons(
            InstallationView state, Collection<Role> roles, Predicate<Person> fit) {
        return state.governance().people().values().stream()
                .filter(p -> roles.stream().anyMatch(p::has))
                .filter(fit)
                .map(Person::id)
                .toList();
    }
}
