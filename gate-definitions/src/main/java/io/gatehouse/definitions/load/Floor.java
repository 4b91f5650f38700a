package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What no definition may go below, however many persons adopt it (architecture, section 5).
 *
 * <p>Data may raise every one of these demands and lower none. Statuses and flags are fixed: they
 * are outputs of the machine (ADR 0004). Evidence is archived by the engine whatever a definition
 * says.
 */
public final class Floor {

    /** Longest time that a LIVE permit holds without renewal. */
    public static final Duration LONGEST_LEASE = Duration.ofSeconds(150);

    /** Longest time that a permit holds. */
    public static final Duration LONGEST_PERMIT = Duration.ofDays(1);

    /** Longest time that an approval counts. */
    public static final Duration LONGEST_APPROVAL = Duration.ofDays(7);

    /** Longest rest of an open promotion. */
    public static final Duration LONGEST_REST = Duration.ofDays(30);

    /** Longest time between two re-verifications. */
    public static final Duration LONGEST_REVERIFY = Duration.ofMinutes(5);

    /** Greatest age that a definition may give a standing rule of LIVE. */
    public static final Duration LONGEST_STANDING = Duration.ofDays(90);

    /** What of LIVE has an end: certificates, the licence, the checklist. */
    private static final List<String> STANDING =
            List.of("mtls-bundle", "licence-registry", "artefact-fresh");

    private static final String STAGE6_STATUS = "stage6_profile_ready";

    private record Fixed(String status, boolean demoMode, boolean confirmed) {}

    private static final Map<Environment, Fixed> FIXED =
            Map.of(
                    Environment.DEMO, new Fixed("demo_ready", true, false),
                    Environment.PAPER, new Fixed("paper_ready", false, false),
                    Environment.LIVE, new Fixed("live_ready", false, true));

    /** The environment that a gate must start from, by the one that it leads to. */
    private static final Map<Environment, Environment> BELOW =
            Map.of(
                    Environment.DEMO, Environment.NONE,
                    Environment.PAPER, Environment.DEMO,
                    Environment.LIVE, Environment.PAPER);

    /** The rules that every decision bears. */
    private static final List<String> DECISION =
            List.of("entry-signed", "distinct-persons", "flags-match", "digest-matches");

    private Floor() {}

    /** Where the definition falls below the floor; empty when nowhere. */
    public static List<DefinitionFault> faults(GateDefinition gate) {
        List<DefinitionFault> faults = new ArrayList<>(general(gate));
        faults.addAll(RowFloor.faults(gate));
        return faults;
    }

    /**
     * The part of the floor that is the same for every row: times, flags, signatures, separation,
     * lineage. Tests of the engine walk through gates of a step or two with it; an installation is
     * always held to the whole floor (ADR 0043).
     */
    public static List<DefinitionFault> general(GateDefinition gate) {
        Collector out = new Collector(gate);
        grants(gate, out);
        times(gate, out);
        for (String rule : DECISION) {
            if (references(gate.decision(), rule).isEmpty()) {
                out.add("decision.accept", "bears no rule '" + rule + "' outside any-of");
            }
        }
        if (gate.movesEnvironment()) {
            step(gate, out);
            configuration(gate, out);
        }
        approvals(gate, out);
        if (Environment.DEMO.isLowerThan(gate.to())) {
            highEnvironment(gate, out);
        }
        return out.faults;
    }

    private static final class Collector {
        private final GateDefinition gate;
        private final List<DefinitionFault> faults = new ArrayList<>();

        Collector(GateDefinition gate) {
            this.gate = gate;
        }

        void add(String place, String message) {
            faults.add(DefinitionFault.of("below-floor", gate.id().value(), place, message));
        }
    }

    private static void grants(GateDefinition gate, Collector out) {
        Fixed fixed =
                gate.movesEnvironment()
                        ? FIXED.get(gate.to())
                        : new Fixed(STAGE6_STATUS, true, false);
        if (fixed == null) {
            out.add("to", "no gate leads to " + gate.to());
            return;
        }
        if (!gate.grants().status().equals(fixed.status())) {
            out.add("grants.status", "is not " + fixed.status());
        }
        Map<String, Boolean> flags =
                Map.of(
                        Grant.REQUIRE_DEMO_MODE, fixed.demoMode(),
                        Grant.COMPLIANCE_CONFIRMED, fixed.confirmed());
        if (!gate.grants().flags().equals(flags)) {
            out.add("grants.flags", "are not exactly " + new TreeMap<>(flags));
        }
    }

    private static void times(GateDefinition gate, Collector out) {
        longest(out, "expires-after", gate.expiresAfter(), LONGEST_REST);
        longest(out, "approval-validity", gate.approvalValidity(), LONGEST_APPROVAL);
        longest(out, "permit-validity", gate.permitValidity(), LONGEST_PERMIT);
        gate.lease().ifPresent(lease -> longest(out, "lease", lease, LONGEST_LEASE));
        longest(out, "reverify", gate.reverify(), LONGEST_REVERIFY);
        if (gate.to() == Environment.LIVE && gate.lease().isEmpty()) {
            out.add("lease", "LIVE is held by a lease");
        }
        if (gate.to() == Environment.LIVE && gate.limits().names().isEmpty()) {
            out.add("limits", "LIVE starts as a pilot with limits");
        }
    }

    private static void longest(Collector out, String place, Duration given, Duration limit) {
        if (given.compareTo(limit) > 0) {
            out.add(place, "is longer than " + limit);
        }
    }

    private static void step(GateDefinition gate, Collector out) {
        if (gate.from() != BELOW.get(gate.to())) {
            out.add("to", "environments rise by one step at a time");
        }
    }

