package io.gatehouse.definitions.load;

import static io.gatehouse.definitions.load.SoughtRule.rule;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What each row of the two documents cannot do without, gate by gate (ADR 0043). A definition may
 * order its steps as it likes, name other files, ask for more; it may drop none of these.
 */
final class RowFloor {

    /** Greatest age of evidence that a definition may admit; the built-in gates admit less. */
    static final Duration OLDEST = Duration.ofDays(30);

    /** Greatest age of a rehearsal with the configuration that is about to trade. */
    static final Duration OLDEST_DRY_RUN = Duration.ofDays(7);

    /** The plan's rotation of certificates. */
    static final Duration ROTATION = Duration.ofDays(90);

    private static final SoughtRule RUN_OF_RELEASE =
            rule("ci-run").notBut("commit", "release").within("max-age", OLDEST);

    private static final RowDemand RUN = RowDemand.of("PL-GATE-NOTE", RUN_OF_RELEASE);

    private static final RowDemand EXIT_CODE =
            RowDemand.of("PL-GATE-NOTE", rule("command-succeeded"));

    /** In a group, the run of another machine is the other way. */
    private static final RowDemand EXIT_CODE_OR_RUN =
            RowDemand.of("PL-GATE-NOTE", rule("command-succeeded"), RUN_OF_RELEASE);

    private static final List<RowDemand> PAPER =
            List.of(
                    RowDemand.of(
                            "RB-2.1", laboratory(), rule("labs-report").within("max-age", OLDEST)),
                    // invented market data is refused, or let stand by owner and compliance
                    RowDemand.of(
                            "RB-2.1",
                            laboratory().notBut("synthetic-data", "refused"),
                            rule("labs-report").notBut("synthetic-data", "refused"),
                            madeUp("labs-pass"),
                            madeUp("labs-report")),
                    RowDemand.of(
                            "RB-2.1",
                            signedOff("compliance", "labs-pass"),
                            signedOff("compliance", "labs-report")),
                    RowDemand.of("RB-2.2", rule("bundle-manifest")),
                    // no discrepancy: the whole archive was measured, or the bundler says so
                    RowDemand.of(
                            "RB-2.2",
                            rule("bundle-verified").naming("manifest").within("max-age", OLDEST),
                            rule("bundle-manifest").naming("report")),
                    RowDemand.of("RB-2.2", rule("release-identified").naming("manifest")),
                    RowDemand.of("PL-GATE-PAPER-7", configuration("paper")),
                    RowDemand.of(
                            "RB-2.3",
                            licences("licence-valid", "paper"),
                            licences("licence-registry", "paper")),
                    // the registry alone names the devices; a licence by itself says nothing of
                    // this one
                    RowDemand.of(
                            "RB-2.3",
                            rule("device-licensed")
                                    .beside("licence-valid")
                                    .within("max-age", OLDEST),
                            licences("licence-registry", "paper")),
                    RowDemand.of(
                            "RB-2.3",
                            signedOff("compliance", "licence-valid"),
                            signedOff("compliance", "licence-registry")),
                    RowDemand.of(
                            "RB-2.4",
                            rule("smoke-pass")
                                    .saying("kind", "paper")
                                    .naming("markdown")
                                    .naming("log")
                                    .within("max-age", OLDEST)
                                    .fresh("artefact", OLDEST),
                            rule("smoke-report")
                                    .saying("kind", "paper")
                                    .naming("markdown")
                                    .within("max-age", OLDEST)
                                    .fresh("artefact", OLDEST)),
                    RowDemand.of(
                            "RB-2.4",
                            rule("signed-off")
                                    .by("compliance")
                                    .beside("smoke-report")
                                    .saying("kind", "received", "reviewed"),
                            signedOff("compliance", "smoke-report"),
                            rule("signed-off")
                                    .by("compliance")
                                    .beside("smoke-pass")
                                    .saying("kind", "received", "reviewed"),
                            signedOff("compliance", "smoke-pass")),
                    checklist("RB-2.5").get(0),
                    checklist("RB-2.5").get(1),
                    RUN);

    private static final List<RowDemand> LIVE =
            List.of(
                    RowDemand.of(
                            "RB-3.1",
                            rule("mtls-bundle")
                                    .naming("keys")
                                    .naming("archive")
                                    .within("max-validity", ROTATION)
                                    .withinIfGiven("rotation", ROTATION)),
                    RowDemand.of("RB-3.1", signedOff("security", "mtls-bundle")),
                    RowDemand.of(
                            "RB-3.2", configuration("live").naming("report").where("core-config")),
                    RowDemand.of(
                            "PL-GATE-LIVE-8",
                            rule("config-lineage")
                                    .ofConfiguration("artefact")
                                    .saying("admitted-to", "PAPER")
                                    .withOnly(
                                            "may-change",
                                            "execution.live",
                                            "alerts.prometheus",
                                            "runtime.live_routing")
                                    .withAll("sign-off", "owner", "compliance")),
                    RowDemand.of(
                            "RB-3.2",
                            rule("pull-request").naming("diff").notBut("commit", "release")),
                    RowDemand.of(
                            "RB-3.3",
                            rule("dry-run-pass")
                                    .naming("log")
                                    .where("live-router")
                                    .within("max-age", OLDEST_DRY_RUN),
                            rule("dry-run-report").within("max-age", OLDEST_DRY_RUN)),
                    RowDemand.of("RB-3.2", rule("alerts-cover").ofConfiguration("config")),
                    RowDemand.of(
                            "RB-3.4",
                            rule("checklist-complete")
                                    .without("section")
                                    .withAll("roles", "compliance")
                                    .fresh("artefact", OLDEST)),
                    RowDemand.of("PL-LOG-3", licences("licence-registry", "paper", "live")),
                    RUN,
                    RowDemand.of("RB-3.5", rule("ui-telemetry").within("max-age", OLDEST)),
                    RowDemand.of(
                            "RB-3.5",
                            rule("ui-telemetry").naming("guard").within("max-age", OLDEST),
                            rule("ci-run")
                                    .notBut("commit", "release")
                                    .within("max-age", OLDEST)
                                    .beside("ui-telemetry")));

