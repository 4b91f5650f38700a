package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleBuilderTest {

    @TempDir private Path folder;
    private Path out;
    private BundleRequest request;

    @BeforeEach
    void makeInputs() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        request = Inputs.request(folder, Platform.LINUX);
    }

    private BuildResult.Built build(BundleRequest wanted, Path target) throws IOException {
        BuildResult result = Inputs.builder().build(wanted, Files.createDirectories(target));
        assertThat(result).isInstanceOf(BuildResult.Built.class);
        return (BuildResult.Built) result;
    }

    private List<String> refusal(BundleRequest wanted) {
        BuildResult result = Inputs.builder().build(wanted, out);
        assertThat(result).isInstanceOf(BuildResult.Refused.class);
        assertThat(out).isEmptyDirectory();
        return ((BuildResult.Refused) result).findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldBuildWhatVerifiesOnEveryPlatform() throws IOException {
        for (Platform platform : Platform.values()) {
            for (BundleRequest.Packing packing : BundleRequest.Packing.values()) {
                BuildResult.Built built =
                        build(
                                Inputs.packed(request.on(platform), packing),
                                out.resolve(platform.text() + packing));

                assertThat(built.archive().getFileName())
                        .hasToString(
                                "core-oem-1.4.0-rc.1-"
                                        + platform.text()
                                        + (platform == Platform.WINDOWS ? ".zip" : ".tar.gz"));
                assertThat(built.sha384())
                        .isEqualTo(Digest.sha384(Files.readAllBytes(built.archive())));
                Verification verification =
                        new BundleVerifier(Draft.trusted())
                                .verify(
                                        built.archive(),
                                        VerifyOptions.at(Draft.NOW).withPlatform(platform));
                assertThat(verification.findings()).isEmpty();
                VerifiedBundle bundle = ((Verification.Verified) verification).bundle();
                assertThat(bundle.keyId()).contains("vendor-1");
                assertThat(bundle.archive()).isEqualTo(built.sha384());
                assertThat(bundle.manifest().files())
                        .extracting(f -> f.path() + " " + f.modeText().orElseThrow())
                        .contains(
                                "bootstrap/install.sh 0755",
                                "config/core.yaml.sig 0644",
                                "daemon/engine/run 0755",
                                "daemon/engine/lib/z-ż.so 0644",
                                "docs/manual.txt 0644");
            }
        }
    }

    @Test
    void shouldMakeEqualBytesOfEqualInputsWhateverTheZone() throws IOException {
        TimeZone before = TimeZone.getDefault();
        try {
            for (Platform platform : Platform.values()) {
                TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
                BuildResult.Built first =
                        build(request.on(platform), out.resolve(platform.text() + 1));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                Path elsewhere = Files.createDirectory(folder.resolve("again" + platform));
                BuildResult.Built second =
                        build(
                                Inputs.request(elsewhere, platform),
                                out.resolve(platform.text() + 2));

                assertThat(second.sha384()).isEqualTo(first.sha384());
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void shouldKeepTheBytesOfEarlierReleasesOfItself() throws IOException {
        // any Java runtime, any machine: a change here breaks "same inputs, same bytes"
        assertThat(build(request, out.resolve("l")).sha384().abbreviated())
                .isEqualTo("sha384:13b547756f1c");
        assertThat(build(request.on(Platform.WINDOWS), out.resolve("w")).sha384().abbreviated())
                .isEqualTo("sha384:9b2d47944957");
    }

    @Test
    void shouldBeReadableByOrdinaryTools() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "tar is not here");
        Path archive = build(request, out).archive();
        Path target = Files.createDirectory(folder.resolve("unpacked"));

        Process tar =
                new ProcessBuilder("/bin/tar", "-xzf", archive.toString(), "-C", target.toString())
                        .redirectErrorStream(true)
                        .start();

        assertThat(tar.waitFor()).isZero();
        Path root = target.resolve("core_oem_staging");
        assertThat(root.resolve("daemon/engine/run")).hasContent("#!/bin/sh").isExecutable();
        assertThat(root.resolve("docs/manual.txt")).hasContent("read me");
        assertThat(Files.getLastModifiedTime(root.resolve("docs/manual.txt")).toInstant())
                .isEqualTo(Inputs.RELEASED);
    }

    @Test
    void shouldNeverOverwrite() throws IOException {
        Path archive = build(request, out).archive();
        byte[] bytes = Files.readAllBytes(archive);

        BuildResult again = Inputs.builder().build(request, out);

        assertThat(((BuildResult.Refused) again).findings())
                .extracting(Finding::code)
                .containsExactly("archive-exists");
        assertThat(archive).hasBinaryContent(bytes);
        try (Stream<Path> all = Files.list(out)) {
            assertThat(all).containsExactly(archive);
        }
    }

    private BundleRequest with(
            String version,
            Instant released,
            Map<String, Path> config,
            Map<String, Path> resources) {
        return new BundleRequest(
                request.platform(),
                version,
                released,
                request.daemon(),
                request.ui(),
                request.bootstrap(),
                new TreeMap<>(config),
                new TreeMap<>(resources),
                request.fingerprint(),
                request.packing());
    }

    private BundleRequest version(String version) {
        return with(version, request.released(), request.config(), request.resources());
    }

    private BundleRequest config(String name) {
        return with(
                "1", request.released(), Map.of(name, folder.resolve("env")), request.resources());
    }

    private BundleRequest resource(String name) {
        return with("1", request.released(), request.config(), Map.of(name, folder.resolve("env")));
    }

    @Test
    void shouldRefuseVersionsThatAreNone() {
        for (String version : List.of("", "-1", "1.", "a b", "a/b", "1".repeat(65), "ż", "1\n")) {
            assertThat(refusal(version(version))).containsExactly("version-refused");
        }
    }

    @Test
    void shouldRefuseNamesThatClashWithTheBundlesOwn() {
        for (String name :
                List.of(
                        "x.sig",
                        "fingerprint.expected.json",
                        "Fingerprint.Expected.JSON",
                        "a/b",
                        "a\\b",
                        "..")) {
            assertThat(refusal(config(name))).contains("config-name-refused");
        }
        assertThat(refusal(config("nul.yaml"))).containsExactly("path-refused");
        for (String name :
                List.of(
                        "daemon",
                        "UI",
                        "config",
                        "bootstrap",
                        "..",
                        "a/b",
                        "manifest.json",
                        "con")) {
            assertThat(refusal(resource(name))).contains("resource-name-refused");
        }
    }

    @Test
    void shouldRefuseLinksMissingFilesAndNamesOfOnePlatform() throws IOException {
        Path engine = folder.resolve("engine");
        Files.createSymbolicLink(engine.resolve("link"), Path.of("/etc/passwd"));
        assertThat(refusal(request)).containsExactly("input-symlink");
        Files.delete(engine.resolve("link"));
        Path odd = Files.writeString(engine.resolve("a:b"), "x");
        assertThat(refusal(request)).containsExactly("path-refused");
        Files.delete(odd);
        Files.writeString(engine.resolve("Case"), "x");
        Path other = Files.writeString(engine.resolve("case"), "x");
        assertThat(refusal(request)).containsExactly("path-collides");
        Files.delete(other);
        Files.delete(folder.resolve("ui.bin"));
        assertThat(refusal(request)).contains("input-missing");
    }

    @Test
    void shouldRefuseTimesAndKeysOutOfForce() throws IOException {
        assertThat(
                        refusal(
                                with(
                                        "1",
                                        Draft.NOW.plusSeconds(1),
                                        request.config(),
                                        request.resources())))
                .containsExactly("time-refused");
        KeyValidity past =
                KeyValidity.between(Instant.EPOCH, Instant.parse("2026-11-20T12:00:00Z"));
        for (BundleKey key :
                List.of(
                        Draft.key("short", "short"),
                        Draft.key("none", ""),
                        Draft.key("past", Draft.SECRET, past))) {
            BuildResult result =
                    new BundleBuilder(key, InstantSource.fixed(Draft.NOW)).build(request, out);
            assertThat(((BuildResult.Refused) result).findings())
                    .extracting(Finding::code)
                    .containsExactly("key-refused");
        }
    }

    @Test
    void shouldWriteReportAndManifestInADryRun() throws IOException {
        Path target = folder.resolve("evidence/linux");

        BuildResult.Described done =
                (BuildResult.Described) Inputs.builder().describe(request, target);

        BuildResult.Built built = build(request, out);
        byte[] manifest = Files.readAllBytes(target.resolve("manifest.json"));
        assertThat(manifest).isEqualTo(built.manifest().bytes());
        JsonObject report =
                StrictJson.readSigned(Files.readAllBytes(done.report())).objectOrThrow();
        assertThat(report.text("manifest_sha384")).contains(Digest.sha384(manifest).hex());
        assertThat(report.array("discrepancies")).isEmpty();
        assertThat(report.text("platform")).contains("linux");
        assertThat(target.resolve("manifest.sig")).isRegularFile();
    }

    @Test
    void shouldTellWhatDiffersBetweenTwoBundles() throws IOException {
        BundleManifest before = build(request, out.resolve("1")).manifest();
        Files.writeString(folder.resolve("engine/new"), "x");
        Files.writeString(folder.resolve("env"), "A=2\n");
        Files.delete(folder.resolve("engine/lib/z-ż.so"));
        BundleManifest after = build(version("2"), out.resolve("2")).manifest();

        BundleDiff diff = BundleDiff.of(before, after);

        assertThat(diff.versionDiffers()).isTrue();
        assertThat(diff.changes())
                .containsExactly(
                        new BundleDiff.Change(BundleDiff.Kind.CONTENT, "config/.env"),
                        new BundleDiff.Change(BundleDiff.Kind.CONTENT, "config/.env.sig"),
                        new BundleDiff.Change(BundleDiff.Kind.REMOVED, "daemon/engine/lib/z-ż.so"),
                        new BundleDiff.Change(BundleDiff.Kind.ADDED, "daemon/engine/new"));
        assertThat(BundleDiff.of(before, before).isSameContent()).isTrue();
    }

    @Test
    void shouldRecordHooksThatDidNotRunAsNotDone() {
        List<CodeSigning.Hook> hooks =
                List.of(
                        new CodeSigning.Hook(
                                "signtool", Platform.WINDOWS, List.of("signtool", "{archive}")),
                        new CodeSigning.Hook("gpg", Platform.LINUX, List.of("gpg", "{archive}")));

        JsonObject absent =
                CodeSigning.record(
                        CodeSigning.run(
                                hooks,
                                Platform.LINUX,
                                Path.of("a.tar.gz"),
                                c -> CodeSigning.Status.NOT_PRESENT));
        JsonObject done =
                CodeSigning.record(
                        CodeSigning.run(
                                hooks,
                                Platform.LINUX,
                                Path.of("a.tar.gz"),
                                c -> {
                                    assertThat(c).containsExactly("gpg", "a.tar.gz");
                                    return CodeSigning.Status.DONE;
                                }));

        assertThat(absent.flag("complete")).contains(false);
        assertThat(Draft.text(absent)).doesNotContain("\"done\":true").contains("not-present");
        assertThat(done.flag("complete")).contains(true);
        assertThat(CodeSigning.record(List.of()).flag("complete")).contains(false);
    }

    @Test
    void shouldRefuseAnInputThatChangesWhileItIsPacked() throws IOException {
        BundlePart measured = BundlePart.measured("ui/ui.bin", 0644, folder.resolve("ui.bin"));
        Files.writeString(folder.resolve("ui.bin"), "iu ".repeat(50_000));

        try (ArchiveWriter writer =
                ArchiveWriter.of(
                        Platform.LINUX,
                        FileChannel.open(
                                folder.resolve("a"),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE),
                        Inputs.RELEASED,
                        BundleRequest.Packing.STORED)) {
            assertThat(BundleBuilder.copy(measured, writer)).isFalse();
        }
    }
}
