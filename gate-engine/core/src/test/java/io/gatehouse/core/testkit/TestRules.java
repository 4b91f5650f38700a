package io.gatehouse.core.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Three rules: is there evidence, has compliance signed off, and a switch that a test throws (it
 * reads the evidence: a report that says {@code fail} fails, {@code error} cannot be decided,
 * {@code boom} throws; {@code coded X} and {@code miscoded X} bear a right and a wrong code over X,
 * and the rule asks about it twice; one of words {@code ci <job> <commit>} and {@code device
 * <fingerprint>} names these, and {@code ci now} names a job by the hour).
 */
public final class TestRules implements RuleBook {

    private interface Check {
        List<Finding> findings(RuleContext context);
    }

    private record TestRule(RuleId id, boolean waivable, Check check) implements Rule {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public String summary() {
            return id.value();
        }

        @Override
        public List<String> lint(RuleReference reference, StepDefinition step) {
            return List.of();
        }

        @Override
        public RuleResult evaluate(RuleContext context) {
            List<Finding> findings = check.findings(context);
            Verdict verdict = Verdict.PASS;
            if (!findings.isEmpty()) {
                verdict =
                        findings.stream().anyMatch(f -> f.code().equals("error"))
                                ? Verdict.ERROR
                                : Verdict.FAIL;
            }
            return new RuleResult(
                    id,
                    1,
                    verdict,
                    findings,
                    context.evidence().stream().map(o -> o.item().digests().sha384()).toList(),
                    id.value().equals("switch") && verdict == Verdict.PASS
                            ? facts(context)
                            : JsonObject.EMPTY);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    new TestRule(new RuleId("artefact-present"), false, TestRules::present),
                    new TestRule(new RuleId("signed-off"), false, TestRules::signedOff),
                    new TestRule(new RuleId("switch"), true, TestRules::thrown));

    private static List<Finding> present(RuleContext c) {
        return c.evidence().isEmpty()
                ? List.of(
                        Finding.of(
                                "artefact-present",
                                "missing",
                                c.step().id().value(),
                                "a file",
                                "none",
                                "attach it"))
                : List.of();
    }

    private static List<Finding> signedOff(RuleContext c) {
        boolean signed =
                c.promotion().step(c.step().id()).signOffs().stream()
                        .anyMatch(
                                s ->
                                        s.evidenceRoot()
                                                        .equals(
                                                                c.promotion()
                                                                        .evidenceRootOf(
                                                                                c.step().id()))
                                                && s.role()
                                                        .code()
                                                        .equals(
                                                                c.parameters()
                                                                        .requireText("role")));
        return signed
                ? List.of()
                : List.of(
                        Finding.of(
                                        "signed-off",
                                        "missing",
                                        c.step().id().value(),
                                        "signed",
                                        "not",
                                        "sign")
                                .asPending());
    }

    private static List<Finding> thrown(RuleContext c) {
        for (Observation o : c.evidence()) {
            String text = o.content().map(content -> content.text()).orElse("");
            if (text.equals("boom")) {
                throw new IllegalStateException("a rule that throws");
            }
            if (text.matches("(mis)?coded .*")) {
                byte[] message = text.substring(text.indexOf(' ')).getBytes(UTF_8);
                byte[] mac = World.mac(text.startsWith("mis") ? "other" : "bundle", message);
                MacClaim claim =
                        new MacClaim(
                                "bundle", Optional.empty(), "HMAC-SHA384", message, mac, c.asOf());
                MacAnswer answer = c.macs().verify(claim);
                if (answer != MacAnswer.VALID || c.macs().verify(claim) != answer) {
                    String code = answer == MacAnswer.UNAVAILABLE ? "error" : "fail";
                    return List.of(
                            Finding.of(
                                    "switch",
                                    code,
                                    o.item().path(),
                                    MacAnswer.VALID.name(),
                                    answer.name(),
                                    "do it again"));
                }
            }
            if (text.equals("fail") || text.equals("error")) {
                return List.of(
                        Finding.of("switch", text, o.item().path(), "pass", text, "do it again"));
            }
        }
        return List.of();
    }

    private static JsonObject facts(RuleContext c) {
        List<JsonValue> runs = new ArrayList<>();
        List<JsonValue> devices = new ArrayList<>();
        for (Observation o : c.evidence()) {
            List<String> words =
                    List.of(o.content().map(content -> content.text()).orElse("").split(" ", -1));
            for (int i = 0; i + 1 < words.size(); i++) {
                if (words.get(i).equals("device")) {
                    devices.add(JsonValue.of(words.get(i + 1)));
                } else if (words.get(i).equals("ci")) {
                    boolean now = words.get(i + 1).equals("now");
                    runs.add(
                            JsonObject.builder()
                                    .put(
                                            "job",
                                            now
                                                    ? c.asOf()
                                                            .truncatedTo(ChronoUnit.HOURS)
                                                            .toString()
                                                    : words.get(i + 1))
                                    .put("commit", now ? "a".repeat(40) : words.get(i + 2))
                                    .build());
                }
            }
        }
        JsonObject.Builder facts = JsonObject.builder();
        if (!runs.isEmpty()) {
            facts.put(RuleResult.CI, runs);
        }
        if (!devices.isEmpty()) {
            facts.put(RuleResult.DEVICES, devices);
        }
        return facts.build();
    }

    @Override
    public Optional<Rule> find(RuleId id) {
        return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    @Override
    public Collection<Rule> all() {
        return RULES;
    }
}