    private static final List<RowDemand> STAGE6 =
            List.of(
                    RowDemand.of("RB-S6.1", rule("stage6-summary").within("max-age", OLDEST)),
                    RowDemand.of(
                            "RB-S6.1",
                            rule("report-verdict")
                                    .saying("member", "warnings")
                                    .saying("empty", true)
                                    .beside("stage6-summary")
                                    .waivableToo()),
                    RowDemand.of(
                            "RB-S6.1",
                            rule("signed-off")
                                    .beside("stage6-summary")
                                    .saying("kind", "reviewed", "approved"),
                            rule("signed-off").beside("stage6-summary").without("kind")));

    private RowFloor() {}

    /** Every profile of the runbook, judged by the laboratory's own figures. */
    private static SoughtRule laboratory() {
        return rule("labs-pass")
                .withAll("profiles", "conservative", "balanced", "aggressive", "manual")
                .within("max-age", OLDEST);
    }

    private static SoughtRule licences(String rule, String... profiles) {
        return rule(rule).withOnly("profiles", profiles);
    }

    private static SoughtRule madeUp(String beside) {
        return rule("report-verdict")
                .saying("member", "synthetic_data")
                .saying("equals", false)
                .beside(beside)
                .waivableToo();
    }

    /** The full judgement of the configuration; a waivable one has an unwaivable beside it. */
    private static SoughtRule configuration(String profile) {
        return rule("config-valid")
                .ofConfiguration("artefact")
                .saying("profile", profile)
                .without("only")
                .waivableToo();
    }

    private static SoughtRule signedOff(String role, String about) {
        return rule("signed-off").by(role).beside(about).notBut("kind", "approved");
    }

    /** All of the form, and its section of acceptance. */
    private static List<RowDemand> checklist(String row) {
        SoughtRule form =
                rule("checklist-complete").withAll("roles", "compliance").fresh("artefact", OLDEST);
        return List.of(
                RowDemand.of(row, form.without("section")),
                RowDemand.of(row, form.saying("section", "Akceptacja")));
    }

    /** The demands on a gate of that aim. */
    static List<RowDemand> demands(GateDefinition gate) {
        if (!gate.movesEnvironment()) {
            return STAGE6;
        }
        return switch (gate.to()) {
            case PAPER -> PAPER;
            case LIVE -> LIVE;
            // nothing trades there, and whoever begins may begin with a small gate
            case NONE, DEMO -> List.of();
        };
    }

    /** Where the definition drops what a row cannot do without; empty when nowhere. */
    static List<DefinitionFault> faults(GateDefinition gate) {
        List<DefinitionFault> faults = new ArrayList<>();
        for (RowDemand demand : demands(gate)) {
            if (!demand.isMetBy(gate)) {
                faults.add(fault(gate, "steps", demand.described()));
            }
        }
        for (int i = 0; i < gate.steps().size(); i++) {
            step(gate, gate.steps().get(i), "steps[" + i + "]", faults);
        }
        return faults;
    }

    /** What every step bears, whichever row it is. */
    private static void step(
            GateDefinition gate, StepDefinition step, String place, List<DefinitionFault> faults) {
        boolean runsProgram =
                step.action().filter(a -> a.adapter().value().equals("command")).isPresent();
        if (runsProgram && step.accept().stream().noneMatch(c -> looksAtExit(gate, step, c))) {
            faults.add(
                    fault(
                            gate,
                            place + ".accept",
                            "runs a program and looks at its exit code nowhere: no rule"
                                    + " 'command-succeeded' that must be met"));
        }
        for (ArtefactDefinition artefact : step.artefacts()) {
            if (step.accept().stream().noneMatch(c -> isCompared(c, artefact))) {
                faults.add(
                        fault(
                                gate,
                                place + ".accept",
                                "no rule 'digest-matches' that must be met looks at '"
                                        + artefact.id()
                                        + "'"));
            }
        }
    }

    private static boolean looksAtExit(
            GateDefinition gate, StepDefinition step, Acceptance clause) {
        RowDemand demand = clause instanceof AnyOf ? EXIT_CODE_OR_RUN : EXIT_CODE;
        return demand.isMetBy(gate, step, clause);
    }

    private static boolean isCompared(Acceptance clause, ArtefactDefinition artefact) {
        if (!(clause instanceof RuleReference reference)
                || !reference.rule().value().equals("digest-matches")
                || reference.waivable()
                || reference.mayNotApply()) {
            return false;
        }
        List<JsonValue> named = reference.parameters().array("artefacts");
        return named.isEmpty() || named.contains(JsonValue.of(artefact.id().value()));
    }

    private static DefinitionFault fault(GateDefinition gate, String place, String message) {
        return DefinitionFault.of("below-floor", gate.id().value(), place, message);
    }
}
