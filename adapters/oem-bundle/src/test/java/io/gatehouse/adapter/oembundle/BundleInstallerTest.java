package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleInstallerTest {

    @TempDir private Path folder;
    private Path archive;
    private Path home;
    private Path target;

    @BeforeEach
    void build() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        home = Files.createDirectory(folder.resolve("home"));
        target = home.resolve("core");
        archive =
                ((BuildResult.Built)
                                Inputs.builder().build(Inputs.request(folder, Platform.LINUX), out))
                        .archive();
    }

    private static BundleInstaller installer(FingerprintCheck.Answer answer) {
        return new BundleInstaller(Draft.trusted(), expected -> answer);
    }

    private static List<String> codes(InstallResult result) {
        assertThat(result).isInstanceOf(InstallResult.Refused.class);
        return ((InstallResult.Refused) result).findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldInstallAndRemove() throws IOException {
        BundleInstaller installer = installer(FingerprintCheck.Answer.MATCHES);

        InstallResult installed = installer.install(archive, target, VerifyOptions.at(Draft.NOW));

        assertThat(installed).isInstanceOf(InstallResult.Installed.class);
        assertThat(target.resolve("daemon/engine/lib/z-ż.so")).hasContent("library");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(target.resolve("daemon/engine/run"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(target.resolve("manifest.json"))))
                .isEqualTo("rw-r--r--");
        int files = ((InstallResult.Installed) installed).bundle().manifest().files().size();
        assertThat(installer.remove(target))
                .isEqualTo(new InstallResult.Removed(target, files + 2));
        assertThat(home).isEmptyDirectory();
        assertThat(codes(installer.remove(target))).containsExactly("not-installed");
    }

    @Test
    void shouldLeaveNothingOfABundleThatIsRefused() throws IOException {
        Path altered = new Draft().seal().flip("ui/ui.bin").write(folder);
        Path traversing = folder.resolve("t");
        Draft draft = new Draft().seal();
        draft.entries.add(Draft.Raw.file("core_oem_staging/../../x", 0644, new byte[1]));
        Files.write(traversing, draft.archive());
        BundleInstaller installer = installer(FingerprintCheck.Answer.MATCHES);

        assertThat(codes(installer.install(altered, target, VerifyOptions.at(Draft.NOW))))
                .containsExactly("digest-differs");
        assertThat(codes(installer.install(traversing, target, VerifyOptions.at(Draft.NOW))))
                .containsExactly("path-traversal");

        assertThat(home).isEmptyDirectory();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void shouldInstallOnTheDeviceThatItIsForAlone() throws IOException {
        VerifyOptions now = VerifyOptions.at(Draft.NOW);
        assertThat(codes(installer(FingerprintCheck.Answer.DIFFERS).install(archive, target, now)))
                .containsExactly("fingerprint-differs");
        assertThat(codes(installer(FingerprintCheck.Answer.DIFFERS).tryOut(archive, target, now)))
                .containsExactly("fingerprint-differs");
        assertThat(
                        codes(
                                installer(FingerprintCheck.Answer.UNAVAILABLE)
                                        .tryOut(archive, target, now)))
                .containsExactly("fingerprint-unavailable");
        BundleInstaller open = installer(FingerprintCheck.Answer.NOT_PROVISIONED);
        assertThat(codes(open.install(archive, target, now)))
                .containsExactly("fingerprint-not-provisioned");
        assertThat(home).isEmptyDirectory();
        assertThat(open.tryOut(archive, target, now)).isInstanceOf(InstallResult.Installed.class);
    }

    @Test
    void shouldTouchNoFolderThatHoldsSomething() throws IOException {
        Files.createDirectory(target);
        BundleInstaller installer = installer(FingerprintCheck.Answer.MATCHES);
        VerifyOptions now = VerifyOptions.at(Draft.NOW);
        assertThat(installer.install(archive, target, now))
                .isInstanceOf(InstallResult.Installed.class);

        assertThat(codes(installer.install(archive, target, now)))
                .containsExactly("target-not-empty");
        assertThat(codes(installer.install(archive, home.resolve("a/b"), now)))
                .containsExactly("target-refused");
        Files.createDirectory(home.resolve(".other.installing"));
        assertThat(codes(installer.install(archive, home.resolve("other"), now)))
                .containsExactly("unfinished");
    }

    @Test
    void shouldRemoveNoFileOfAnybodyElse() throws IOException {
        BundleInstaller installer = installer(FingerprintCheck.Answer.MATCHES);
        installer.install(archive, target, VerifyOptions.at(Draft.NOW));
        Path log = Files.createDirectories(target.resolve("logs")).resolve("a.log");
        Files.writeString(log, "mine\n");

        assertThat(codes(installer.remove(target))).containsExactly("files-remain");
        assertThat(log).hasContent("mine");
        Files.delete(log);
        Files.delete(log.getParent());
        assertThat(installer.remove(target)).isInstanceOf(InstallResult.Removed.class);
        try (Stream<Path> rest = Files.list(home)) {
            assertThat(rest).isEmpty();
        }
    }
}
