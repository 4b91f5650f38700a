package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.cmp.CertStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real jar of a library: the smallest signed one that the program carries. */
class UnsignedJarTest {

    @TempDir Path directory;

    @Test
    void shouldCopyEveryClassAndLeaveTheSignatureOut() throws Exception {
        Path copy = directory.resolve("copy.jar");

        assertThat(UnsignedJar.copy(signed(), copy)).isTrue();

        Map<String, byte[]> before = entries(signed());
        Map<String, byte[]> after = entries(copy);
        assertThat(before.keySet()).anyMatch(name -> name.endsWith(".SF"));
        assertThat(after.keySet()).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA)"));
        assertThat(names(after, ".class")).isEqualTo(names(before, ".class"));
        assertThat(names(after, ".class")).hasSizeGreaterThan(100);
        after.remove("META-INF/MANIFEST.MF");
        after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
    }

    @Test
    void shouldKeepWhatTheManifestSaysOfTheJarItself() throws Exception {
        Path copy = directory.resolve("copy.jar");
        UnsignedJar.copy(signed(), copy);

        String manifest =
                new String(entries(copy).get("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);

        assertThat(manifest).contains("Multi-Release: true").doesNotContain("Digest");
    }

    @Test
    void shouldCopyNothingWhenAClassIsChanged() throws Exception {
        Path changed =
                rewritten(
                        (name, bytes) -> {
                            if (name.endsWith("CertStatus.class")) {
                                bytes[bytes.length - 1] ^= 1;
                            }
                            return bytes;
                        },
                        Map.of());

        assertNothingCopied(changed);
    }

    @Test
    void shouldCopyNothingWhenAClassWasAddedUnsigned() throws Exception {
        Path grown = rewritten((name, bytes) -> bytes, Map.of("org/bouncycastle/Added.class", "x"));

        assertNothingCopied(grown);
    }

    @Test
    void shouldLeaveAJarWithoutSignatureAlone() throws Exception {
        Path copy = directory.resolve("copy.jar");
        UnsignedJar.copy(signed(), copy);

        assertThat(UnsignedJar.copy(copy, directory.resolve("second.jar"))).isFalse();

        assertThat(directory.resolve("second.jar")).doesNotExist();
    }

    private static List<String> names(Map<String, byte[]> entries, String suffix) {
        return entries.keySet().stream().filter(name -> name.endsWith(suffix)).toList();
    }

    private void assertNothingCopied(Path jar) throws IOException {
        assertThatThrownBy(() -> UnsignedJar.copy(jar, directory.resolve("copy.jar")))
                .isInstanceOf(SecurityException.class);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(jar);
        }
    }

    private Path rewritten(BiFunction<String, byte[], byte[]> change, Map<String, String> added)
            throws Exception {
        Path jar = directory.resolve("changed.jar");
        Map<String, byte[]> all = entries(signed());
        added.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
        List<String> first = List.of("META-INF/MANIFEST.MF");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            for (String name : first) {
                write(out, name, all.remove(name));
            }
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                write(out, entry.getKey(), change.apply(entry.getKey(), entry.getValue()));
            }
        }
        return jar;
    }

    private static void write(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static Path signed() throws URISyntaxException {
        return Path.of(
                CertStatus.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
