package io.gatehouse.definitions.rule;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtefactFreshTest {

    private static final Map<String, ?> WEEK = Map.of("max-age", "P7D");

    private static Bench born(java.time.Instant declared) {
        return new Bench().file("report", new byte[] {1}, declared);
    }

    @Test
    void shouldAcceptAFileOfExactlyTheGreatestAge() {
        RuleAssert.that(born(Bench.NOW.minusSeconds(7 * 86_400)).run("artefact-fresh", WEEK))
                .passes();
    }

    @Test
    void shouldRefuseAFileThatIsASecondTooOld() {
        RuleAssert.that(born(Bench.NOW.minusSeconds(7 * 86_400 + 1)).run("artefact-fresh", WEEK))
                .failsWith("stale");
    }

    @Test
    void shouldCountFromTheRecordingWhenTheFileClaimsToBeYounger() {
        Bench bench = born(Bench.NOW);
        bench.now = Bench.NOW.plusSeconds(7 * 86_400 - 1_000);

        RuleAssert.that(bench.run("artefact-fresh", WEEK)).failsWith("stale");
    }

    @Test
    void shouldNotDecideAboutAFileFromTheFuture() {
        RuleAssert.that(born(Bench.NOW.plusSeconds(6)).run("artefact-fresh", WEEK))
                .errsWith("future-dated");
        RuleAssert.that(born(Bench.NOW.plusSeconds(5)).run("artefact-fresh", WEEK)).passes();
    }

    @Test
    void shouldNotPassWithoutAFile() {
        RuleAssert.that(new Bench().artefact("report").run("artefact-fresh", WEEK))
                .waitsWith("missing");
    }

    @Test
    void shouldNotDecideWithoutALimit() {
        RuleAssert.that(born(Bench.NOW).run("artefact-fresh", Map.of())).errsWith("bad-parameters");
        RuleAssert.that(born(Bench.NOW).run("artefact-fresh", Map.of("max-age", "-P7D")))
                .errsWith("bad-parameters");
    }
}
