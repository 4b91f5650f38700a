package io.gatehouse.app.query;

import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.GateMachine.Phase;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SignOff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be done now, and by whom: read from the state alone. */
public final class NextActs {

    private final InstallationView state;

    public NextActs(InstallationView state) {
        this.state = state;
    }

    /** Everything that can be done now: what takes a halt back first, then open promotions. */
    public List<NextAct> all() {
        List<NextAct> acts = new ArrayList<>(ofInstallation());
        for (PromotionState promotion : state.openPromotions()) {
            acts.addAll(of(promotion));
        }
        if (acts.isEmpty()) {
            acts.addAll(openings());
        }
        return acts;
    }

    /** What concerns no single promotion: the way out of a halt, and rules that one has signed. */
    public List<NextAct> ofInstallation() {
        List<NextAct> acts = new ArrayList<>();
        if (state.environment().isHalted()) {
            Map<Role, PersonId> signed =
                    state.environment()
                            .resuming()
                            .<Map<Role, PersonId>>map(r -> r.signers())
                            .orElse(Map.of());
            String to =
                    state.environment().resuming().map(r -> r.to().name()).orElse("ENVIRONMENT");
            acts.add(
                    second(
                            "resume",
                            state.environment().machine(),
                            "gatehouse resume " + to,
                            signed));
        }
        state.governance()
                .pending()
                .ifPresent(
                        pending ->
                                acts.add(
                                        second(
                                                "adopt",
                                                pending.digest().abbreviated(),
                                                "gatehouse adopt",
                                                pending.signers())));
        return acts;
    }

    /** What owner and compliance sign, two persons: who has signed is not asked again. */
    private NextAct second(
            String kind, String subject, String command, Map<Role, PersonId> signed) {
        List<Role> open =
                Stream.of(Role.OWNER, Role.COMPLIANCE)
                        .filter(role -> !signed.containsKey(role))
                        .toList();
        return act(kind, subject, command, open, person -> !signed.containsValue(person.id()));
    }

    /** The gates that lead on from where the environment stands. */
    private List<NextAct> openings() {
        List<NextAct> acts = new ArrayList<>();
        state.governance()
                .gates()
                .keySet()
                .forEach(
                        id ->
                                state.gate(id)
                                        .filter(g -> g.movesEnvironment())
                                        .filter(g -> g.from() == state.environment().current())
                                        .ifPresent(
                                                g ->
                                                        acts.add(
                                                                act(
                                                                        "open",
                                                                        g.id().value(),
                                                                        "gatehouse promotion open "
                                                                                + g.id()
                                                                                + " --release ID --bundle DIGEST"
                                                                                + " --commit HASH",
                                                                        List.of(Role.OPERATOR)))));
        return acts;
    }

    /** What can be done about one promotion. */
    public List<NextAct> of(PromotionState promotion) {
        Optional<GateDefinition> gate = state.definition(promotion.definition());
        if (promotion.isFinal() || gate.isEmpty()) {
            return List.of();
        }
        return switch (promotion.machine()) {
            case GateMachine.COMPLETE, GateMachine.SEALED, GateMachine.ACTIVATING ->
                    List.of(act("engine", promotion.id().value(), "gatehouse settle", List.of()));
            case GateMachine.PROPOSED -> proposed(promotion, gate.get());
            default ->
                    gate.get().steps().stream()
                            .filter(s -> GateMachine.isAt(promotion.machine(), s.id()))
                            .flatMap(s -> step(promotion, s).stream())
                            .toList();
        };
    }

    private List<NextAct> step(PromotionState promotion, StepDefinition step) {
        String subject = promotion.id() + "/" + step.id();
        String on = promotion.id() + "";
        List<Role> responsible = List.of(step.responsible());
        Phase phase = Phase.valueOf(promotion.machine().substring(step.id().value().length() + 1));
        return switch (phase) {
            case READY ->
                    step.action().isPresent()
                            ? ready(promotion, step, subject)
                            : List.of(
                                    act(
                                            "attach",
                                            subject,
                                            "gatehouse evidence add "
                                                    + on
                                                    + files(step.artefacts()),
                                            responsible));
            case RUNNING -> List.of(act("engine", subject, "gatehouse settle", List.of()));
            case FAILED ->
                    List.of(
                            act(
                                    "retry",
                                    subject,
                                    "gatehouse promotion retry " + on + " --reason REASON",
                                    responsible));
            case UNKNOWN ->
                    List.of(
                            act(
                                    "resolve",
                                    subject,
                                    "gatehouse promotion resolve "
                                            + on
                                            + " "
                                            + step.id()
                                            + " --succeeded|--failed --note NOTE",
                                    responsible));
            case COLLECTED -> collected(promotion, step, subject);
        };
    }

    private List<NextAct> ready(PromotionState promotion, StepDefinition step, String subject) {
        List<NextAct> acts = new ArrayList<>();
        boolean inputs =
                step.rules().anyMatch(rule -> rule.parameters().flag("attached").orElse(false));
        if (inputs && promotion.evidenceOf(step.id()).isEmpty()) {
            acts.add(
                    act(
                            "attach-inputs",
                            subject,
                            "gatehouse evidence add " + promotion.id() + files(inputsOf(step)),
                            List.of(step.responsible())));
        }
        acts.add(
                act(
                        "run",
                        subject,
                        "gatehouse promotion run " + promotion.id(),
                        List.of(step.responsible())));
        return acts;
    }

