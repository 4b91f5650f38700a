package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestMatchesTest {

    private static final Map<String, ?> STRONG = Map.of("require", "sha384");

    private static String hex(String algorithm, String content) {
        byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return (algorithm.equals("sha384") ? Digest.sha384(bytes) : Digest.sha256(bytes)).hex();
    }

    private static Map<String, ?> quoted(boolean bare) {
        return Map.of(
                "require",
                "sha384",
                "artefacts",
                List.of("manifest"),
                "reference",
                "sig",
                "member",
                "payload.sha384",
                "bare",
                bare);
    }

    private static Bench signature(String digest) {
        return new Bench()
                .file("manifest", "m")
                .file("sig", "{\"payload\":{\"sha384\":\"" + digest + "\"}}");
    }

    @Test
    void shouldAcceptFilesAsTheyWereRecorded() {
        RuleAssert.that(new Bench().file("a", "x").file("b", "y").run("digest-matches", STRONG))
                .passes();
    }

    @Test
    void shouldRefuseAChangedFile() {
        RuleAssert.that(new Bench().file("a", "x").changed().run("digest-matches", STRONG))
                .failsWith("changed");
    }

    @Test
    void shouldNotDecideAboutAnUnreadableFile() {
        RuleAssert.that(new Bench().file("a", "x").unreadable().run("digest-matches", STRONG))
                .errsWith("unreadable");
    }

    @Test
    void shouldNotPassWithoutAFile() {
        RuleAssert.that(new Bench().artefact("a").run("digest-matches", STRONG))
                .waitsWith("missing");
    }

    @Test
    void shouldAcceptADigestThatAReportQuotes() {
        RuleAssert.that(
                        signature("sha384:" + hex("sha384", "m"))
                                .run("digest-matches", quoted(false)))
                .passes();
        RuleAssert.that(signature(hex("sha384", "m")).run("digest-matches", quoted(true))).passes();
    }

    @Test
    void shouldRefuseADigestOfAnotherFile() {
        RuleAssert.that(signature(hex("sha384", "n")).run("digest-matches", quoted(true)))
                .failsWith("digest-differs");
    }

    @Test
    void shouldRefuseABareDigestWhereNoneIsAdmitted() {
        RuleAssert.that(signature(hex("sha384", "m")).run("digest-matches", quoted(false)))
                .failsWith("not-a-digest");
    }

    @Test
    void shouldRefuseAWeakerDigestThanDemanded() {
        RuleAssert.that(signature(hex("sha256", "m")).run("digest-matches", quoted(true)))
                .failsWith("weak-digest");
    }

    @Test
    void shouldRefuseAReportThatQuotesNothing() {
        Bench bench = new Bench().file("manifest", "m").file("sig", "{}");

        RuleAssert.that(bench.run("digest-matches", quoted(true))).failsWith("not-quoted");
    }

    @Test
    void shouldNotDecideAboutAReportThatIsNotJson() {
        Bench bench = new Bench().file("manifest", "m").file("sig", "{\"a\":1,\"a\":2}");

        RuleAssert.that(bench.run("digest-matches", quoted(true))).errsWith("malformed");
    }

    @Test
    void shouldCompareTheEntryInTheDecision() {
        Bench bench = new Bench().file("a", "x").proposed();
        RuleAssert.that(bench.decide("digest-matches", STRONG)).passes();

        bench.file("b", "later");
        RuleAssert.that(bench.decide("digest-matches", STRONG)).failsWith("not-in-entry");
    }

    @Test
    void shouldRefuseAnEntryThatNamesOtherFiles() {
        Bench bench = new Bench().file("a", "x").proposed();
        bench.entry =
                bench.entry.map(
                        e ->
                                e.with(
                                        "artefacts",
                                        e.object("artefacts")
                                                .orElseThrow()
                                                .with("extra", Digest.ZERO.value())));

        RuleAssert.that(bench.decide("digest-matches", STRONG)).failsWith("entry-differs");
    }

    @Test
    void shouldNotDecideWithUnfittingParameters() {
        Bench bench = new Bench().file("a", "x");

        RuleAssert.that(bench.run("digest-matches", Map.of("require", "md5")))
                .errsWith("bad-parameters");
        RuleAssert.that(bench.run("digest-matches", Map.of("require", "sha384", "member", "x")))
                .errsWith("bad-parameters");
    }
}
