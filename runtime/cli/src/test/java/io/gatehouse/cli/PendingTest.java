package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingTest {

    @TempDir private Path home;

    private static List<String> kinds(Bench.Said said) {
        JsonObject document =
                StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                        .objectOrThrow();
        return document.array("needs").stream()
                .map((JsonValue n) -> ((JsonObject) n).requireText("kind"))
                .toList();
    }

    @Test
    void shouldSayThatNothingWaits() throws IOException {
        Bench bench = Bench.founded(home);
        Bench.Said said = bench.run("pending");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("Nothing waits for anybody");
        assertThat(kinds(bench.run("pending", "--format", "json"))).isEmpty();
    }

    @Test
    void shouldNameWhatWaitsForAPersonWithoutACredential() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();

        // when
        Bench.Said owner = bench.run("pending", "--person", "olga");
        Bench.Said preparer = bench.run("pending", "--as", "rita");
        Bench.Said role = bench.run("pending", "--role", "runtime");

        // then
        assertThat(owner.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(owner.out())
                .contains("an approval is missing", "gatehouse promotion decide p-1");
        assertThat(preparer.exit()).as(preparer.out()).isZero();
        assertThat(role.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(role.out()).contains("rolf").doesNotContain("rita");
    }

    @Test
    void shouldNotTakeAnUnknownPersonForOneWithNothingToDo() throws IOException {
        Bench bench = Bench.founded(home);
        assertThat(bench.run("pending", "--person", "olag").exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(bench.run("pending", "--person", "olga", "--as", "carl").exit())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldRefuseASpanThatWouldHideEndingsOrLeadOutOfTheCalendar() throws IOException {
        Bench bench = Bench.founded(home);
        for (String span : new String[] {"-P1D", "P999999999999D", "PT9999999999999999H", "soon"}) {
            for (String verb : new String[] {"pending", "doctor"}) {
                Bench.Said said = bench.run(verb, "--within=" + span);
                assertThat(said.exit()).as("%s %s", verb, span).isEqualTo(ExitCodes.USAGE);
                assertThat(said.err()).contains("such as P7D").doesNotContain("java.");
            }
        }
        assertThat(bench.run("waive", "p", "s", "r", "--expires", "soon").err())
                .contains("such as 2026-01-31T12:00:00Z")
                .doesNotContain("java.");
    }

    @Test
    void shouldPutTheNearestDeadlineFirst() throws IOException {
        // given a proposal that one person approved for a day, in a promotion that has 14
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);

        // when
        Bench.Said said = bench.run("pending", "--format", "json");

        // then the approvals' end binds the missing one as well
        assertThat(kinds(said)).containsExactly("approval-ends", "approve");
        Bench.Said later = bench.run("pending", "--within", "P20D", "--format", "json");
        assertThat(kinds(later)).containsExactly("approval-ends", "approve", "promotion-expires");
    }

    @Test
    void shouldTellOfKeysAndPermitsThatEnd() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);

        // then
        assertThat(kinds(bench.run("pending", "--format", "json"))).containsExactly("permit-ends");
        bench.sleep(Duration.ofDays(728));
        assertThat(bench.run("pending").out())
                .contains("Key role-owner-", "gatehouse key rotate role:owner")
                .contains("gatehouse key rotate --person olga");
    }

    @Test
    void shouldAskOnlyTheSecondPersonOfTwo() throws IOException {
        // given a halt whose way out the owner has signed
        Bench bench = Bench.founded(home);
        Bench.require(bench.run("halt"), 0);
        bench.as("olga", "resume", "NONE");

        // then
        assertThat(bench.run("pending", "--person", "olga").exit()).isZero();
        assertThat(bench.run("pending", "--person", "carl").out())
                .contains("gatehouse resume NONE");
        assertThat(bench.run("pending", "--lang", "pl").out()).contains("wyjście wymaga podpisu");
    }
}
