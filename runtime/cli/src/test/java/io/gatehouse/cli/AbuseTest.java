package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people try who want to get around four eyes; each is refused, and the refusal is on record.
 */
class AbuseTest {

    @TempDir private Path home;

    private int refused(Bench bench) {
        Matcher count =
                Pattern.compile("\"refused\":([0-9]+)")
                        .matcher(bench.run("status", "--format", "json").out());
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }

    @Test
    void shouldRefuseAPersonWhoApprovesTwiceWithTwoCredentials() throws IOException {
        // given a person with both approving roles and two keys, lawfully adopted
        Bench bench = Bench.founded(home);
        bench.passphrase("rolf-2");
        Path second = home.resolve("rolf-2.json");
        Bench.require(
                bench.run(
                        "key",
                        "new",
                        "--person",
                        "rolf",
                        "--id",
                        "rolf-2",
                        "--out",
                        second.toString(),
                        "--new-passphrase-file",
                        home.resolve("passphrases/rolf-2").toString()),
                0);
        Bench.require(bench.run("people", "add", second.toString(), "--role", "owner"), 0);
        Bench.require(bench.as("olga", "adopt", "--yes"), 0);
        Bench.require(bench.as("carl", "adopt", "--yes"), 0);
        bench.propose();
        Bench.require(bench.approve("rolf", "--role", "runtime"), 0);

        // when
        Bench.Said said =
                bench.with(
                        "rolf",
                        second,
                        "rolf-2",
                        "promotion",
                        "approve",
                        "p-1",
                        "--role",
                        "owner",
                        "--digest",
                        bench.proposed(),
                        "--yes");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("engine-separation");
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), ExitCodes.PENDING);
    }

    @Test
    void shouldRefuseAPersonWhoApprovesOwnEvidence() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();

        // when the engineer who ran the step approves it
        Bench.Said said = bench.approve("rita");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("engine-separation").contains("rita");
    }

    @Test
    void shouldNotSignBlindForAScript() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();

        Bench.Said said = bench.as("rolf", "promotion", "approve", "p-1", "--yes");

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(said.err()).contains("--digest");
        assertThat(bench.run("promotion", "show", "p-1").out())
                .doesNotContain("approved as runtime");
        Bench.require(bench.approve("rolf"), 0);
    }

    @Test
    void shouldRefuseAnApprovalOfAnOlderProposal() throws IOException {
        // given a proposal, reopened and proposed again with another configuration
        Bench bench = Bench.founded(home);
        bench.propose();
        String older = bench.proposed();
        Bench.require(
                bench.as(
                        "rita",
                        "promotion",
                        "reopen",
                        "p-1",
                        "configuration",
                        "--reason",
                        "new file"),
                0);
        bench.write("config/core.yaml", "execution:\n  mode: other\n");
        Bench.require(bench.as("rita", "evidence", "add", "p-1", "config/core.yaml"), 8);
        Bench.require(bench.as("olga", "promotion", "signoff", "p-1"), 0);
        assertThat(bench.proposed()).isNotEqualTo(older);

        // when
        Bench.Said said =
                bench.as("rolf", "promotion", "approve", "p-1", "--digest", older, "--yes");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("engine-approval").contains(older);
    }

    @Test
    void shouldRefuseARevokedKey() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(
                bench.as(
                        "olga",
                        "people",
                        "revoke",
                        "rolf",
                        "--key",
                        "rolf-1",
                        "--reason",
                        "laptop stolen"),
                0);

        int before = refused(bench);

        // when
        Bench.Said said = bench.approve("rolf");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("engine-signature").contains("revoked");
        assertThat(refused(bench)).isEqualTo(before + 1);
    }
}
