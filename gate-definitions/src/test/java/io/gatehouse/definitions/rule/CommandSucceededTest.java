package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.ActionState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandSucceededTest {

    private static final Digest PROGRAM = Digest.sha384(new byte[] {7});

    private static Bench ran(int exitCode) {
        Bench bench = new Bench();
        bench.action = Optional.of(Bench.command("labs"));
        bench.actionState =
                Optional.of(new ActionState("k", 1, ActionState.Phase.SUCCEEDED, Bench.NOW));
        bench.commands.put("labs", PROGRAM);
        bench.facts =
                JsonObject.builder()
                        .put("program", "labs")
                        .put("program_digest", PROGRAM.value())
                        .put("exit_code", exitCode)
                        .build();
        return bench;
    }

    @Test
    void shouldAcceptTheAdoptedProgramThatSucceeded() {
        RuleAssert.that(ran(0).run("command-succeeded", Map.of())).passes();
    }

    @Test
    void shouldRefuseAnotherExitCode() {
        RuleAssert.that(ran(3).run("command-succeeded", Map.of())).failsWith("exit-code");
        RuleAssert.that(ran(3).run("command-succeeded", Map.of("exit-code", 3))).passes();
    }

    @Test
    void shouldRefuseAProgramThatWasExchanged() {
        Bench bench = ran(0);
        bench.facts = bench.facts.with("program_digest", Digest.ZERO.value());

        RuleAssert.that(bench.run("command-succeeded", Map.of())).failsWith("program-differs");
    }

    @Test
    void shouldRefuseTheFactsOfAnotherProgram() {
        Bench bench = ran(0);
        bench.facts = bench.facts.with("program", "true");

        RuleAssert.that(bench.run("command-succeeded", Map.of())).failsWith("other-program");
    }

    @Test
    void shouldNotDecideAboutAProgramThatNobodyAdopted() {
        Bench bench = ran(0);
        bench.commands.clear();

        RuleAssert.that(bench.run("command-succeeded", Map.of())).errsWith("not-adopted");
    }

    @Test
    void shouldRefuseWithoutARun() {
        Bench bench = ran(0);
        bench.facts = JsonObject.EMPTY;
        RuleAssert.that(bench.run("command-succeeded", Map.of())).failsWith("not-run");

        bench = ran(0);
        bench.actionState =
                Optional.of(new ActionState("k", 1, ActionState.Phase.UNKNOWN, Bench.NOW));
        RuleAssert.that(bench.run("command-succeeded", Map.of())).failsWith("not-run");
    }

    @Test
    void shouldNotDecideInAStepWithoutAProgram() {
        RuleAssert.that(new Bench().run("command-succeeded", Map.of())).errsWith("bad-parameters");
    }
}
