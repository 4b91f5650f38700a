package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A licence counts after a restore, and what the machine remembered of it is remembered still. */
class RestoredLicencesTest {

    @TempDir private Path template;
    @TempDir private Path home;

    @Test
    void shouldLicenseTheRestoredMachineAndForgetNothing() throws IOException {
        // given a licence in force
        OemBench.found(template);
        OemBench oem = OemBench.copy(template, home);
        Bench bench = oem.bench;
        Bench.require(bench.run("fingerprint", "document", "--out", "fp.json"), 0);
        // what lies beside the saved folders is not saved
        bench.write("config/fp.json", Files.readString(bench.workspace().resolve("fp.json")));
        String request = oem.approved("request.json");
        Bench.require(
                bench.run("licence", "provision", request, "--config", "config/core.yaml"), 0);
        Bench.require(bench.run("licence", "revoke"), 0);
        String licence = oem.issued();
        Bench.require(activate(bench, licence, "--enrol"), 0);
        bench.passphrase("backup");

        // when it is saved and comes back elsewhere
        Path backup = home.resolve("backup.zip");
        String passphrase = home.resolve("passphrases/backup").toString();
        Bench.Said said =
                bench.run(
                        "recover",
                        "backup",
                        "--out",
                        backup.toString(),
                        "--passphrase-file",
                        passphrase,
                        "--format",
                        "json");
        Bench.require(said, 0);
        JsonObject saved =
                StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                        .objectOrThrow();
        Bench back = bench.elsewhere(home.resolve("back"));
        back.machine(OemBench.machine("1"));
        Bench.require(
                back.run(
                        "recover",
                        "restore",
                        backup.toString(),
                        "--engine-key",
                        saved.requireText("engine_key"),
                        "--passphrase-file",
                        passphrase),
                0);

        // then its registry continues, and the licence is put into force without beginning anew
        Bench.require(back.run("licence", "registry"), 0);
        Bench.require(activate(back, licence), 0);
        // the memory is the old one: it cannot be begun a second time
        assertThat(activate(back, licence, "--enrol").exit()).isNotZero();
    }

    private static Bench.Said activate(Bench bench, String licence, String... more) {
        String[] line = new String[5 + more.length];
        System.arraycopy(
                new String[] {"licence", "activate", licence, "--fingerprint", "config/fp.json"},
                0,
                line,
                0,
                5);
        System.arraycopy(more, 0, line, 5, more.length);
        return bench.run(line);
    }
}
