package io.gatehouse.systemtests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.testkit.Moves;
import io.gatehouse.core.testkit.Search;
import io.gatehouse.statemachine.SpringAdmissionBox;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every reachable state of every gate, over Spring Statemachine: nothing is granted that lacks
 * anything.
 */
class BoxSearchTest {

    @ParameterizedTest
    @CsvSource({"demo,''", "paper,'demo'", "live,'demo paper'", "stage6,''"})
    void shouldFindNoWayToAGrantThatLacksAnythingAndNoStateInWhichHaltDoesNotWin(
            String gate, String before) {
        List<String> earlier = before.isEmpty() ? List.of() : List.of(before.split(" "));
        Search.Result result = Search.run(gate, earlier, new SpringAdmissionBox(), 20_000);

        System.out.printf(
                "search %s over the box: %d states, %d decisions, %d grants, %d halts%n",
                gate, result.states(), result.decisions(), result.grants(), result.halts());
        assertThat(result.violations()).isEmpty();
        assertThat(result.grants()).isPositive();
        assertThat(result.halts()).isEqualTo(result.states());
        TreeSet<String> never = new TreeSet<>(Moves.all(gate, "p").keySet());
        never.removeAll(result.taken());
        System.out.println("never admitted in " + gate + ": " + never);
        assertThat(never)
                .contains(
                        "run-by-risk",
                        "sign-off-by-risk",
                        "approve-by-requester",
                        "seal-by-risk",
                        "expire",
                        "append-fact-as-grant",
                        "append-fact-by-auditor",
                        "supersede-by-auditor",
                        "recover-by-operator");
        assertThat(result.taken()).contains("append-fact", "supersede", "recover");
    }
}
