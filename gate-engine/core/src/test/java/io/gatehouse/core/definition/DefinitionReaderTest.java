package io.gatehouse.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {

    private static JsonObject rule() {
        return JsonObject.builder()
                .put("rule", "artefact-fresh")
                .put("max-age", "P7D")
                .put("waivable", true)
                .build();
    }

    private static JsonObject step() {
        return JsonObject.builder()
                .put("id", "paper-labs")
                .put("title", Map.of("pl", "Laboratorium", "en", "Labs"))
                .put("responsible", "risk")
                .put(
                        "action",
                        Map.of(
                                "adapter",
                                "command",
                                "with",
                                Map.of("program", "labs"),
                                "timeout",
                                "PT20M"))
                .put("artefacts", List.of(Map.of("id", "labs-json", "path", "reports/*.json")))
                .put("accept", List.of(rule()))
                .put("source", "RB-2.1")
                .build();
    }

    private static JsonObject decision() {
        return JsonObject.builder()
                .put("id", "paper-decision")
                .put("title", Map.of("pl", "Decyzja", "en", "Decision"))
                .put("responsible", "compliance")
                .put("accept", List.of(Map.of("rule", "entry-signed")))
                .put("source", "RB-2.6")
                .build();
    }

    private static JsonObject gate() {
        return JsonObject.builder()
                .put("gate", "paper")
                .put("title", Map.of("pl", "Promocja", "en", "Promotion"))
                .put("from", "DEMO")
                .put("to", "PAPER")
                .put("log", "paper")
                .put("stage", "paper")
                .put(
                        "grants",
                        Map.of(
                                "status",
                                "paper_ready",
                                "flags",
                                Map.of(
                                        Grant.REQUIRE_DEMO_MODE,
                                        false,
                                        Grant.COMPLIANCE_CONFIRMED,
                                        false)))
                .put("expires-after", "P14D")
                .put("steps", List.of(step()))
                .put("decision", decision())
                .put(
                        "approvals",
                        List.of(Map.of("role", "owner"), Map.of("role", "compliance", "count", 1)))
                .build();
    }

    private static void refuses(JsonObject source, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DefinitionReader.read(source))
                .withMessageContaining(message);
    }

    private static JsonObject withStep(JsonObject step) {
        return gate().with("steps", List.of(step));
    }

    @Test
    void shouldReadEveryMember() {
        JsonObject source =
                gate().with("lease", "PT150S")
                        .with("configuration", "labs-json")
                        .with("approval-validity", "PT8H")
                        .with("on-failure", "demote")
                        .with("limits", Map.of("max-open-positions", 1))
                        .with(
                                "activates",
                                List.of(
                                        Map.of(
                                                "adapter", "command", "with", Map.of(), "timeout",
                                                "PT60S")));

        GateDefinition gate = DefinitionReader.read(source);

        assertThat(gate.id().value()).isEqualTo("paper");
        assertThat(gate.lease()).contains(Duration.ofSeconds(150));
        assertThat(gate.approvalValidity()).isEqualTo(Duration.ofHours(8));
        assertThat(gate.onFailure()).isEqualTo(OnFailure.DEMOTE);
        assertThat(gate.configuration())
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("labs-json"));
        assertThat(gate.activates()).hasSize(1);
        assertThat(gate.limits().integer("max-open-positions")).contains(1L);
        assertThat(gate.steps().get(0).responsible()).isEqualTo(Role.RISK);
        assertThat(gate.steps().get(0).rules().findFirst().orElseThrow().waivable()).isTrue();
        assertThat(gate.source()).isEqualTo(source);
        assertThat(gate.digest()).isEqualTo(Digest.of(source));
    }

    @Test
    void shouldGiveTheRuleAllParametersButItsMarks() {
        RuleReference rule =
                DefinitionReader.read(gate()).steps().get(0).rules().findFirst().orElseThrow();

        assertThat(rule.parameters()).isEqualTo(JsonObject.of("max-age", "P7D"));
    }

    @Test
    void shouldTakeTheStricterChoiceForWhatIsAbsent() {
        GateDefinition gate = DefinitionReader.read(gate());

        assertThat(gate.separation()).isEqualTo(Separation.FULL);
        assertThat(gate.onFailure()).isEqualTo(OnFailure.HALT);
        assertThat(gate.approvals()).allSatisfy(a -> assertThat(a.count()).isEqualTo(1));
        assertThat(gate.steps().get(0).artefacts().get(0).atLeast()).isEqualTo(1);
        assertThat(gate.steps().get(0).artefacts().get(0).secret()).isFalse();
        assertThat(gate.permitValidity()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void shouldReadAlternatives() {
        JsonObject group =
                JsonObject.of("any-of", List.of(List.of(rule()), List.of(rule(), rule())));

        GateDefinition gate =
                DefinitionReader.read(withStep(step().with("accept", List.of(group))));

        assertThat(((AnyOf) gate.steps().get(0).accept().get(0)).alternatives().get(1)).hasSize(2);
    }

    @Test
    void shouldReadAnApprovalByOneOfSeveralRoles() {
        JsonObject source =
                gate().with(
                                "approvals",
                                List.of(
                                        Map.of(
                                                "any-of",
                                                List.of("compliance", "risk"),
                                                "count",
                                                2)));

        assertThat(DefinitionReader.read(source).approvals())
                .containsExactly(new ApprovalRequirement(List.of(Role.COMPLIANCE, Role.RISK), 2));
    }

    @Test
    void shouldReadAWeakerSeparationOnlyWhenItIsSpelledOut() {
        JsonObject source =
                gate().with(
                                "separation",
                                Map.of(
                                        "approver-differs-from",
                                        List.of("requester"),
                                        "approvers",
                                        "any"));

        assertThat(DefinitionReader.read(source).separation())
                .isEqualTo(new Separation(true, false, false));
        assertThat(DefinitionReader.read(gate().with("separation", Map.of())).separation())
                .isEqualTo(Separation.FULL);
    }

    @Test
    void shouldRefuseUnknownMembersWithTheirPlace() {
        refuses(gate().with("stepz", List.of()), "stepz: is not a known member");
        refuses(withStep(step().with("after", "x")), "steps[0].after: is not a known member");
        refuses(
                gate().with("decision", decision().with("action", Map.of())),
                "decision.action: is not a known member");
        refuses(
                withStep(
                        step().with(
                                        "artefacts",
                                        List.of(Map.of("id", "a", "path", "p", "atleast", 2)))),
                "steps[0].artefacts[0].atleast: is not a known member");
        refuses(gate().with("title", Map.of("pl", "a", "en", "b", "de", "c")), "title.de");
    }

    @Test
    void shouldRefuseMissingMembersWithTheirPlace() {
        for (String name : List.of("gate", "title", "from", "to", "log", "stage", "grants")) {
            refuses(gate().without(name), name + ": is missing");
        }
        for (String name : List.of("expires-after", "steps", "decision", "approvals")) {
            refuses(gate().without(name), name + ": is missing");
        }
        refuses(withStep(step().without("source")), "steps[0].source: is missing");
        refuses(
                withStep(step().with("accept", List.of(JsonObject.of("max-age", "P7D")))),
                "steps[0].accept[0].rule: is missing");
    }

    @Test
    void shouldRefuseAStepWithoutRules() {
        refuses(
                withStep(step().with("accept", List.of())),
                "steps[0]: step 'paper-labs' has no acceptance");
    }

    @Test
    void shouldRefuseAnEmptyAlternative() {
        JsonObject group = JsonObject.of("any-of", List.of(List.of(rule()), List.of()));

        refuses(withStep(step().with("accept", List.of(group))), "steps[0].accept[0]");
    }

    @Test
    void shouldRefuseAGateWithoutApprovals() {
        refuses(gate().with("approvals", List.of()), "no approvals");
    }

    @Test
    void shouldRefuseAnApprovalThatNamesBothARoleAndAlternatives() {
        refuses(
                gate().with(
                                "approvals",
                                List.of(Map.of("role", "owner", "any-of", List.of("risk")))),
                "approvals[0]: needs either");
    }

    @Test
    void shouldRefuseWrongValues() {
        refuses(gate().with("from", "demo"), "from: not one of");
        refuses(
                gate().with("expires-after", "14 days"),
                "expires-after: is not an ISO 8601 duration");
        refuses(gate().with("expires-after", "-P1D"), "expires-after: is not an ISO 8601 duration");
        refuses(gate().with("expires-after", "P0D"), "expires-after: is not between");
        refuses(gate().with("lease", "P99999999D"), "lease");
        refuses(gate().with("lease", "P999D"), "lease: is not between");
        refuses(gate().with("lease", "pt5m"), "lease: is not an ISO 8601 duration");
        refuses(gate().with("lease", "PT1.5S"), "lease: is not an ISO 8601 duration");
        refuses(gate().with("lease", null), "lease: is null");
        refuses(
                withStep(step().with("accept", List.of(rule().with("x", null)))),
                "steps[0].accept[0].x: is null");
        refuses(gate().with("on-failure", "ignore"), "on-failure");
        refuses(
                withStep(step().with("responsible", "boss")),
                "steps[0].responsible: unknown role 'boss'");
        refuses(withStep(step().with("id", "Paper Labs")), "steps[0].id");
        refuses(
                withStep(
                        step().with(
                                        "artefacts",
                                        List.of(Map.of("id", "a", "path", "../etc/passwd")))),
                "steps[0].artefacts[0]: artefact path");
        refuses(
                withStep(
                        step().with(
                                        "artefacts",
                                        List.of(Map.of("id", "a", "path", "p", "secret", "no")))),
                "steps[0].artefacts[0].secret: is not true or false");
        refuses(
                withStep(step().with("accept", List.of(rule().with("waivable", "yes")))),
                "steps[0].accept[0].waivable: is not true or false");
        refuses(
                gate().with(
                                "grants",
                                Map.of("status", "paper_ready", "flags", Map.of("f", "true"))),
                "grants.flags.f: is not true or false");
        refuses(
                gate().with("separation", Map.of("approver-differs-from", List.of("nobody"))),
                "separation.approver-differs-from[0]");
        refuses(
                gate().with("approvals", List.of(Map.of("role", "owner", "count", 0))),
                "approvals[0].count");
    }

    private static JsonObject withArtefact(JsonObject artefact) {
        return withStep(step().with("artefacts", List.of(artefact)));
    }

    @Test
    void shouldRefuseUnknownMembersInEveryPart() {
        JsonObject grants = gate().object("grants").orElseThrow();
        refuses(gate().with("grants", grants.with("flag", true)), "grants.flag: is not a known");
        JsonObject action = step().object("action").orElseThrow();
        refuses(
                withStep(step().with("action", action.with("retry", 1))),
                "steps[0].action.retry: is not a known member");
        JsonObject group = JsonObject.of("any-of", List.of(List.of(rule()), List.of(rule())));
        refuses(
                withStep(step().with("accept", List.of(group.with("waivable", true)))),
                "steps[0].accept[0].waivable: is not a known member");
        refuses(
                gate().with("approvals", List.of(Map.of("role", "owner", "persons", 2))),
                "approvals[0].persons: is not a known member");
        refuses(
                gate().with("separation", Map.of("approver", "any")),
                "separation.approver: is not a known member");
        refuses(
                gate().with("approvals", List.of(Map.of("any-of", List.of("boss")))),
                "approvals[0].any-of[0]: unknown role 'boss'");
        refuses(
                gate().with("approvals", List.of(Map.of("any-of", List.of(1)))),
                "approvals[0].any-of[0]: is not text");
        refuses(
                gate().with("separation", Map.of("approvers", "some")),
                "separation.approvers: is neither");
        assertThat(
                        DefinitionReader.read(
                                        gate().with("separation", Map.of("approvers", "pairwise")))
                                .separation())
                .isEqualTo(Separation.FULL);
    }

    @Test
    void shouldTakeTimesAndCountsUpToTheirLimits() {
        assertThat(DefinitionReader.read(gate().with("expires-after", "P366D")).expiresAfter())
                .isEqualTo(Duration.ofDays(366));
        refuses(gate().with("expires-after", "P366DT1S"), "expires-after: is not between");
        JsonObject owners = JsonObject.of("role", "owner");
        for (int count : new int[] {1, 1_000}) {
            assertThat(
                            DefinitionReader.read(
                                            gate().with(
                                                            "approvals",
                                                            List.of(owners.with("count", count))))
                                    .approvals()
                                    .get(0)
                                    .count())
                    .isEqualTo(count);
        }
        refuses(
                gate().with("approvals", List.of(owners.with("count", 1_001))),
                "approvals[0].count: is not between 1 and 1000");
        refuses(
                gate().with("approvals", List.of(owners.with("count", "two"))),
                "approvals[0].count: is not a whole number");
        JsonObject artefact = JsonObject.of("id", "a").with("path", "p");
        assertThat(
                        DefinitionReader.read(withArtefact(artefact.with("at-least", 0)))
                                .steps()
                                .get(0)
                                .artefacts()
                                .get(0)
                                .atLeast())
                .isZero();
        refuses(withArtefact(artefact.with("at-least", -1)), "at-least");
        JsonObject action = step().object("action").orElseThrow();
        assertThat(
                        DefinitionReader.read(
                                        withStep(
                                                step().with(
                                                                "action",
                                                                action.with("timeout", "P1D"))))
                                .steps()
                                .get(0)
                                .action()
                                .orElseThrow()
                                .timeout())
                .isEqualTo(Duration.ofDays(1));
        refuses(
                withStep(step().with("action", action.with("timeout", "P1DT1S"))),
                "steps[0].action: an action's timeout");
    }

    @Test
    void shouldReadWhatHoldsOnApartFromWhatIsAskedOnce() {
        JsonObject standing =
                rule().with("standing", true).with("standing-max-age", "P30D").with("more", 1);
        RuleReference reference =
                DefinitionReader.read(withStep(step().with("accept", List.of(standing))))
                        .steps()
                        .get(0)
                        .rules()
                        .findFirst()
                        .orElseThrow();
        assertThat(reference.parameters())
                .isEqualTo(JsonObject.of("max-age", "P7D").with("more", 1));
        RuleReference active = reference.whileActive().orElseThrow();
        assertThat(active.parameters()).isEqualTo(JsonObject.of("max-age", "P30D").with("more", 1));
        assertThat(active.waivable()).isTrue();
        assertThat(active.whileActive()).isEmpty();
        refuses(
                withStep(step().with("accept", List.of(standing.without("standing")))),
                "steps[0].accept[0].standing: is not true");
        refuses(
                withStep(step().with("accept", List.of(standing.with("standing", false)))),
                "steps[0].accept[0].standing: is not true");
        assertThat(
                        DefinitionReader.read(
                                        withStep(
                                                step().with(
                                                                "accept",
                                                                List.of(
                                                                        rule().with(
                                                                                        "standing",
                                                                                        false)))))
                                .steps()
                                .get(0)
                                .rules()
                                .findFirst()
                                .orElseThrow()
                                .whileActive())
                .isEmpty();
    }

    @Test
    void shouldAnswerForStepsTitlesAndNamesOfArtefacts() {
        JsonObject first = JsonObject.of("id", "a").with("path", "p");
        JsonObject second =
                JsonObject.of("id", "b").with("path", "q").with("entry-key", "config_hash");
        GateDefinition gate =
                DefinitionReader.read(withStep(step().with("artefacts", List.of(first, second))));
        assertThat(gate.title()).isEqualTo(new Bilingual("Promocja", "Promotion"));
        assertThat(gate.title().in("pl")).isEqualTo("Promocja");
        assertThat(gate.title().in("de")).isEqualTo("Promotion");
        StepDefinition step = gate.steps().get(0);
        assertThat(gate.step(step.id())).contains(step);
        assertThat(gate.step(new io.gatehouse.core.id.StepId("none"))).isEmpty();
        assertThat(step.artefact(new io.gatehouse.core.id.ArtefactId("b")).orElseThrow())
                .isEqualTo(step.artefacts().get(1));
        assertThat(step.artefact(new io.gatehouse.core.id.ArtefactId("c"))).isEmpty();
        assertThat(step.artefacts())
                .extracting(ArtefactDefinition::memberName)
                .containsExactly("a", "config_hash");
        assertThat(gate.movesEnvironment()).isTrue();
        assertThat(DefinitionReader.read(gate().with("to", "DEMO")).movesEnvironment()).isFalse();
    }

    @Test
    void shouldRiseOneEnvironmentAtATime() {
        assertThat(Environment.NONE.next()).contains(Environment.DEMO);
        assertThat(Environment.DEMO.next()).contains(Environment.PAPER);
        assertThat(Environment.PAPER.next()).contains(Environment.LIVE);
        assertThat(Environment.LIVE.next()).isEmpty();
        assertThat(Environment.DEMO.isLowerThan(Environment.PAPER)).isTrue();
        assertThat(Environment.PAPER.isLowerThan(Environment.PAPER)).isFalse();
        assertThat(Environment.LIVE.isLowerThan(Environment.PAPER)).isFalse();
    }

    /**
     * Whatever stands in place of a member, the answer is a definition or a fault that says where.
     */
    @Test
    void shouldSurviveMutations() {
        long seed = 20261120L;
        Random random = new Random(seed);
        List<JsonValue> values =
                List.of(
                        JsonValue.of(null),
                        JsonValue.of(true),
                        JsonValue.of(-1),
                        JsonValue.of(""),
                        JsonValue.of("x"),
                        JsonValue.of(List.of()),
                        JsonValue.of(List.of("x")),
                        JsonValue.of(Map.of()),
                        JsonValue.of(Map.of("rule", "x")));
        int tried = 0;
        int refused = 0;
        for (; tried < 5_000; tried++) {
            JsonObject mutant = (JsonObject) mutate(gate(), random, values);
            try {
                assertThat(DefinitionReader.read(mutant).source()).isEqualTo(mutant);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d, input %d", seed, tried).isNotBlank();
                refused++;
            }
        }
        assertThat(tried).isEqualTo(5_000);
        assertThat(refused).as("seed %d", seed).isGreaterThan(4_000);
    }

    private static JsonValue mutate(JsonValue value, Random random, List<JsonValue> values) {
        if (value instanceof JsonObject object && !object.names().isEmpty()) {
            List<String> names = List.copyOf(object.names());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0) {
                return random.nextBoolean()
                        ? object.without(name)
                        : object.with(name, values.get(random.nextInt(values.size())));
            }
            return object.with(name, mutate(object.members().get(name), random, values));
        }
        if (value instanceof JsonArray array && array.size() > 0) {
            List<JsonValue> copy = new ArrayList<>(array.values());
            int at = random.nextInt(copy.size());
            copy.set(at, mutate(copy.get(at), random, values));
            return new JsonArray(copy);
        }
        return values.get(random.nextInt(values.size()));
    }
}
