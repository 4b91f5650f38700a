package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code settle} renews a permit of 24 hours in its last eight, while its reasons hold. */
class PermitRenewalTest {

    @TempDir private Path home;

    private Bench bench;
    private Path file;
    private JsonObject first;

    @BeforeEach
    void grant() throws Exception {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        file = bench.workspace().resolve("var/gatehouse/permits/demo.json");
        first = permit();
    }

    private JsonObject permit() throws Exception {
        return (JsonObject) StrictJson.readSigned(Files.readAllBytes(file)).orThrow();
    }

    private static Instant expires(JsonObject permit) {
        return Instant.parse(
                permit.text("expires")
                        .orElseGet(
                                () ->
                                        permit.object("permit")
                                                .orElseThrow()
                                                .requireText("expires")));
    }

    /** Moves the clock so that the permit still holds for this long. */
    private void leave(Duration rest) {
        bench.sleep(Duration.between(bench.clock().instant(), expires(first)).minus(rest));
    }

    @Test
    void shouldNotRenewEarlierThanEightHoursBeforeTheEnd() throws Exception {
        leave(Duration.ofHours(8).plusMinutes(1));

        Bench.require(bench.run("settle"), 0);

        assertThat(permit()).isEqualTo(first);
    }

    @Test
    void shouldRenewWithinEightHoursOfTheEnd() throws Exception {
        leave(Duration.ofHours(8).minusMinutes(1));

        Bench.require(bench.run("settle"), 0);

        assertThat(expires(permit()))
                .isAfter(expires(first).plus(Duration.ofHours(15)))
                .isBefore(expires(first).plus(Duration.ofHours(17)));
        Bench.require(bench.run("permit", "verify", file.toString()), 0);
        Bench.require(bench.run("audit", "replay"), 0);
        // and the next settle finds nothing to renew
        JsonObject renewed = permit();
        Bench.require(bench.run("settle"), 0);
        assertThat(permit()).isEqualTo(renewed);
    }

    @Test
    void shouldStillBindTheAdmittedConfigurationWhenTheFileHasMovedOn() throws Exception {
        leave(Duration.ofHours(4));
        bench.write("config/core.yaml", "execution:\n  mode: live\n");

        Bench.require(bench.run("settle"), 0);

        // what was granted is in the archive; the holder compares the file that it is to load
        assertThat(permit()).isNotEqualTo(first);
        assertThat(permit().find("configuration"))
                .isPresent()
                .isEqualTo(first.find("configuration"));
    }

    @Test
    void shouldNotRenewWhenArchivedEvidenceHasChanged() throws Exception {
        leave(Duration.ofHours(4));
        Path report = archived("PASS");
        report.toFile().setWritable(true);
        Files.writeString(report, "{\"status\":\"PASS\",\"again\":true}");

        Bench.Said said = bench.run("settle");

        assertThat(said.exit()).isNotZero();
        assertThat(permit()).isEqualTo(first);
    }

    @Test
    void shouldNotRenewWhenArchivedEvidenceIsGone() throws Exception {
        leave(Duration.ofHours(4));
        Files.delete(archived("mode: demo"));

        assertThat(bench.run("settle").exit()).isNotZero();
        assertThat(permit()).isEqualTo(first);
    }

    @Test
    void shouldNotRenewWhenTheDecisionLogHasChanged() throws Exception {
        leave(Duration.ofHours(4));
        Path log = bench.workspace().resolve("audit/decision_logs/demo.jsonl");
        Files.writeString(log, Files.readString(log).replace("demo_ready", "live_ready"));

        assertThat(bench.run("settle").exit()).isNotZero();
        assertThat(permit()).isEqualTo(first);
    }

    private Path archived(String content) throws Exception {
        try (Stream<Path> all = Files.walk(bench.workspace().resolve("audit/artefacts"))) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                if (Files.readString(path).contains(content)) {
                    return path;
                }
            }
        }
        throw new AssertionError("no archived file with " + content);
    }

    @Test
    void shouldNotRenewWhatAPersonTookBack() throws Exception {
        Bench.require(bench.as("olga", "permit", "revoke", "--reason", "holiday"), 0);
        leave(Duration.ofHours(4));

        Bench.require(bench.run("settle"), 0);

        assertThat(file).doesNotExist();
    }

    @Test
    void shouldNotRenewAfterTheEnvironmentWasHalted() throws Exception {
        Bench.require(bench.run("halt", "--reason", "strange prices"), 0);
        leave(Duration.ofHours(4));

        bench.run("settle");

        assertThat(file).doesNotExist();
    }
}
