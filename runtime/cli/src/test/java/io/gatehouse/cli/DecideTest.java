package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideTest {

    @TempDir private Path home;

    private static JsonObject brief(Bench bench) {
        Bench.Said said =
                bench.run("promotion", "decide", "p-1", "--as", "olga", "--format", "json");
        assertThat(said.exit()).isEqualTo(ExitCodes.USAGE);
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private static String digest(Bench bench) {
        return brief(bench).requireText("digest");
    }

    @Test
    void shouldReadOutTheEntryAndSignItForTheTypedWordAlone() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();

        // when
        Bench.Said nothing = bench.asked("olga", List.of("yes"), "promotion", "decide", "p-1");
        Bench.Said empty = bench.asked("olga", List.of(""), "promotion", "decide", "p-1");
        Bench.Said polish =
                bench.asked(
                        "rolf",
                        List.of("zatwierdzam"),
                        "promotion",
                        "decide",
                        "p-1",
                        "--lang",
                        "pl");
        Bench.Said signed = bench.asked("olga", List.of("approve"), "promotion", "decide", "p-1");

        // then
        assertThat(nothing.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(empty.out()).contains("Nothing was signed");
        assertThat(polish.exit()).as(polish.out() + polish.err()).isZero();
        assertThat(signed.exit()).as(signed.out() + signed.err()).isZero();
        assertThat(signed.out())
                .contains(
                        "status",
                        "demo_ready",
                        "Only signatures are missing",
                        "approved as runtime by rolf",
                        "olga agrees as owner")
                .contains("NONE -> DEMO", "PT24H", "no permit for DEMO yet");
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
    }

    @Test
    void shouldRefuseWithoutATerminalUnlessTheDigestIsGiven() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        String digest = digest(bench);

        // then no blind yes
        Bench.Said none = bench.as("olga", "promotion", "decide", "p-1");
        assertThat(none.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(none.out()).contains(digest);
        assertThat(bench.as("olga", "promotion", "decide", "p-1", "--approve").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(bench.as("olga", "promotion", "decide", "p-1", "--digest", digest).exit())
                .isEqualTo(ExitCodes.USAGE);
        Bench.require(
                bench.as("olga", "promotion", "decide", "p-1", "--approve", "--digest", digest), 0);
    }

    @Test
    void shouldSignNothingWhenTheProposalMovedMeanwhile() throws IOException {
        // given a proposal that was read, reopened and proposed again with another file
        Bench bench = Bench.founded(home);
        bench.propose();
        String older = digest(bench);
        Bench.require(
                bench.as("rita", "promotion", "reopen", "p-1", "configuration", "--reason", "new"),
                0);
        bench.write("config/core.yaml", "execution:\n  mode: other\n");
        Bench.require(bench.as("rita", "evidence", "add", "p-1", "config/core.yaml"), 8);
        Bench.require(bench.as("olga", "promotion", "signoff", "p-1"), 0);
        String before = bench.run("audit", "fsck").out();

        // when
        Bench.Said said =
                bench.as("olga", "promotion", "decide", "p-1", "--approve", "--digest", older);

        // then
        assertThat(said.exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(said.err()).contains("nothing was signed").contains(older);
        assertThat(bench.run("audit", "fsck").out()).isEqualTo(before);
    }

    @Test
    void shouldRejectForGoodWithAReason() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();

        // when nobody gives a reason, nothing happens
        Bench.Said mute = bench.asked("carl", List.of("reject", " "), "promotion", "decide", "p-1");
        Bench.Said said =
                bench.asked(
                        "carl", List.of("reject", "wrong bundle"), "promotion", "decide", "p-1");

        // then
        assertThat(mute.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .contains("REFUSED")
                .contains("can be given by carl, whose role is: compliance")
                .contains("carl can reject it, which is for good")
                .doesNotContain("carl agrees");
        assertThat(bench.run("promotion", "show", "p-1").out()).contains("wrong bundle");
    }

    @Test
    void shouldNameEveryPathOfTheConfigurationThatDiffersFromTheLastPermit() throws IOException {
        // given an installation that was granted DEMO, taken back, and goes there again
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        Bench.require(bench.as("otto", "demote", "NONE", "--reason", "new limits"), 0);
        bench.write("config/core.yaml", "execution:\n  mode: demo\n  size: 3\n");
        Bench.require(
                bench.as(
                        "otto",
                        "promotion",
                        "open",
                        "demo",
                        "--id",
                        "p-2",
                        "--release",
                        "r-2",
                        "--bundle",
                        Bench.BUNDLE,
                        "--commit",
                        Bench.COMMIT),
                0);
        Bench.require(bench.as("rita", "promotion", "run", "p-2"), 0);
        Bench.require(bench.as("rita", "evidence", "add", "p-2", "config/core.yaml"), 8);
        Bench.require(bench.as("olga", "promotion", "signoff", "p-2"), 0);

        // when
        Bench.Said said = bench.as("olga", "promotion", "decide", "p-2");

        // then
        assertThat(said.out())
                .contains("configuration: 1 difference(s)", "+ execution.size: 3")
                .contains("- release: \"r-1\"", "+ release: \"r-2\"")
                .contains("definition of the gate: the same", "limits: the same");
    }

    @Test
    void shouldSayThatAPreparerCannotApproveAndRefuseIt() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.Said said = bench.asked("rita", List.of("approve"), "promotion", "decide", "p-1");
        assertThat(said.exit()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("rita prepared evidence and so cannot approve");
    }

    @Test
    void shouldNotSayThatAPersonAgreesInARoleOfOthers() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();

        Bench.Said said = bench.as("olga", "promotion", "decide", "p-1", "--role", "runtime");

        assertThat(said.out())
                .contains("can be given by olga, whose role is: owner")
                .doesNotContain("olga agrees");
    }

    @Test
    void shouldFindNothingToDecideWithoutAProposal() throws IOException {
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        Bench.Said said = bench.as("olga", "promotion", "decide", "p-1");
        assertThat(said.exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(said.err()).contains("smoke:READY");
    }
}
