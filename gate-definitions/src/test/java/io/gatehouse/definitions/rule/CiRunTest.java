package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.RuleResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CiRunTest {

    private static final Map<String, ?> SMOKE =
            Map.of("artefact", "run", "workflow", "smoke.yml", "max-age", "P7D");

    private static JsonObject payload() {
        return JsonObject.builder()
                .put("kind", "ci-run")
                .put("workflow", "smoke.yml")
                .put("job_id", "12345")
                .put("run", "77")
                .put("commit", Bench.COMMIT)
                .put("conclusion", "success")
                .put("finished_at", "2026-11-19T12:00:00Z")
                .build();
    }

    private static Bench run(JsonObject payload) {
        return new Bench().file("run", Bench.signed(payload));
    }

    private static void fails(JsonObject payload, String code) {
        RuleAssert.that(run(payload).run("ci-run", SMOKE)).failsWith(code);
    }

    @Test
    void shouldAcceptASignedRunOfTheReleasesCommit() {
        RuleAssert.that(run(payload()).run("ci-run", SMOKE)).passes();
    }

    @Test
    void shouldNameJobAndCommitOfEachRunOnce() {
        RuleResult result =
                run(payload())
                        .file("run", Bench.signed(payload().with("job_id", 678)))
                        .file("run", Bench.signed(payload().with("run", "78")))
                        .run("ci-run", SMOKE);

        assertThat(result.facts().names()).containsExactly("ci");
        assertThat(result.facts().array("ci"))
                .containsExactly(
                        JsonValue.of(Map.of("job", "12345", "commit", Bench.COMMIT)),
                        JsonValue.of(Map.of("job", "678", "commit", Bench.COMMIT)));
    }

    @Test
    void shouldNameNothingWhenItDoesNotPass() {
        RuleResult result =
                run(payload())
                        .file("run", Bench.signed(payload().with("conclusion", "failure")))
                        .run("ci-run", SMOKE);

        assertThat(result.facts()).isEqualTo(JsonObject.EMPTY);
    }

    @Test
    void shouldRefuseAJobOrCommitThatNoEntryCouldName() {
        Map<String, ?> any = Map.of("artefact", "run", "workflow", "smoke.yml", "commit", "any");
        fails(payload().with("job_id", "x".repeat(201)), "no-job-id");
        fails(payload().with("job_id", " "), "no-job-id");
        RuleAssert.that(run(payload().with("commit", "main")).run("ci-run", any))
                .failsWith("no-commit");
        RuleAssert.that(run(payload().without("commit")).run("ci-run", any)).failsWith("no-commit");
    }

    @Test
    void shouldWaitForAReport() {
        RuleAssert.that(new Bench().artefact("run").run("ci-run", SMOKE)).waitsWith("missing");
    }

    @Test
    void shouldRefuseARunOfAnotherCommitWorkflowOrEnd() {
        fails(payload().with("commit", "f".repeat(40)), "commit-differs");
        fails(payload().with("workflow", "other.yml"), "workflow-differs");
        fails(payload().with("conclusion", "failure"), "conclusion-differs");
        fails(payload().without("job_id"), "no-job-id");
        fails(payload().with("kind", "pull-request"), "other-kind");
    }

    @Test
    void shouldAdmitAnotherCommitOnlyWhereTheGateSaysSo() {
        Bench bench = run(payload().with("commit", "f".repeat(40)));

        RuleAssert.that(
                        bench.run(
                                "ci-run",
                                Map.of(
                                        "artefact",
                                        "run",
                                        "workflow",
                                        "smoke.yml",
                                        "commit",
                                        "any")))
                .passes();
    }

    @Test
    void shouldRefuseAnOldRunAndNotDecideAboutOneOfTheFuture() {
        fails(payload().with("finished_at", "2026-11-13T11:59:59Z"), "stale");
        RuleAssert.that(
                        run(payload().with("finished_at", "2026-11-20T12:01:00Z"))
                                .run("ci-run", SMOKE))
                .errsWith("future-dated");
        RuleAssert.that(run(payload().with("finished_at", "yesterday")).run("ci-run", SMOKE))
                .errsWith("malformed");
    }

    @Test
    void shouldRefuseAnEditedReport() {
        JsonObject envelope = Bench.envelope(payload(), "ci-1");
        JsonObject edited = envelope.with("payload", payload().with("job_id", "99999"));
        Bench bench = new Bench().file("run", CanonicalJson.text(edited));

        RuleAssert.that(bench.run("ci-run", SMOKE)).failsWith("bad-signature");
    }

    @Test
    void shouldRefuseAnotherAlgorithmThanEd25519() {
        JsonObject envelope = Bench.envelope(payload(), "ci-1");
        JsonObject none =
                envelope.with(
                        "signature",
                        envelope.object("signature").orElseThrow().with("algorithm", "none"));

        RuleAssert.that(new Bench().file("run", CanonicalJson.text(none)).run("ci-run", SMOKE))
                .failsWith("bad-signature");
    }

    @Test
    void shouldRefuseAKeyThatIsNotOneOfContinuousIntegration() {
        Bench unknown =
                new Bench().file("run", CanonicalJson.text(Bench.envelope(payload(), "ci-9")));
        RuleAssert.that(unknown.run("ci-run", SMOKE)).failsWith("unknown-key");

        Bench engine =
                new Bench().file("run", CanonicalJson.text(Bench.envelope(payload(), "engine-1")));
        engine.keys = Bench.ring(Bench.key("engine-1", "engine", "Ed25519"));
        RuleAssert.that(engine.run("ci-run", SMOKE)).failsWith("unknown-key");
    }

    @Test
    void shouldRefuseARevokedKeyWhateverTheReportsTime() {
        Bench bench =
                new Bench().file("run", CanonicalJson.text(Bench.envelope(payload(), "ci-2")));
        bench.keys =
                Bench.ring(
                        Bench.key("ci-2", "ci", "Ed25519")
                                .with("revoked_at", "2026-11-20T11:00:00Z"));

        RuleAssert.that(bench.run("ci-run", SMOKE)).failsWith("key-not-valid");
    }

    @Test
    void shouldTakeAKeyThatCountedThenAndIsNotRevokedYet() {
        Bench bench =
                new Bench().file("run", CanonicalJson.text(Bench.envelope(payload(), "ci-2")));
        JsonObject key = Bench.key("ci-2", "ci", "Ed25519");
        for (JsonObject good :
                java.util.List.of(
                        key.with("revoked_at", "2026-11-20T12:00:00.001Z"),
                        key.with("retired_at", "2026-11-19T12:00:00.001Z"),
                        key.with("not_before", "2026-11-19T12:00:00Z"))) {
            bench.keys = Bench.ring(good);
            RuleAssert.that(bench.run("ci-run", SMOKE)).passes();
        }
        for (JsonObject bad :
                java.util.List.of(
                        key.with("revoked_at", "2026-11-20T12:00:00Z"),
                        key.with("retired_at", "2026-11-19T12:00:00Z"),
                        key.with("not_before", "2026-11-19T12:00:00.001Z"),
                        key.with("not_after", "2026-11-19T12:00:00Z"))) {
            bench.keys = Bench.ring(bad);
            RuleAssert.that(bench.run("ci-run", SMOKE)).failsWith("key-not-valid");
        }
    }

    @Test
    void shouldNotDecideAboutAnotherForm() {
        JsonObject more = Bench.envelope(payload(), "ci-1").with("conclusion", "success");

        RuleAssert.that(new Bench().file("run", CanonicalJson.text(more)).run("ci-run", SMOKE))
                .errsWith("malformed");
        RuleAssert.that(new Bench().file("run", "[1]").run("ci-run", SMOKE)).errsWith("malformed");
        RuleAssert.that(new Bench().file("run", "{\"payload\":{\"a\":1.5}}").run("ci-run", SMOKE))
                .errsWith("malformed");
    }

    @Test
    void shouldLookAtEveryReport() {
        Bench bench =
                run(payload()).file("run", Bench.signed(payload().with("conclusion", "failure")));

        RuleAssert.that(bench.run("ci-run", SMOKE)).failsWith("conclusion-differs");
    }
}