    /**
     * The permit binds a configuration: it must be recorded, compared by digest, and stand in the
     * entry.
     */
    private static void configuration(GateDefinition gate, Collector out) {
        Optional<ArtefactId> id = gate.configuration();
        if (id.isEmpty()) {
            out.add("configuration", "a gate that moves an environment names its configuration");
            return;
        }
        Optional<StepDefinition> step =
                gate.steps().stream().filter(s -> s.artefact(id.get()).isPresent()).findFirst();
        if (step.isEmpty()) {
            out.add("configuration", "no step has an artefact '" + id.get() + "'");
            return;
        }
        ArtefactDefinition artefact = step.get().artefact(id.get()).orElseThrow();
        if (artefact.atLeast() < 1
                || artefact.secret()
                || !artefact.memberName().equals("config_hash")) {
            out.add(
                    "configuration",
                    "is demanded, not secret, and stands in the entry as config_hash");
        }
        boolean compared =
                references(step.get(), "digest-matches").stream()
                        .anyMatch(
                                r ->
                                        r.parameters().array("artefacts").isEmpty()
                                                || names(r, id.get()));
        if (!compared) {
            out.add(
                    "configuration",
                    "no digest-matches of step '" + step.get().id() + "' looks at it");
        }
    }

    private static boolean names(RuleReference reference, ArtefactId id) {
        return reference.parameters().array("artefacts").contains(JsonValue.of(id.value()));
    }

    private static void approvals(GateDefinition gate, Collector out) {
        Set<Role> demanded =
                gate.to() == Environment.DEMO
                        ? Set.of(Role.RUNTIME, Role.OWNER)
                        : Set.of(Role.OWNER, Role.COMPLIANCE);
        for (Role role : demanded) {
            boolean there = gate.approvals().stream().anyMatch(a -> demands(a, role, gate));
            if (!there) {
                out.add("approvals", "nobody approves as " + role.code());
            }
        }
    }

    private static boolean demands(ApprovalRequirement approval, Role role, GateDefinition gate) {
        boolean either = !gate.movesEnvironment() && role == Role.COMPLIANCE;
        List<Role> admitted = either ? List.of(Role.COMPLIANCE, Role.RISK) : List.of(role);
        return admitted.containsAll(approval.anyOf());
    }

    private static void highEnvironment(GateDefinition gate, Collector out) {
        if (!gate.separation().equals(Separation.FULL)) {
            out.add("separation", "approvers differ from requester, preparers and one another");
        }
        List<RuleReference> before = references(gate.decision(), "predecessors-granted");
        for (String gateId :
                gate.to() == Environment.LIVE ? List.of("demo", "paper") : List.of("demo")) {
            boolean named =
                    before.stream()
                            .anyMatch(
                                    r ->
                                            r.parameters()
                                                    .array("gates")
                                                    .contains(JsonValue.of(gateId)));
            if (!named) {
                out.add("decision.accept", "no predecessors-granted names gate '" + gateId + "'");
            }
        }
        for (StepDefinition step : gate.steps()) {
            weakDigests(gate, step, out);
        }
        weakDigests(gate, gate.decision(), out);
        boolean lineage =
                gate.steps().stream().anyMatch(s -> !references(s, "config-lineage").isEmpty());
        if (gate.to() == Environment.LIVE && !lineage) {
            out.add("steps", "no config-lineage compares the configuration with paper's");
        }
        if (gate.to() == Environment.LIVE) {
            standing(gate, out);
        }
    }

    /** What LIVE rests upon and what can run out is asked again while it runs (ADR 0047). */
    private static void standing(GateDefinition gate, Collector out) {
        for (String rule : STANDING) {
            List<RuleReference> there =
                    gate.steps().stream()
                            .filter(
                                    step ->
                                            !rule.equals("artefact-fresh")
                                                    || !references(step, "checklist-complete")
                                                            .isEmpty())
                            .flatMap(step -> references(step, rule).stream())
                            .filter(reference -> reference.standing().isPresent())
                            .toList();
            if (there.isEmpty()) {
                out.add("steps", "no '" + rule + "' stands while LIVE is active");
            }
        }
        for (StepDefinition step : gate.steps()) {
            for (RuleReference reference : references(step, "artefact-fresh")) {
                reference
                        .whileActive()
                        .flatMap(r -> r.parameters().text("max-age"))
                        .filter(age -> isLonger(age, LONGEST_STANDING))
                        .ifPresent(
                                age ->
                                        out.add(
                                                place(gate, step),
                                                "standing-max-age is longer than "
                                                        + LONGEST_STANDING));
            }
        }
    }

    /** What is no time is the rule's fault to tell, and longer than any. */
    private static boolean isLonger(String text, Duration limit) {
        try {
            return Duration.parse(text).compareTo(limit) > 0;
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private static void weakDigests(GateDefinition gate, StepDefinition step, Collector out) {
        for (RuleReference reference : references(step, "digest-matches")) {
            if (!reference.parameters().text("require").orElse("").equals("sha384")) {
                out.add(place(gate, step), gate.to() + " demands SHA-384 (ADR 0003)");
            }
        }
    }

    private static String place(GateDefinition gate, StepDefinition step) {
        int index = gate.steps().indexOf(step);
        return index < 0 ? "decision.accept" : "steps[" + index + "].accept";
    }

    /** References that stand for themselves; one alternative of a group need never be met. */
    private static List<RuleReference> references(StepDefinition step, String rule) {
        List<RuleReference> found = new ArrayList<>();
        for (Acceptance clause : step.accept()) {
            if (clause instanceof RuleReference reference
                    && reference.rule().value().equals(rule)
                    && !reference.waivable()
                    && !reference.mayNotApply()) {
                found.add(reference);
            }
        }
        return found;
    }
}
