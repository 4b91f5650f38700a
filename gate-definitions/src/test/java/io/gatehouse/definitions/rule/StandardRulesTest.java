package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds of every rule of this build, and what each of them allows. */
class StandardRulesTest {

    private static final StandardRules RULES = new StandardRules();

    /** Whose answers have changed since they were first written. */
    private static final Map<String, Integer> VERSIONS =
            Map.ofEntries(
                    Map.entry("bundle-manifest", 4),
                    Map.entry("bundle-same-as-admitted", 2),
                    Map.entry("bundle-verified", 2),
                    Map.entry("checklist-complete", 2),
                    Map.entry("ci-run", 2),
                    Map.entry("config-lineage", 2),
                    Map.entry("device-licensed", 2),
                    Map.entry("installer-accepted", 2),
                    Map.entry("labs-report", 2),
                    Map.entry("licence-registry", 3),
                    Map.entry("mtls-bundle", 2),
                    Map.entry("pull-request", 2),
                    Map.entry("smoke-report", 2));

    private static Set<String> those(java.util.function.Predicate<Rule> fit) {
        Set<String> ids = new TreeSet<>();
        RULES.all().stream().filter(fit).forEach(rule -> ids.add(rule.id().value()));
        return ids;
    }

    @Test
    void shouldBeFoundByItsIdAndSayWhatItDemands() {
        assertThat(RULES.all()).hasSizeGreaterThan(20);
        for (Rule rule : RULES.all()) {
            assertThat(RULES.find(rule.id())).contains(rule);
            assertThat(rule.summary()).isNotBlank();
            assertThat(rule.version())
                    .as(rule.id().value())
                    .isEqualTo(VERSIONS.getOrDefault(rule.id().value(), 1));
        }
        assertThat(RULES.find(new RuleId("none"))).isEmpty();
    }

    /** Time alone changes the answers of these, and of these alone. */
    @Test
    void shouldHoldOnWhereTimeAloneCanEndIt() {
        assertThat(those(Rule::canStand))
                .containsExactlyInAnyOrder(
                        "artefact-fresh",
                        "device-licensed",
                        "licence-registry",
                        "licence-valid",
                        "mtls-bundle");
    }

    /** Signatures, digests, separation and lineage can be waived by nobody. */
    @Test
    void shouldLetNobodyWaiveWhatProvesSomething() {
        assertThat(those(Rule::waivable))
                .containsExactlyInAnyOrder("artefact-fresh", "config-valid", "report-verdict");
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnow() {
        StepDefinition step =
                new StepDefinition(
                        new StepId("s"),
                        new Bilingual("krok", "step"),
                        Role.RISK,
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new RuleReference(
                                        new RuleId("any"), JsonObject.EMPTY, false, false)),
                        "RB-9.9");
        for (Rule rule : RULES.all()) {
            RuleReference wrong =
                    new RuleReference(
                            rule.id(), JsonObject.of("no-such-parameter", 1), false, false);
            assertThat(rule.lint(wrong, step))
                    .as(rule.id().value())
                    .anyMatch(fault -> fault.contains("no-such-parameter"));
        }
    }
}
