package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyImportTest {

    private static final String SECRET = "the licence tool's key, white space and all \n";

    @TempDir private Path home;

    @Test
    void shouldTakeOverAToolsKeyToTheLastByte() throws IOException {
        Bench bench = Bench.founded(home);

        Bench.Said said = load(bench, "evidence:licence", "lic-2026", file(bench, "rw-------"));

        Bench.require(said, 0);
        assertThat(said.out()).contains("lic-2026").contains("adopt").doesNotContain("white");
        Path stored = bench.workspace().resolve("secrets/lic-2026.key");
        assertThat(Base64.getUrlDecoder().decode(Files.readString(stored).strip()))
                .isEqualTo(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
        assertThat(bench.run("key", "list").out())
                .contains("evidence:licence")
                .contains("HMAC-SHA384")
                .doesNotContain("white");
        assertThat(bench.run("adopt", "--dry-run").out()).contains("lic-2026");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        Bench bench = Bench.founded(home);

        Bench.Said said = load(bench, "evidence:licence", "lic-2026", file(bench, "rw-r--r--"));

        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(bench.workspace().resolve("secrets/lic-2026.key")).doesNotExist();
        assertThat(bench.run("key", "list").out()).doesNotContain("lic-2026");
    }

    @Test
    void shouldRefuseAKeyThatIsTooShort() throws IOException {
        Bench bench = Bench.founded(home);
        Path file = bench.write("short.key", "hex:" + "00".repeat(31));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        Bench.Said said = load(bench, "evidence:bundle", "bundle-1", file);

        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.out() + said.err()).contains("fewer than 32");
    }

    @Test
    void shouldImportForNoOtherPurpose() throws IOException {
        Bench bench = Bench.founded(home);
        Path file = file(bench, "rw-------");

        for (String purpose : new String[] {"role:owner", "engine", "outer", "ci", "evidence:"}) {
            assertThat(load(bench, purpose, "k-1", file).exit())
                    .as(purpose)
                    .isEqualTo(ExitCodes.USAGE);
        }
        assertThat(load(bench, "evidence:licence", "K.1", file).exit()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldNotReplaceAKey() throws IOException {
        Bench bench = Bench.founded(home);
        Path file = file(bench, "rw-------");
        Bench.require(load(bench, "evidence:licence", "lic-2026", file), 0);

        Bench.Said again = load(bench, "evidence:licence", "lic-2026", file);

        assertThat(again.exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldLoseNoneOfTwoImportsAtOnce() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Path file = file(bench, "rw-------");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        int done = 0;

        // when several are imported at once
        try {
            List<Callable<Bench.Said>> imports = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String id = "lic-" + i;
                imports.add(() -> load(bench, "evidence:licence", id, file));
            }
            for (Future<Bench.Said> one : threads.invokeAll(imports)) {
                assertThat(one.get().exit()).isIn(ExitCodes.ALLOWED, ExitCodes.CONFLICT);
                done += one.get().exit() == ExitCodes.ALLOWED ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }

        // then each that was told to be there is there
        assertThat(done).isPositive();
        assertThat(bench.run("key", "list").out().split("evidence:licence", -1)).hasSize(done + 1);
    }

    private static Path file(Bench bench, String mode) throws IOException {
        Path file = bench.write("tool.key", SECRET);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Bench.Said load(Bench bench, String purpose, String id, Path file) {
        return bench.run(
                "key", "import", "--purpose", purpose, "--id", id, "--from", file.toString());
    }
}