    /** The artefacts that have to be attached before the action is run. */
    private static List<ArtefactDefinition> inputsOf(StepDefinition step) {
        Set<String> named =
                step.rules()
                        .filter(rule -> rule.parameters().flag("attached").orElse(false))
                        .flatMap(rule -> rule.parameters().array("artefacts").stream())
                        .filter(JsonString.class::isInstance)
                        .map(value -> ((JsonString) value).value())
                        .collect(Collectors.toSet());
        return named.isEmpty()
                ? step.artefacts()
                : step.artefacts().stream().filter(a -> named.contains(a.id().value())).toList();
    }

    /** Where the definition looks for them; a pattern is for the shell to expand. */
    private static String files(List<ArtefactDefinition> artefacts) {
        return artefacts.isEmpty()
                ? " FILE..."
                : " "
                        + artefacts.stream()
                                .map(ArtefactDefinition::path)
                                .collect(Collectors.joining(" "));
    }

    /** Whether nobody revoked the signer or the key since: then it has to be signed again. */
    private boolean keyStands(SignOff signOff) {
        return state.governance()
                .person(signOff.person())
                .filter(p -> !p.revoked())
                .flatMap(p -> p.key(signOff.key()))
                .filter(k -> k.revokedAt().isEmpty())
                .isPresent();
    }

    private List<NextAct> collected(PromotionState promotion, StepDefinition step, String subject) {
        List<NextAct> acts = new ArrayList<>();
        List<SignOff> given =
                promotion.step(step.id()).signOffs().stream()
                        .filter(s -> s.evidenceRoot().equals(promotion.evidenceRootOf(step.id())))
                        .filter(this::keyStands)
                        .toList();
        boolean independent =
                step.rules().allMatch(r -> r.parameters().flag("independent").orElse(true));
        for (Role role : signers(step)) {
            if (given.stream().noneMatch(s -> s.role() == role)) {
                acts.add(
                        act(
                                "sign-off",
                                subject,
                                "gatehouse promotion signoff "
                                        + promotion.id()
                                        + " --role "
                                        + role.code(),
                                List.of(role),
                                person -> !independent || !promotion.isPreparer(person.id())));
            }
        }
        if (acts.isEmpty()) {
            acts.add(
                    act(
                            "complete",
                            subject,
                            "gatehouse evidence add " + promotion.id() + " FILE...",
                            List.of(step.responsible())));
        }
        return acts;
    }

    /** The roles that a step's rules ask to sign. */
    private static Set<Role> signers(StepDefinition step) {
        Set<Role> roles = new LinkedHashSet<>();
        step.rules()
                .forEach(
                        rule -> {
                            rule.parameters()
                                    .text("role")
                                    .flatMap(Role::ofCode)
                                    .ifPresent(roles::add);
                            for (JsonValue value : rule.parameters().array("roles")) {
                                if (value instanceof JsonString text) {
                                    Role.ofCode(text.value()).ifPresent(roles::add);
                                }
                            }
                        });
        return roles;
    }

    private List<NextAct> proposed(PromotionState promotion, GateDefinition gate) {
        List<NextAct> acts = new ArrayList<>();
        for (ApprovalRequirement requirement : gate.approvals()) {
            long given =
                    promotion.approvals().stream()
                            .filter(a -> requirement.anyOf().contains(a.role()))
                            .count();
            if (given < requirement.count()) {
                acts.add(
                        act(
                                "approve",
                                promotion.id().value(),
                                "gatehouse promotion decide " + promotion.id(),
                                requirement.anyOf(),
                                person -> mayApprove(promotion, gate, person)));
            }
        }
        if (acts.isEmpty()) {
            acts.add(
                    act(
                            "seal",
                            promotion.id().value(),
                            "gatehouse promotion seal " + promotion.id(),
                            List.of(gate.decision().responsible())));
        }
        return acts;
    }

    private static boolean mayApprove(
            PromotionState promotion, GateDefinition gate, Person person) {
        PersonId id = person.id();
        boolean requester =
                gate.separation().approverDiffersFromRequester()
                        && promotion.requester().equals(id);
        boolean preparer =
                gate.separation().approverDiffersFromPreparer() && promotion.isPreparer(id);
        boolean again =
                promotion.approvals().stream().anyMatch(a -> a.signed().person().equals(id));
        return !requester && !preparer && !again;
    }

    private NextAct act(String kind, String subject, String command, List<Role> roles) {
        return act(kind, subject, command, roles, person -> true);
    }

    private NextAct act(
            String kind,
            String subject,
            String command,
            Collection<Role> roles,
            Predicate<Person> fit) {
        List<PersonId> persons =
                state.governance().people().values().stream()
                        .filter(p -> roles.stream().anyMatch(p::has))
                        .filter(fit)
                        .map(Person::id)
                        .toList();
        return new NextAct(kind, subject, command, List.copyOf(roles), persons);
    }
}
