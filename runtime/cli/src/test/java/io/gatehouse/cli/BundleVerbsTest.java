package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerbsTest {

    private static final String ARCHIVE = "dist/core-oem-1.4.0-linux.tar.gz";

    @TempDir private static Path template;

    @TempDir private Path home;

    private OemBench oem;

    @BeforeAll
    static void found() throws IOException {
        OemBench.found(template);
    }

    @BeforeEach
    void copy() throws IOException {
        oem = OemBench.copy(template, home);
    }

    private Bench.Said run(String... line) {
        return oem.bench.run(line);
    }

    private Bench.Said built(String version, String folder, String... more) throws IOException {
        List<String> line = new ArrayList<>(oem.build(version, folder));
        line.addAll(List.of(more));
        return oem.run(line);
    }

    private Path file(String name) {
        return oem.bench.workspace().resolve(name);
    }

    @Test
    void shouldBuildVerifyShowCompareInstallAndRemove() throws IOException {
        Bench.Said built = built("1.4.0", "dist");
        Bench.require(built, 0);
        String digest = OemBench.find(built.out(), "archive +(sha384:[0-9a-f]{96})");

        Bench.Said verified = run("bundle", "verify", ARCHIVE, "--sha384", digest);
        Bench.require(verified, 0);
        assertThat(verified.out()).contains("Verified", digest, "UNPROVISIONED", "no device yet");

        Bench.Said shown = run("bundle", "show", ARCHIVE);
        Bench.require(shown, 0);
        assertThat(shown.out()).contains("daemon/engine/run", "0755", "config/core.yaml.sig");

        oem.bench.write("in/extra.txt", "more\n");
        Bench.require(built("1.5.0", "dist", "--resource", "docs=in/extra.txt"), 0);
        Bench.Said differs = run("bundle", "diff", ARCHIVE, "dist/core-oem-1.5.0-linux.tar.gz");
        Bench.require(differs, 0);
        assertThat(differs.out()).contains("versions differ", "added", "docs/extra.txt");

        Bench.Said installed = run("bundle", "install", ARCHIVE, "bot", "--trial");
        Bench.require(installed, 0);
        assertThat(file("bot/daemon/engine/run")).isExecutable();
        assertThat(installed.out()).contains("no device yet", digest);
        Bench.require(run("bundle", "remove", "bot"), 0);
        assertThat(file("bot")).doesNotExist();
    }

    @Test
    void shouldMakeTheSameBytesOfTheSameInputs() throws IOException {
        Bench.require(built("1.4.0", "dist"), 0);
        oem.bench.sleep(Duration.ofHours(3));
        Bench.require(built("1.4.0", "again"), 0);

        assertThat(file("again/core-oem-1.4.0-linux.tar.gz")).hasSameBinaryContentAs(file(ARCHIVE));
        assertThat(run("bundle", "diff", ARCHIVE, "again/core-oem-1.4.0-linux.tar.gz").out())
                .contains("The same bytes");
        assertThat(built("1.4.0", "dist").exit()).isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldRefuseWhatWasTamperedWith() throws IOException {
        Bench.require(built("1.4.0", "dist"), 0);
        byte[] bytes = Files.readAllBytes(file(ARCHIVE));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file("dist/bad.tar.gz"), bytes);

        for (String[] line :
                List.of(
                        new String[] {"bundle", "verify", "dist/bad.tar.gz"},
                        new String[] {"bundle", "show", "dist/bad.tar.gz"},
                        new String[] {"bundle", "diff", ARCHIVE, "dist/bad.tar.gz"},
                        new String[] {"bundle", "install", "dist/bad.tar.gz", "opt", "--trial"},
                        new String[] {"bundle", "verify", ARCHIVE, "--platform", "macos"},
                        new String[] {"bundle", "verify", ARCHIVE, "--version", "1.4.1"},
                        new String[] {
                            "bundle", "verify", ARCHIVE, "--sha384", "sha384:" + "0".repeat(96)
                        })) {
            Bench.Said said = run(line);
            assertThat(said.exit()).as(String.join(" ", line)).isEqualTo(ExitCodes.REFUSED);
            assertThat(said.out()).contains("Refused", "bundle-verified");
        }
        assertThat(file("opt")).doesNotExist();
        assertThat(run("bundle", "verify", "dist/bad.tar.gz", "--lang", "pl").out())
                .contains("Odmowa", "proszę");
    }

    @Test
    void shouldNotTakeABundleOfARevokedKey() throws IOException {
        Bench.Said built = built("1.4.0", "dist");
        String key = OemBench.find(built.out(), "key +(\\S+)");
        oem.bench.sleep(Duration.ofMinutes(5));
        assertThat(run("key", "rotate", "evidence:bundle-signing", "--yes").exit())
                .isEqualTo(ExitCodes.PENDING);
        oem.adopt();
        Bench.Said revoked = run("key", "revoke", key, "--reason", "lost", "--yes");
        assertThat(revoked.exit()).as(revoked.out() + revoked.err()).isEqualTo(ExitCodes.PENDING);
        oem.adopt();

        Bench.Said said = run("bundle", "verify", ARCHIVE);

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("key-revoked");
        assertThat(run("bundle", "verify", ARCHIVE, "--lang", "pl").out())
                .contains("Klucz odwołano.");
    }

    @Test
    void shouldInstallOnTheDeviceThatItIsForAlone() throws IOException {
        Bench.Said shown = run("fingerprint", "show");
        Bench.require(shown, 0);
        String device = OemBench.find(shown.out(), "(GH-[0-9a-f]{40})");
        Bench.require(built("1.4.0", "dist", "--fingerprint", device), 0);

        oem.bench.machine(OemBench.machine("2"));
        assertThat(run("bundle", "install", ARCHIVE, "opt").out()).contains("fingerprint-differs");
        assertThat(run("bundle", "install", ARCHIVE, "opt", "--trial").exit())
                .isEqualTo(ExitCodes.REFUSED);
        oem.bench.machine(OemBench.machine("1"));
        Bench.Said installed = run("bundle", "install", ARCHIVE, "opt");
        Bench.require(installed, 0);
        assertThat(installed.out()).contains("for this device");
        Files.writeString(file("opt/own.txt"), "mine\n");
        assertThat(run("bundle", "remove", "opt").out()).contains("files-remain", "own.txt");
        assertThat(file("opt/own.txt")).exists();
    }

    @Test
    void shouldNotInstallABundleOfNoDeviceButToTry() throws IOException {
        Bench.require(built("1.4.0", "dist"), 0);

        assertThat(run("bundle", "install", ARCHIVE, "opt").out())
                .contains("fingerprint-not-provisioned");
    }

    @Test
    void shouldWriteAsADryRunWhatItWouldSign() throws IOException {
        Bench.Said said = built("1.4.0", "var/audit/dry-run", "--dry-run", "--format", "json");

        Bench.require(said, 0);
        assertThat(said.out().strip().lines()).hasSize(1);
        assertThat(said.out())
                .contains(
                        "\"dry_run\":true",
                        "\"schema\":\"gatehouse.bundle-build/1\"",
                        "\"report_sha384\":\"sha384:");
        assertThat(file("var/audit/dry-run")).isDirectoryContaining("glob:**manifest.sig");
        assertThat(file("var/audit/dry-run/core-oem-1.4.0-linux.tar.gz")).doesNotExist();
    }

    @Test
    void shouldRecordASigningToolThatIsNotThereAsNotDone() throws IOException {
        Path tool = oem.bench.write("tools/sign", "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        oem.bench.write(
                "hooks.json",
                "{\"schema\":\"gatehouse.code-signing-hooks/1\",\"hooks\":["
                        + hook("own", "linux", tool.toString())
                        + ","
                        + hook("absent", "linux", "no-such-signing-tool")
                        + ","
                        + hook("codesign", "macos", "codesign")
                        + "]}");

        Bench.Said said = built("1.4.0", "dist", "--code-signing", "hooks.json");

        Bench.require(said, 0);
        assertThat(said.out())
                .contains("own  done", "absent  NOT DONE", "codesign  not for this platform");
        assertThat(Files.readString(file(ARCHIVE + ".signing.json")))
                .contains("\"complete\":false", "\"not-present\"");
        oem.bench.write("bad.json", "{}");
        assertThat(built("1.4.1", "dist", "--code-signing", "bad.json").exit())
                .isEqualTo(ExitCodes.UNDECIDED);
        assertThat(file("dist/core-oem-1.4.1-linux.tar.gz")).doesNotExist();
    }

    private static String hook(String name, String platform, String program) {
        return "{\"name\":\""
                + name
                + "\",\"platform\":\""
                + platform
                + "\",\"command\":[\""
                + program
                + "\",\"{archive}\"]}";
    }

    /** Rolf may release; owner and compliance adopt that. */
    private void nameWhoReleases() throws IOException {
        Path people = file("gatehouse/people.yaml");
        String text = Files.readString(people);
        int rolf = text.indexOf("'rolf'");
        Files.writeString(
                people,
                text.substring(0, rolf)
                        + text.substring(rolf)
                                .replaceFirst("roles: \\[runtime]", "roles: [runtime, release]"));
        oem.adopt();
    }

    private static void refused(Bench.Said said, String code) {
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains(code);
    }

    @Test
    void shouldTakeOnlyWhatWasReleasedOnceSomebodyIsNamedForIt() throws IOException {
        Bench.Said built = built("1.4.0", "dist");
        Bench.require(built, 0);
        String digest = OemBench.find(built.out(), "archive +(sha384:[0-9a-f]{96})");
        Path signature = file(ARCHIVE + ".release.json");
        Bench.require(run("bundle", "verify", ARCHIVE), 0);
        assertThat(oem.bench.as("rolf", "bundle", "sign", ARCHIVE).exit())
                .isEqualTo(ExitCodes.NOT_PERMITTED);

        nameWhoReleases();
        for (String verb : List.of("verify", "show")) {
            refused(run("bundle", verb, ARCHIVE), "release-missing");
        }
        refused(run("bundle", "install", ARCHIVE, "bot", "--trial"), "release-missing");
        assertThat(file("bot")).doesNotExist();

        assertThat(oem.bench.as("rolf", "bundle", "sign", ARCHIVE, "--yes").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(oem.bench.as("otto", "bundle", "sign", ARCHIVE).exit())
                .isEqualTo(ExitCodes.NOT_PERMITTED);
        refused(
                oem.bench.as(
                        "rolf",
                        "bundle",
                        "sign",
                        ARCHIVE,
                        "--yes",
                        "--sha384",
                        "sha384:" + "0".repeat(96)),
                "archive-differs");
        assertThat(oem.bench.asked("rolf", List.of("no"), "bundle", "sign", ARCHIVE).exit())
                .isEqualTo(ExitCodes.PENDING);
        assertThat(signature).doesNotExist();
        Bench.require(
                oem.bench.as("rolf", "bundle", "sign", ARCHIVE, "--yes", "--sha384", digest), 0);

        Bench.Said verified = run("bundle", "verify", ARCHIVE);
        Bench.require(verified, 0);
        assertThat(verified.out()).contains("role release");
        Bench.require(run("bundle", "install", ARCHIVE, "bot", "--trial"), 0);
        assertThat(
                        oem.bench
                                .as("rolf", "bundle", "sign", ARCHIVE, "--yes", "--sha384", digest)
                                .exit())
                .isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldRefuseASignatureOfAnotherArchiveOrPersonOrOneThatWasChanged() throws IOException {
        nameWhoReleases();
        Bench.Said built = built("1.4.0", "dist");
        Bench.require(built, 0);
        String digest = OemBench.find(built.out(), "archive +(sha384:[0-9a-f]{96})");
        Bench.require(
                oem.bench.as("rolf", "bundle", "sign", ARCHIVE, "--yes", "--sha384", digest), 0);
        Path signature = file(ARCHIVE + ".release.json");
        String good = Files.readString(signature);

        Bench.require(built("1.5.0", "dist"), 0);
        Files.copy(signature, file("dist/core-oem-1.5.0-linux.tar.gz.release.json"));
        refused(run("bundle", "verify", "dist/core-oem-1.5.0-linux.tar.gz"), "release-other");

        String value = OemBench.find(good, "\"signature\": *\"([A-Za-z0-9_-]{86})\"");
        String other = (value.charAt(0) == 'A' ? 'B' : 'A') + value.substring(1);
        Files.writeString(signature, good.replace(value, other));
        refused(run("bundle", "verify", ARCHIVE), "release-invalid");
        Files.writeString(signature, good.replace("\"rolf\"", "\"rita\""));
        refused(run("bundle", "verify", ARCHIVE), "release-untrusted");
        Files.writeString(signature, good.replace("rolf-1", "rolf-9"));
        refused(run("bundle", "verify", ARCHIVE), "release-untrusted");
        String at = OemBench.find(good, "\"at\": *\"([^\"]+)\"");
        Files.writeString(signature, good.replace(at, "2099-01-01T00:00:00Z"));
        refused(run("bundle", "verify", ARCHIVE), "release-untrusted");
        for (String bad : List.of("", "{}", "[1]", good + "x", "x".repeat(9_000))) {
            Files.writeString(signature, bad);
            refused(run("bundle", "verify", ARCHIVE), "release-other");
        }
        Files.delete(signature);
        Files.writeString(file("elsewhere.json"), good);
        Files.createSymbolicLink(signature, file("elsewhere.json"));
        refused(run("bundle", "verify", ARCHIVE), "release-other");
        Files.delete(signature);
        Files.writeString(signature, good);
        Bench.require(run("bundle", "verify", ARCHIVE), 0);
    }

    @Test
    void shouldSignWithAP256KeyAndDemandThatSignature() throws Exception {
        Bench.require(oem.run(oem.build("1.4.0", "dist")), 0);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Path secret = pem("vendor.pem", "PRIVATE KEY", pair.getPrivate());
        pem("vendor.pub", "PUBLIC KEY", pair.getPublic());
        pem("other.pub", "PUBLIC KEY", generator.generateKeyPair().getPublic());
        String digest =
                Digest.sha384(Files.readAllBytes(oem.bench.workspace().resolve(ARCHIVE))).value();
        String[] sign = {
            "bundle", "sign", ARCHIVE, "--p256", "vendor.pem", "--yes", "--sha384", digest
        };

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(sign).exit()).isEqualTo(ExitCodes.USAGE);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("bundle", "verify", ARCHIVE, "--p256-key", "vendor.pub").out())
                .contains("p256-missing");
        Bench.require(run(sign), 0);
        Bench.require(run("bundle", "verify", ARCHIVE, "--p256-key", "vendor.pub"), 0);
        assertThat(run("bundle", "verify", ARCHIVE, "--p256-key", "other.pub").exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("bundle", "verify", ARCHIVE, "--p256-key", "vendor.pem").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(run(sign).exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    private Path pem(String name, String label, Key key) throws IOException {
        String body = Base64.getEncoder().encodeToString(key.getEncoded());
        return oem.bench.write(
                name, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }
}
