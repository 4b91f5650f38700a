package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionWalkTest {

    @TempDir private Path home;

    @Test
    void shouldLeadFromNothingToAPermitForDemo() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();

        // when
        Bench.Said shown = bench.run("promotion", "show", "p-1", "--diff");
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.Said sealed = bench.as("otto", "promotion", "seal", "p-1");

        // then
        assertThat(shown.out()).contains("\"status\":\"demo_ready\"").contains("first decision");
        assertThat(sealed.exit()).as(sealed.out() + sealed.err()).isZero();
        assertThat(sealed.out()).contains("GRANTED");
        assertThat(bench.run("status").out())
                .contains("Environment: DEMO")
                .contains("Permit: permit-demo");
        Path permit = bench.workspace().resolve("var/gatehouse/permits/demo.json");
        assertThat(permit).exists();
        Bench.require(bench.run("permit", "verify", permit.toString()), 0);
        Bench.require(bench.run("log", "verify", "--strict"), 0);
        Bench.require(bench.run("audit", "replay"), 0);
        Bench.require(bench.run("audit", "fsck"), 0);
        Bench.require(bench.run("audit", "rebuild"), 0);
        assertThat(bench.run("gate", "graph", "demo").out()).startsWith("<svg");
        assertThat(Files.readAllLines(bench.workspace().resolve("audit/decision_logs/demo.jsonl")))
                .hasSize(1);
    }

    @Test
    void shouldSayPendingWhenOnlyASignatureIsMissing() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        Bench.require(bench.as("rita", "promotion", "run", "p-1"), 0);

        // when
        Bench.Said said = bench.as("rita", "evidence", "add", "p-1", "config/core.yaml");

        // then
        assertThat(said.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(said.out()).contains("signed-off");
        assertThat(bench.run("next").out())
                .contains("gatehouse promotion signoff p-1 --role owner")
                .contains("as owner: olga");
        assertThat(bench.run("check", "demo").exit()).isEqualTo(ExitCodes.PENDING);
    }

    @Test
    void shouldRefuseAStepWhoseReportSaysFail() throws IOException {
        // given
        Bench bench = Bench.empty(home);
        bench.write("gatehouse/commands.yaml", "commands:\n  smoke: [scripts/smoke.sh, FAIL]\n");
        Bench.require(bench.init(), 0);
        Bench.require(bench.open(), 0);

        // when
        Bench.Said said = bench.as("rita", "promotion", "run", "p-1");

        // then
        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("report-verdict").contains("expected").contains("observed");
    }

    @Test
    void shouldRefuseAProgramThatWasExchangedAfterAdoption() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        bench.write("scripts/smoke.sh", "#!/bin/sh\necho forged\n");

        // when
        Bench.Said said = bench.as("rita", "promotion", "run", "p-1");

        // then
        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("smoke");
        assertThat(bench.run("next").out()).contains("gatehouse promotion retry p-1");
    }

    @Test
    void shouldRefuseToSealWhenAFileChangedAfterItWasApproved() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        bench.write("config/core.yaml", "execution:\n  mode: live\n");

        // when
        Bench.Said said = bench.as("otto", "promotion", "seal", "p-1");

        // then
        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("config/core.yaml");
        assertThat(bench.workspace().resolve("var/gatehouse/permits/demo.json")).doesNotExist();
    }

    @Test
    void shouldSignWithAdoptedKeysAloneWhenTheFileHasYoungerOnes() throws IOException {
        // given: keys that nobody adopted lie in the file, and an adopted one was renamed away
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Path keys = bench.workspace().resolve("gatehouse/keys.json");
        String adopted = Files.readString(keys);
        bench.sleep(java.time.Duration.ofSeconds(2));
        Bench.require(bench.run("key", "new", "--purpose", "role:owner"), 0);
        assertThat(Files.readString(keys)).isNotEqualTo(adopted);

        // when
        Bench.Said sealed = bench.as("otto", "promotion", "seal", "p-1");

        // then
        assertThat(sealed.exit()).as(sealed.out() + sealed.err()).isZero();
        String line = Files.readString(bench.workspace().resolve("audit/decision_logs/demo.jsonl"));
        String owner = line.replaceAll("(?s).*\"owner\":\"hmac:sha384:([a-z0-9_-]+):.*", "$1");
        assertThat(adopted).contains("\"" + owner + "\"");
    }

    @Test
    void shouldRefuseToSealWhenTheFileNoLongerLeadsToAnAdoptedKey() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Path keys = bench.workspace().resolve("gatehouse/keys.json");
        Files.writeString(keys, Files.readString(keys).replace("\"role-owner-", "\"role-other-"));

        // when
        Bench.Said sealed = bench.as("otto", "promotion", "seal", "p-1");

        // then
        assertThat(sealed.exit()).as(sealed.out() + sealed.err()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(sealed.out()).contains("decision-log-seal", "key-secret-absent");
    }
}
