package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleSameAsAdmittedTest {

    private static final String MANIFEST = "{\"version\":\"1.4.0\"}";
    private static final Map<String, ?> DEMAND =
            Map.of("manifest", "candidate", "admitted-to", "PAPER");
    private static final Digest OLDER = Digest.of(JsonObject.of("gate", "older"));

    /** The gate to paper was granted over this evidence, which a rule looked at. */
    private static Bench granted(Bench candidate, String rule, Bench paper) {
        GateDefinition gate =
                paper.gate(
                        List.of(
                                new RuleReference(
                                        new RuleId(rule),
                                        JsonObject.of("manifest", "bundle"),
                                        false,
                                        false)));
        PromotionState promotion = paper.promotion(gate);
        candidate.past.put(promotion.id(), promotion);
        candidate.definitions.put(OLDER, gate);
        candidate.grants.put(
                Environment.PAPER,
                new GrantRecord(
                        gate.id(),
                        OLDER,
                        promotion.id(),
                        Digest.ZERO,
                        Optional.empty(),
                        Bench.RELEASE,
                        new SealedLine(new LogName("paper"), 1, Digest.ZERO, 10),
                        Bench.NOW.minusSeconds(7_200)));
        return candidate;
    }

    private static Bench candidate() {
        return new Bench().file("candidate", MANIFEST);
    }

    private static Bench paper() {
        return new Bench().file("bundle", MANIFEST).file("other", "{}");
    }

    private static RuleResult run(Bench bench) {
        return bench.run("bundle-same-as-admitted", DEMAND);
    }

    @Test
    void shouldAcceptTheVeryManifestThatWasAdmitted() {
        for (String rule : List.of("bundle-manifest", "bundle-verified")) {
            RuleAssert.that(run(granted(candidate(), rule, paper()))).passes();
        }
    }

    @Test
    void shouldTakeTheSameBytesAttachedTwiceForOneManifest() {
        Bench paper = paper().file("bundle", MANIFEST);

        RuleAssert.that(run(granted(candidate(), "bundle-manifest", paper))).passes();
    }

    @Test
    void shouldRefuseAnotherManifest() {
        Bench other = new Bench().file("candidate", MANIFEST + "\n");

        RuleResult result = run(granted(other, "bundle-manifest", paper()));
        assertThat(RuleAssert.that(result).failsWith("other-bundle").expected())
                .contains(
                        Digest.sha384(MANIFEST.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .value());
    }

    @Test
    void shouldRefuseWithoutAStandingGrant() {
        RuleAssert.that(run(candidate())).failsWith("not-admitted");
    }

    @Test
    void shouldNotDecideWhereTheGateJudgedNoManifestOrSeveral() {
        RuleAssert.that(run(granted(candidate(), "artefact-present", paper())))
                .errsWith("no-admitted-manifest");
        RuleAssert.that(
                        run(
                                granted(
                                        candidate(),
                                        "bundle-manifest",
                                        new Bench().file("other", MANIFEST).artefact("bundle"))))
                .errsWith("no-admitted-manifest");
        RuleAssert.that(run(granted(candidate(), "bundle-manifest", paper().file("bundle", "{}"))))
                .errsWith("no-admitted-manifest");
    }

    @Test
    void shouldNotDecideWhenHistoryIsNotAtHand() {
        Bench noDefinition = granted(candidate(), "bundle-manifest", paper());
        noDefinition.definitions.clear();
        RuleAssert.that(run(noDefinition)).errsWith("no-admitted-manifest");
        Bench noPromotion = granted(candidate(), "bundle-manifest", paper());
        noPromotion.past.clear();
        RuleAssert.that(run(noPromotion)).errsWith("no-admitted-manifest");
    }

    @Test
    void shouldNeedOneUnchangedManifestAndAKnownEnvironment() {
        Bench none = new Bench().artefact("candidate");
        RuleAssert.that(run(granted(none, "bundle-manifest", paper()))).waitsWith("missing");
        Bench two = candidate().file("candidate", MANIFEST);
        RuleAssert.that(run(granted(two, "bundle-manifest", paper()))).failsWith("several-files");
        Bench changed = candidate().changed();
        RuleAssert.that(run(granted(changed, "bundle-manifest", paper()))).failsWith("changed");
        RuleAssert.that(
                        candidate()
                                .run(
                                        "bundle-same-as-admitted",
                                        Map.of("manifest", "candidate", "admitted-to", "MOON")))
                .errsWith("bad-parameters");
    }
}
