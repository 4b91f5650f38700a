package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The drill: a workspace with a granted permit is saved, destroyed and brought back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoverDrillTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 2000 : 60;

    @TempDir static Path home;
    private Bench bench;
    private Path backup;
    private JsonObject saved;

    @BeforeAll
    void saved() throws Exception {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        bench.write("var/licenses/registry.jsonl", "{\"payload\":{},\"signature\":{}}\n");
        bench.write("config/.env", "TOKEN=very-secret-text\n");
        bench.passphrase("backup");
        bench.passphrase("other");
        assertThat(bench.workspace().resolve("var/gatehouse/permits/demo.json")).exists();
        backup = home.resolve("backup.zip");
        saved = json(bench.run(backup("backup.zip", "backup")), 0);
    }

    private String[] backup(String name, String passphrase) {
        return new String[] {
            "recover",
            "backup",
            "--out",
            home.resolve(name).toString(),
            "--passphrase-file",
            passphrase(passphrase),
            "--format",
            "json"
        };
    }

    private String passphrase(String name) {
        return home.resolve("passphrases").resolve(name).toString();
    }

    private static JsonObject json(Bench.Said said, int exit) {
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
        assertThat(said.out().lines()).hasSize(1);
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private String position() {
        JsonObject journal = saved.object("journal").orElseThrow();
        return journal.integer("seq").orElseThrow() + ":" + journal.requireText("digest");
    }

    private Bench.Said verify(Path file, String... more) {
        return bench.run(
                Stream.concat(
                                Stream.of("recover", "verify", file.toString(), "--format", "json"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Bench.Said anchored(Path file) {
        return verify(
                file,
                "--expect",
                position(),
                "--engine-key",
                saved.requireText("engine_key"),
                "--passphrase-file",
                passphrase("backup"));
    }

    private Bench.Said restore(Path target, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of("recover", "restore", backup.toString(), "--format", "json"));
        all.addAll(List.of(more));
        return bench.elsewhere(target).run(all.toArray(String[]::new));
    }

    private static List<String> codes(JsonObject report) {
        return report.array("findings").stream()
                .map(f -> ((JsonObject) f).requireText("code"))
                .toList();
    }

    @Test
    @Order(1)
    void shouldVerifyWithoutRestoring() {
        JsonObject report = json(anchored(backup), 0);

        assertThat(report.requireText("state")).isEqualTo(saved.requireText("state"));
        assertThat(report.integer("secrets_opened").orElseThrow())
                .isEqualTo(saved.integer("sealed").orElseThrow())
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    @Order(1)
    void shouldNotDecideWithoutAnythingKnownFromElsewhere() {
        JsonObject report = json(verify(backup), ExitCodes.UNDECIDED);

        assertThat(report.array("incomplete").toString()).contains("unanchored");
        assertThat(report.integer("secrets_opened")).hasValue(0L);
    }

    @Test
    @Order(1)
    void shouldHoldNoSecretInTheOpenAndNoPermit() throws IOException {
        String bytes = Files.readString(backup, StandardCharsets.ISO_8859_1);
        String key =
                Files.readString(
                        Files.list(bench.workspace().resolve("secrets"))
                                .filter(f -> f.toString().endsWith(".key"))
                                .findFirst()
                                .orElseThrow());

        assertThat(bytes)
                .contains("var/licenses/registry.jsonl")
                .doesNotContain("very-secret-text")
                .doesNotContain(key.strip())
                .doesNotContain("var/gatehouse/permits");
        assertThat(saved.array("left_out").toString()).contains("var/gatehouse/permits");
    }

    @Test
    @Order(1)
    void shouldDifferFromASecondBackupInSealedBytesAlone() throws IOException {
        // when
        JsonObject again = json(bench.run(backup("again.zip", "backup")), 0);

        // then
        assertThat(again.requireText("state")).isEqualTo(saved.requireText("state"));
        assertThat(Files.size(home.resolve("again.zip"))).isEqualTo(Files.size(backup));
        Map<String, byte[]> first = Zips.members(backup);
        Map<String, byte[]> second = Zips.members(home.resolve("again.zip"));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        long different =
                first.keySet().stream()
                        .filter(name -> !Arrays.equals(first.get(name), second.get(name)))
                        .count();
        // each secret, and the manifest that lists them
        assertThat(different).isEqualTo(saved.integer("sealed").orElseThrow() + 1);
    }

    @Test
    @Order(1)
    void shouldRefuseEveryChangedByte() throws IOException {
        // given
        byte[] whole = Files.readAllBytes(backup);
        long seed = Long.getLong("gatehouse.seed", 20260801L);
        Random random = new Random(seed);
        int refused = 0;

        // when
        for (int i = 0; i < TRIES; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(home.resolve("changed.zip"), changed);
            Bench.Said said = verify(file, "--expect", position(), "--engine-key", key());
            assertThat(said.exit()).as("seed %d, byte %d", seed, at).isEqualTo(1);
            refused++;
        }

        // then
        assertThat(refused).isEqualTo(TRIES);
    }

    private String key() {
        return saved.requireText("engine_key");
    }

    @Test
    @Order(1)
    void shouldRefuseTruncatedExtendedAndEmptyFiles() throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        int tries = 0;
        for (int length :
                new int[] {0, 1, 29, 30, whole.length / 3, whole.length - 22, whole.length - 1}) {
            Path file = Files.write(home.resolve("cut.zip"), Arrays.copyOf(whole, length));
            assertThat(codes(json(anchored(file), 1))).contains("container");
            tries++;
        }
        Path longer = Files.write(home.resolve("cut.zip"), Arrays.copyOf(whole, whole.length + 1));
        assertThat(codes(json(anchored(longer), 1))).contains("container");
        assertThat(tries).isEqualTo(7);
    }

    @Test
    @Order(1)
    void shouldRefuseMissingExtraAndExchangedMembers() throws IOException {
        TreeMap<String, byte[]> members = new TreeMap<>(Zips.members(backup));
        TreeMap<String, byte[]> missing = new TreeMap<>(members);
        missing.remove("files/0000000");
        TreeMap<String, byte[]> extra = new TreeMap<>(members);
        extra.put("files/9999999", new byte[] {1});
        TreeMap<String, byte[]> exchanged = new TreeMap<>(members);
        exchanged.put("files/0000000", members.get("files/0000001"));
        exchanged.put("files/0000001", members.get("files/0000000"));
        TreeMap<String, byte[]> bare = new TreeMap<>(members);
        bare.remove("MANIFEST.json");

        assertThat(codes(json(anchored(Zips.write(home.resolve("m.zip"), missing)), 1)))
                .contains("missing");
        assertThat(codes(json(anchored(Zips.write(home.resolve("m.zip"), extra)), 1)))
                .contains("extra");
        assertThat(codes(json(anchored(Zips.write(home.resolve("m.zip"), exchanged)), 1)))
                .contains("digest");
        assertThat(codes(json(anchored(Zips.write(home.resolve("m.zip"), bare)), 1)))
                .contains("manifest");
    }

    @Test
    @Order(1)
    void shouldRefuseCompressedAndReorderedContainers() throws IOException {
        Path packed = Zips.compressed(home.resolve("packed.zip"), Zips.members(backup), false);
        assertThat(codes(json(anchored(packed), 1))).contains("container");
        Path reversed = Zips.compressed(home.resolve("reversed.zip"), Zips.members(backup), true);
        assertThat(codes(json(anchored(reversed), 1))).contains("container");
    }

    @Test
    @Order(1)
    void shouldRefuseAManifestThatLeadsElsewhereOrBringsAPermit() throws IOException {
        String manifest =
                new String(Zips.members(backup).get("MANIFEST.json"), StandardCharsets.UTF_8);
        for (String planted :
                List.of(
                        "../outside",
                        "/etc/passwd",
                        "var/gatehouse/permits/live.json",
                        "config/../../x",
                        "config//x",
                        "config/a\\\\b")) {
            TreeMap<String, byte[]> members = new TreeMap<>(Zips.members(backup));
            members.put(
                    "MANIFEST.json",
                    manifest.replace("config/core.yaml", planted).getBytes(StandardCharsets.UTF_8));
            assertThat(codes(json(anchored(Zips.write(home.resolve("p.zip"), members)), 1)))
                    .as(planted)
                    .contains("manifest");
        }
    }

    @Test
    @Order(1)
    void shouldRefuseAnotherInstallationsBackupAndAForeignSignature(@TempDir Path other)
            throws IOException {
        // given an installation of the same name, made by somebody else
        Bench foreign = Bench.founded(other);
        foreign.passphrase("backup");
        Path theirs = other.resolve("theirs.zip");
        Bench.require(
                foreign.run(
                        "recover",
                        "backup",
                        "--out",
                        theirs.toString(),
                        "--passphrase-file",
                        other.resolve("passphrases/backup").toString()),
                0);

        // then: it is sound in itself, and not what was written down
        JsonObject report = json(verify(theirs, "--engine-key", key()), 1);
        assertThat(codes(report)).contains("engine-key");
        assertThat(json(verify(theirs, "--expect", position()), 1).array("findings").toString())
                .contains("rolled-back");

        // and: this history under their signature
        TreeMap<String, byte[]> members = new TreeMap<>(Zips.members(backup));
        String own = new String(members.get("MANIFEST.json"), StandardCharsets.UTF_8);
        String signed =
                new String(Zips.members(theirs).get("MANIFEST.json"), StandardCharsets.UTF_8);
        String signature = "\"signature\":{";
        members.put(
                "MANIFEST.json",
                (own.substring(0, own.indexOf(signature))
                                + signed.substring(
                                        signed.indexOf(signature),
                                        signed.indexOf('}', signed.indexOf(signature)))
                                + own.substring(own.indexOf('}', own.indexOf(signature))))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(codes(json(anchored(Zips.write(home.resolve("f.zip"), members)), 1)))
                .contains("signature");
    }

    @Test
    @Order(1)
    void shouldRefuseAWrongPassphraseAndAWeakOne() throws IOException {
        JsonObject report =
                json(
                        verify(
                                backup,
                                "--expect",
                                position(),
                                "--passphrase-file",
                                passphrase("other")),
                        1);
        assertThat(codes(report)).contains("passphrase");

        Path weak = Files.writeString(home.resolve("weak"), "short\n");
        Files.setPosixFilePermissions(weak, PosixFilePermissions.fromString("rw-------"));
        Bench.Said said =
                bench.run(
                        "recover",
                        "backup",
                        "--out",
                        home.resolve("weak.zip").toString(),
                        "--passphrase-file",
                        weak.toString());
        assertThat(said.exit()).as(said.out() + said.err()).isNotZero();
        assertThat(home.resolve("weak.zip")).doesNotExist();
    }

    @Test
    @Order(1)
    void shouldNotSaveInsideTheWorkspaceNorOverAFileNorALink() throws IOException {
        assertThat(
                        bench.run(
                                        "recover",
                                        "backup",
                                        "--out",
                                        bench.workspace().resolve("b.zip").toString(),
                                        "--passphrase-file",
                                        passphrase("backup"))
                                .exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run(backup("backup.zip", "backup")).exit()).isEqualTo(ExitCodes.CONFLICT);
        Path link = bench.workspace().resolve("config/link");
        Files.createSymbolicLink(link, Path.of("/etc/hostname"));
        Bench.Said said = bench.run(backup("link.zip", "backup"));
        Files.delete(link);
        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("not-a-file");
        assertThat(home.resolve("link.zip")).doesNotExist();
    }

    @Test
    @Order(1)
    void shouldShowThePlanInBothLanguages() {
        Bench.Said english =
                bench.run(
                        "recover",
                        "plan",
                        "--backup",
                        backup.toString(),
                        "--expect",
                        position(),
                        "--format",
                        "markdown");
        assertThat(english.exit()).as(english.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(english.out())
                .contains("| 2-backup | PASS |")
                .contains("| 3-licence | PASS |")
                .contains("| 4-bundle | FAIL |")
                .contains("| 5-history | PASS |")
                .contains("| 7-keys | PASS |")
                .contains("| 8-trial | PENDING |");
        Bench.Said polish = bench.run("recover", "plan", "--lang", "pl", "--format", "markdown");
        assertThat(polish.out()).contains("Kopia zapasowa").contains("| 2-backup | FAIL |");
        JsonObject json = json(bench.run("recover", "plan", "--format", "json"), ExitCodes.REFUSED);
        assertThat(json.array("steps")).hasSize(8);
    }

    @Test
    @Order(1)
    void shouldNotRestoreIntoAWorkspaceNorWithoutAnAnchorNorWithAWrongPassphrase()
            throws IOException {
        Path target = home.resolve("refused");
        assertThat(
                        restore(
                                        bench.workspace(),
                                        "--expect",
                                        position(),
                                        "--passphrase-file",
                                        passphrase("backup"))
                                .exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(restore(target, "--passphrase-file", passphrase("backup")).exit())
                .isEqualTo(ExitCodes.UNDECIDED);
        assertThat(
                        restore(
                                        target,
                                        "--expect",
                                        position(),
                                        "--passphrase-file",
                                        passphrase("other"))
                                .exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(target).doesNotExist();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.filter(f -> f.toString().contains("restoring"))).isEmpty();
        }
    }

    @Test
    @Order(2)
    void shouldComeBackHaltedWithTheSameState() throws Exception {
        // given: everything is gone
        JsonObject before = json(bench.run("audit", "replay", "--format", "json"), 0);
        destroy(bench.workspace());
        assertThat(bench.workspace()).doesNotExist();

        // when
        JsonObject restored =
                json(
                        restore(
                                bench.workspace(),
                                "--expect",
                                position(),
                                "--engine-key",
                                key(),
                                "--passphrase-file",
                                passphrase("backup")),
                        0);

        // then: the state is the same, the history verifies, the secrets are back
        assertThat(restored.requireText("state"))
                .isEqualTo(saved.requireText("state"))
                .isEqualTo(before.requireText("root"));
        JsonObject after = json(bench.run("audit", "replay", "--format", "json"), 0);
        assertThat(after.requireText("root")).isEqualTo(before.requireText("root"));
        assertThat(after.integer("unauthenticated_groups")).hasValue(0L);
        Bench.Said fsck = bench.run("audit", "fsck", "--expect", position());
        assertThat(fsck.exit()).as(fsck.out() + fsck.err()).isZero();
        assertThat(Files.readString(bench.workspace().resolve("config/.env")))
                .isEqualTo("TOKEN=very-secret-text\n");
        assertThat(Files.isExecutable(bench.workspace().resolve("scripts/smoke.sh"))).isTrue();

        // and: no permit, and none comes back by itself
        assertThat(bench.workspace().resolve("var/gatehouse/permits")).isEmptyDirectory();
        assertThat(bench.workspace().resolve("var/gatehouse/halt")).isNotEmptyDirectory();
        bench.as("otto", "settle");
        assertThat(bench.workspace().resolve("var/gatehouse/permits")).isEmptyDirectory();
        assertThat(bench.run("status").out()).contains("HALTED");
        assertThat(bench.run("audit", "fsck").exit()).isZero();
    }

    private static void destroy(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException fault)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
