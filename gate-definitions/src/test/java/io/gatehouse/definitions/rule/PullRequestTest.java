package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullRequestTest {

    private static final Map<String, ?> REVIEWED = Map.of("artefact", "pr", "diff", "diff");

    private static JsonObject payload() {
        return JsonObject.builder()
                .put("kind", "pull-request")
                .put("number", 17)
                .put("author", "olga")
                .put("approvers", List.of("rita"))
                .put("merge_commit", Bench.COMMIT)
                .put("diff_sha384", Digest.sha384(new byte[] {'d'}).value())
                .put("base", "main")
                .put("head", "live-config")
                .put("merged_at", "2026-11-19T12:00:00Z")
                .build();
    }

    private static Bench bench(JsonObject payload) {
        return new Bench().file("pr", Bench.signed(payload)).file("diff", "d");
    }

    private static void fails(JsonObject payload, String code) {
        RuleAssert.that(bench(payload).run("pull-request", REVIEWED)).failsWith(code);
    }

    @Test
    void shouldAcceptAReviewedChange() {
        RuleAssert.that(bench(payload()).run("pull-request", REVIEWED)).passes();
    }

    @Test
    void shouldNotCountTheAuthorAmongTheApprovers() {
        fails(payload().with("approvers", List.of("olga", "Olga", "")), "not-reviewed");
        fails(payload().with("approvers", List.of()), "not-reviewed");
        fails(payload().without("author"), "not-reviewed");
    }

    @Test
    void shouldCountEachApproverOnce() {
        Bench bench = bench(payload().with("approvers", List.of("rita", "rita")));

        RuleAssert.that(bench.run("pull-request", Map.of("artefact", "pr", "min-approvers", 2)))
                .failsWith("not-reviewed");
    }

    @Test
    void shouldTakeAnAccountForTheSameWhateverItsSpelling() {
        Map<String, ?> two = Map.of("artefact", "pr", "min-approvers", 2);
        for (List<String> one :
                List.of(
                        List.of("rita", "Rita"),
                        List.of("rita", " rita"),
                        List.of("rita", "olga "),
                        List.of("rita", "OLGA", " "))) {
            RuleAssert.that(bench(payload().with("approvers", one)).run("pull-request", two))
                    .failsWith("not-reviewed");
        }
        RuleAssert.that(
                        bench(payload().with("approvers", List.of("rita", "celina")))
                                .run("pull-request", two))
                .passes();
        fails(payload().with("author", " "), "not-reviewed");
    }

    @Test
    void shouldRefuseAnotherCommitOrAnotherDiff() {
        fails(payload().with("merge_commit", "f".repeat(40)), "commit-differs");
        fails(payload().with("diff_sha384", Digest.ZERO.value()), "diff-differs");
        fails(payload().without("diff_sha384"), "no-diff-digest");
    }

    @Test
    void shouldWaitForReportAndDiff() {
        Bench bench = new Bench().file("pr", Bench.signed(payload())).artefact("diff");
        RuleAssert.that(bench.run("pull-request", REVIEWED)).waitsWith("missing");

        RuleAssert.that(new Bench().artefact("pr").artefact("diff").run("pull-request", REVIEWED))
                .waitsWith("missing");
    }

    @Test
    void shouldRefuseAChangedDiff() {
        RuleAssert.that(bench(payload()).changed().run("pull-request", REVIEWED))
                .failsWith("changed");
    }

    @Test
    void shouldNotDecideWithUnfittingParameters() {
        Map<String, ?> none = Map.of("artefact", "pr", "min-approvers", 0);

        RuleAssert.that(bench(payload()).run("pull-request", none)).errsWith("bad-parameters");
    }
}
