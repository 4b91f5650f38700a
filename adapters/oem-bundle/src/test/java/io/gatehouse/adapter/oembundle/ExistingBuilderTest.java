package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as the existing builder makes them: no size, no mode, no key id. */
class ExistingBuilderTest {

    @TempDir private Path folder;

    private static Draft existing(String platform) {
        Draft draft = new Draft();
        draft.legacy = true;
        draft.platform = platform;
        draft.put("bootstrap/install.ps1", "exit 0\n").put("bootstrap/verify_fingerprint.py", "\n");
        draft.seal();
        return draft;
    }

    private Verification verify(byte[] archive, VerifyOptions options) throws IOException {
        return new BundleVerifier(Draft.trusted()).verify(Draft.write(folder, archive), options);
    }

    @Test
    void shouldAcceptThemOnlyWhereTheCallerAdmitsThem() throws IOException {
        for (String platform : List.of("linux", "macos", "windows")) {
            Draft draft = existing(platform);
            byte[] archive =
                    platform.equals("windows")
                            ? draft.archive()
                            : Draft.gzip(Draft.tar(Draft.withFolders(draft.entries)));

            Verification admitted = verify(archive, VerifyOptions.at(Draft.NOW).withLegacy());
            assertThat(admitted.findings()).isEmpty();
            assertThat(((Verification.Verified) admitted).notes())
                    .containsExactly(
                            BundleNote.LEGACY_KEY,
                            BundleNote.LEGACY_MANIFEST,
                            BundleNote.NOT_PROVISIONED);

            Verification other = verify(archive, VerifyOptions.at(Draft.NOW));
            assertThat(other.findings())
                    .extracting(Finding::code)
                    .contains("key-unnamed", "manifest-refused");
        }
    }

    @Test
    void shouldRefuseAnAlteredDaemonThatTheExistingInstallerTakes() throws IOException {
        byte[] archive = existing("linux").flip("daemon/daemon.bin").archive();

        assertThat(verify(archive, VerifyOptions.at(Draft.NOW).withLegacy()).findings())
                .extracting(Finding::code)
                .containsExactly("digest-differs");
    }

    @Test
    void shouldFindInARealStagingTreeNothingButTheScriptsThatWereLeftOut() throws IOException {
        Path real = Path.of("../../../shared/interop/bundle");
        assumeTrue(Files.isDirectory(real), "the shared folder is not here");
        Path staging = real.resolve("staging");
        List<Draft.Raw> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(staging)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                entries.add(
                        Draft.Raw.file(
                                "core_oem_staging/" + staging.relativize(path),
                                0644,
                                Files.readAllBytes(path)));
            }
        }
        BundleKey key =
                new BundleKey(
                        "existing",
                        KeyValidity.between(Instant.EPOCH, Draft.NOW.plusSeconds(1)),
                        SecretBytes.copyOf(Files.readAllBytes(real.resolve("key"))));
        Path archive = Draft.write(folder, Draft.gzip(Draft.tar(Draft.withFolders(entries))));

        Verification verification =
                new BundleVerifier(BundleKeys.of(List.of(), Optional.of(key)))
                        .verify(archive, VerifyOptions.at(Draft.NOW).withLegacy());

        assertThat(entries).hasSizeGreaterThan(8);
        assertThat(verification.findings())
                .extracting(f -> f.code() + " " + f.subject())
                .containsExactlyInAnyOrder(
                        "file-missing bootstrap/install.ps1",
                        "file-missing bootstrap/install.sh",
                        "file-missing bootstrap/verify_fingerprint.py");
    }
}
