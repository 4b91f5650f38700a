package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.testkit.Moves;
import io.gatehouse.core.testkit.Search;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No way to a grant that lacks something, in any state that anybody can bring about. */
class SearchTest {

    @Test
    void shouldFindNoWayToAGrantThatLacksAStepAnApprovalOrADistinctPerson() {
        Search.Result result = Search.run("demo", List.of(), new PlainBox(), 200_000);

        System.out.printf(
                "search demo: %d states, %d decisions, %d grants, %d halts%n",
                result.states(), result.decisions(), result.grants(), result.halts());
        assertThat(result.violations()).isEmpty();
        assertThat(result.grants()).isPositive();
        assertThat(result.halts()).isEqualTo(result.states());
        assertThat(result.states()).isGreaterThan(100);
        assertThat(Moves.all("demo", "p").keySet()).containsAll(result.taken());
        assertThat(result.taken())
                .contains("append-fact", "supersede", "recover")
                .doesNotContain(
                        "append-fact-as-grant",
                        "append-fact-by-auditor",
                        "supersede-by-auditor",
                        "recover-by-operator");
    }
}
