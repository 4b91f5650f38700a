package io.gatehouse.app.query;

import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.PromotionState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is about to end, or has ended and is still needed: permits, keys, approvals, evidence. */
final class Endings {

    private static final List<Role> KEEPERS = List.of(Role.OWNER, Role.COMPLIANCE, Role.SECURITY);

    private final InstallationView state;
    private final Instant now;
    private final Instant horizon;

    Endings(InstallationView state, Instant now, Duration soon) {
        this.state = state;
        this.now = now;
        this.horizon = now.plus(soon);
    }

    List<Need> all() {
        List<Need> needs = new ArrayList<>();
        permit(needs);
        state.governance().people().values().forEach(p -> personKeys(p, needs));
        engineKeys(needs);
        for (PromotionState promotion : state.openPromotions()) {
            approvals(promotion, needs);
            state.definition(promotion.definition())
                    .ifPresent(gate -> evidence(promotion, gate, needs));
        }
        return needs;
    }

    private void permit(List<Need> needs) {
        state.environment()
                .permit()
                .filter(p -> p.revoked().isEmpty() && !state.environment().isHalted())
                .ifPresent(
                        p ->
                                time(p.permit().text("expires"))
                                        .filter(this::isNear)
                                        .ifPresent(
                                                end ->
                                                        needs.add(
                                                                need(
                                                                        "permit-ends",
                                                                        p.id().value(),
                                                                        p.permit()
                                                                                .text("environment")
                                                                                .orElse(""),
                                                                        p.issued(),
                                                                        end,
                                                                        "gatehouse settle",
                                                                        List.of(Role.OPERATOR)))));
    }

    /** A person's key that ends stops that person; a younger one of the same person is enough. */
    private void personKeys(Person person, List<Need> needs) {
        if (person.revoked()) {
            return;
        }
        Optional<PersonKey> last =
                person.keys().stream()
                        .filter(k -> k.revokedAt().isEmpty())
                        .max((a, b) -> a.notAfter().compareTo(b.notAfter()));
        last.filter(k -> isNear(k.notAfter()))
                .ifPresent(
                        k ->
                                needs.add(
                                        new Need(
                                                "key-ends",
                                                k.id().value(),
                                                person.id().value(),
                                                k.notBefore(),
                                                Optional.of(k.notAfter()),
                                                "gatehouse key rotate --person " + person.id(),
                                                List.copyOf(person.roles()),
                                                List.of(person.id()))));
    }

    private void engineKeys(List<Need> needs) {
        KeyRing ring;
        try {
            ring = KeyRing.parse(CanonicalJson.bytes(state.governance().keys()));
        } catch (KeyFaultException e) {
            // No key counts then, and every verb that needs one says so.
            return;
        }
        for (KeyEntry key : ring.keys()) {
            boolean signs =
                    key.standingAt(now) == KeyStanding.USABLE
                            && ring.signingKey(key.purpose(), key.algorithm(), now)
                                    .filter(k -> k.id().equals(key.id()))
                                    .isPresent();
            Instant end =
                    key.validity()
                            .retiredAt()
                            .filter(r -> r.isBefore(key.validity().notAfter()))
                            .orElse(key.validity().notAfter());
            if (signs && isNear(end)) {
                needs.add(
                        need(
                                "key-ends",
                                key.id().value(),
                                key.purpose().value(),
                                key.validity().notBefore(),
                                end,
                                "gatehouse key rotate " + key.purpose(),
                                KEEPERS));
            }
        }
    }

    private void approvals(PromotionState promotion, List<Need> needs) {
        promotion.approvals().stream()
                .filter(a -> isNear(a.expires()))
                .forEach(
                        a ->
                                needs.add(
                                        need(
                                                "approval-ends",
                                                promotion.id().value(),
                                                a.role().code() + ":" + a.signed().person(),
                                                a.at(),
                                                a.expires(),
                                                "gatehouse promotion seal " + promotion.id(),
                                                List.of(Role.OPERATOR))));
    }

    /** Evidence with a greatest age: the oldest item of a rule tells when it ends. */
    private void evidence(PromotionState promotion, GateDefinition gate, List<Need> needs) {
        for (StepDefinition step : gate.steps()) {
            Optional<Duration> age =
                    step.rules()
                            .map(Endings::greatestAge)
                            .flatMap(Optional::stream)
                            .min(Duration::compareTo);
            Optional<EvidenceItem> oldest =
                    promotion.evidenceOf(step.id()).stream()
                            .min((a, b) -> a.bornAt().compareTo(b.bornAt()));
            if (age.isEmpty() || oldest.isEmpty()) {
                continue;
            }
            Instant end = oldest.get().bornAt().plus(age.get());
            if (isNear(end)) {
                needs.add(
                        need(
                                "evidence-ends",
                                promotion.id() + "/" + step.id(),
                                oldest.get().path(),
                                oldest.get().bornAt(),
                                end,
                                "gatehouse promotion reopen "
                                        + promotion.id()
                                        + " "
                                        + step.id()
                                        + " --reason REASON",
                                List.of(step.responsible())));
            }
        }
    }

    private static Optional<Duration> greatestAge(RuleReference rule) {
        try {
            return rule.parameters().text("max-age").map(Duration::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isNear(Instant end) {
        return !horizon.isBefore(end);
    }

    private static Optional<Instant> time(Optional<String> text) {
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Need need(
            String kind,
            String subject,
            String detail,
            Instant since,
            Instant end,
            String command,
            List<Role> roles) {
        return new Need(
                kind,
                subject,
                detail,
                since,
                Optional.of(end),
                command,
                roles,
                PendingNeeds.persons(state, roles, p -> true));
    }
}
