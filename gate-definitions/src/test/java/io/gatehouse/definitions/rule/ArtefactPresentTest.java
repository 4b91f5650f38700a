package io.gatehouse.definitions.rule;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtefactPresentTest {

    private static final Map<String, ?> ALL = Map.of();

    @Test
    void shouldAcceptFilesThatAreThereAndUnchanged() {
        RuleAssert.that(
                        new Bench()
                                .file("report", "x")
                                .file("log", "y")
                                .run("artefact-present", ALL))
                .passes();
    }

    @Test
    void shouldWaitForAFileThatAPersonAttaches() {
        RuleAssert.that(new Bench().artefact("report").run("artefact-present", ALL))
                .waitsWith("missing");
    }

    @Test
    void shouldFailWhenTheActionLeftNothing() {
        Bench bench = new Bench().artefact("report");
        bench.action = java.util.Optional.of(Bench.command("labs"));

        RuleAssert.that(bench.run("artefact-present", ALL)).failsWith("missing");
        RuleAssert.that(bench.run("artefact-present", Map.of("attached", true)))
                .waitsWith("missing");
    }

    @Test
    void shouldCountEachArtefactByItself() {
        Bench bench =
                new Bench()
                        .artefact("report", 2)
                        .file("report", "x")
                        .file("log", "y")
                        .file("log", "z");

        RuleAssert.that(bench.run("artefact-present", ALL)).waitsWith("missing");
        RuleAssert.that(bench.run("artefact-present", Map.of("artefacts", List.of("log"))))
                .passes();
    }

    @Test
    void shouldTakeTheCountOfTheReferenceInAnAlternative() {
        Bench bench = new Bench().artefact("report", 0);

        RuleAssert.that(bench.run("artefact-present", ALL)).passes();
        RuleAssert.that(bench.run("artefact-present", Map.of("at-least", 1))).waitsWith("missing");
    }

    @Test
    void shouldRefuseAFileThatChangedAfterItWasRecorded() {
        RuleAssert.that(new Bench().file("report", "x").changed().run("artefact-present", ALL))
                .failsWith("changed");
    }

    @Test
    void shouldNotDecideAboutAFileThatCannotBeRead() {
        RuleAssert.that(new Bench().file("report", "x").unreadable().run("artefact-present", ALL))
                .errsWith("unreadable");
    }

    @Test
    void shouldNotDecideWithAParameterThatItDoesNotKnow() {
        RuleAssert.that(
                        new Bench()
                                .file("report", "x")
                                .run("artefact-present", Map.of("atleast", 1)))
                .errsWith("bad-parameters");
        RuleAssert.that(
                        new Bench()
                                .file("report", "x")
                                .run("artefact-present", Map.of("artefacts", List.of("other"))))
                .errsWith("bad-parameters");
    }
}
