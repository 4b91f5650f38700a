package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotation and revocation of keys, and what shows of them afterwards. */
class KeyLifeTest {

    @TempDir private Path home;

    private Bench granted() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        return bench;
    }

    private static void adopt(Bench bench) {
        Bench.require(bench.as("olga", "adopt", "--yes"), 0);
        Bench.require(bench.as("carl", "adopt", "--yes"), 0);
    }

    private static List<String> keys(Bench bench, String purpose) throws IOException {
        return EngineKeys.ring(Workspace.at(bench.workspace())).keys().stream()
                .filter(k -> k.purpose().equals(new KeyPurpose(purpose)))
                .map((KeyEntry k) -> k.id().value())
                .toList();
    }

    @Test
    void shouldKeepOldSegmentsVerifiableWhenTheJournalKeyWasRotated() throws IOException {
        // given
        Bench bench = granted();
        bench.sleep(Duration.ofSeconds(2));

        // when
        Bench.Said rotated = bench.run("key", "rotate", "journal", "--overlap", "P2D", "--yes");
        adopt(bench);

        // then also after the older key's end
        assertThat(rotated.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(rotated.out()).contains("commit records of the journal");
        assertThat(keys(bench, "journal")).hasSize(2);
        bench.sleep(Duration.ofDays(10));
        Bench.require(bench.as("otto", "demote", "NONE", "--reason", "rest"), 0);
        Bench.require(bench.run("audit", "fsck"), 0);
        Bench.require(bench.run("audit", "replay"), 0);
        Bench.require(bench.run("log", "verify", "--strict"), 0);
        String last =
                bench.run("key", "list")
                        .out()
                        .lines()
                        .filter(l -> l.startsWith("journal-"))
                        .toList()
                        .toString();
        assertThat(last).contains("RETIRED").contains("USABLE");
    }

    @Test
    void shouldRotateAPersonsKeyAfterAdoptionWithAnOverlap() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.passphrase("otto-new");
        Bench.Said said =
                bench.run(
                        "key",
                        "rotate",
                        "--person",
                        "otto",
                        "--yes",
                        "--new-passphrase-file",
                        home.resolve("passphrases/otto-new").toString());
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.PENDING);
        Path credential = bench.workspace().resolve("secrets/people/otto-2.json");
        assertThat(credential).exists();

        // when
        Bench.Said before =
                bench.with("otto", credential, "otto-new", "demote", "NONE", "--reason", "x");
        adopt(bench);

        // then both sign until the older one ends
        assertThat(before.exit()).isEqualTo(ExitCodes.NOT_PERMITTED);
        Bench.require(bench.open(), 0);
        bench.sleep(Duration.ofDays(31));
        assertThat(bench.as("otto", "promotion", "withdraw", "p-1", "--reason", "x").exit())
                .isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(
                        bench.with(
                                        "otto",
                                        credential,
                                        "otto-new",
                                        "promotion",
                                        "open",
                                        "demo",
                                        "--release",
                                        "r-2",
                                        "--bundle",
                                        Bench.BUNDLE,
                                        "--commit",
                                        Bench.COMMIT)
                                .exit())
                .isZero();
    }

    @Test
    void shouldListWhatFallsBeforeARoleKeyIsRevokedAndShowItAfterwards() throws IOException {
        // given
        Bench bench = granted();
        String key = keys(bench, "role:owner").get(0);

        // when it is the only one, it cannot be revoked
        Bench.Said alone = bench.run("key", "revoke", key, "--reason", "lost", "--yes");
        bench.sleep(Duration.ofSeconds(2));
        bench.run("key", "rotate", "role:owner", "--yes");
        Bench.Said asked = bench.run("key", "revoke", key, "--reason", "lost");
        Bench.Said shown =
                bench.run(
                        "key",
                        "revoke",
                        key,
                        "--reason",
                        "lost",
                        "--dry-run",
                        "--since",
                        "2020-01-01T00:00:00Z");
        Bench.Said said =
                bench.run(
                        "key",
                        "revoke",
                        key,
                        "--reason",
                        "lost",
                        "--yes",
                        "--since",
                        "2020-01-01T00:00:00Z");

        // then nothing counts before two persons have signed
        assertThat(alone.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(alone.out()).contains("gatehouse key rotate role:owner");
        assertThat(asked.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(shown.out()).contains("demo.jsonl:1", "DEMO would fail re-verification");
        assertThat(said.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(bench.run("log", "verify", "--strict").exit()).isZero();
        adopt(bench);
        assertThat(bench.run("status").out()).contains("REVOKED KEY " + key);
        Bench.Said log = bench.run("log", "verify", "--strict");
        assertThat(log.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(log.out()).contains("key-not-valid", "REVOKED");
        assertThat(Files.readString(bench.workspace().resolve("gatehouse/keys.json")))
                .contains("\"reason\":\"lost\"");
        Bench.require(bench.run("audit", "fsck"), 0);
    }

    @Test
    void shouldRefuseAPermitUnderARevokedKeyAndVerifyOneUnderTheNext() throws IOException {
        // given
        Bench bench = granted();
        Path permit = bench.workspace().resolve("var/gatehouse/permits/demo.json");
        String key =
                EngineKeys.ring(Workspace.at(bench.workspace())).keys().stream()
                        .filter(k -> k.publicKey().isPresent())
                        .map(k -> k.id().value())
                        .findFirst()
                        .orElseThrow();
        bench.sleep(Duration.ofSeconds(2));
        bench.run("key", "rotate", "engine", "--ed25519", "--yes");
        bench.run("key", "revoke", key, "--reason", "stolen disk", "--yes");
        adopt(bench);

        // when
        Bench.Said old = bench.run("permit", "verify", permit.toString());
        bench.sleep(Duration.ofHours(20));
        Bench.require(bench.run("settle"), 0);
        Bench.Said fresh = bench.run("permit", "verify", permit.toString());

        // then
        assertThat(old.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(old.out()).contains("key-revoked");
        assertThat(fresh.exit()).as(fresh.out()).isZero();
    }

    @Test
    void shouldTakeAnApprovalBackWhenThePersonsKeyIsRevoked() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);

        // when
        Bench.Said said =
                bench.as("carl", "key", "revoke", "rolf-1", "--reason", "laptop stolen", "--yes");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("promotion p-1 loses its approval");
        assertThat(bench.as("otto", "promotion", "seal", "p-1").exit())
                .isEqualTo(ExitCodes.PENDING);
        // a second revocation with a later time does not make good what was signed in between
        bench.sleep(Duration.ofDays(1));
        Bench.require(bench.as("carl", "key", "revoke", "rolf-1", "--reason", "again", "--yes"), 0);
        assertThat(bench.run("key", "revoke", "nothing", "--reason", "x").exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(
                        bench.run(
                                        "key",
                                        "revoke",
                                        "rolf-1",
                                        "--reason",
                                        "x",
                                        "--since",
                                        "2999-01-01T00:00:00Z")
                                .exit())
                .isEqualTo(ExitCodes.USAGE);
    }
}
