package io.gatehouse.audit.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackReaderTest {

    private static final int ORDINARY = 4_000;
    private static final int CAMPAIGN = 100_000;

    @TempDir private Path directory;

    private static SortedMap<String, byte[]> sample() {
        TreeMap<String, byte[]> members = new TreeMap<>();
        members.put("MANIFEST.json", "{}".getBytes(StandardCharsets.UTF_8));
        members.put("artefacts/a", new byte[0]);
        members.put("artefacts/b", new byte[] {1, 2, 3});
        members.put("journal/head.json", "x".repeat(300).getBytes(StandardCharsets.UTF_8));
        return members;
    }

    private static byte[] pack(SortedMap<String, byte[]> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackWriter writer = new PackWriter(out);
        for (var member : members.entrySet()) {
            writer.add(
                    member.getKey(),
                    member.getValue().length,
                    crc(member.getValue()),
                    new ByteArrayInputStream(member.getValue()));
        }
        writer.finish();
        return out.toByteArray();
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("pack.zip"), bytes);
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        try (PackReader reader = PackReader.open(file(pack(sample())))) {
            assertThat(reader.names()).containsExactlyElementsOf(sample().keySet());
            for (String name : reader.names()) {
                byte[] content = sample().get(name);
                assertThat(reader.open(name).readAllBytes()).isEqualTo(content);
                assertThat(reader.measure(name))
                        .isEqualTo(
                                new PackReader.Measured(
                                        content.length, Digest.sha384(content), true));
            }
            assertThat(reader.below("artefacts")).containsExactly("artefacts/a", "artefacts/b");
        }
    }

    @Test
    void shouldBeAZipFileForOtherPrograms() throws Exception {
        try (ZipFile zip = new ZipFile(file(pack(sample())).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).toList())
                    .containsExactlyElementsOf(sample().keySet());
            assertThat(zip.getInputStream(zip.getEntry("artefacts/b")).readAllBytes())
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldRefuseCompressedMembersAndWithThemEveryBomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("MANIFEST.json"));
            zip.write(new byte[1_000_000]);
        }

        Path bomb = file(out.toByteArray());

        assertThatThrownBy(() -> PackReader.open(bomb)).isInstanceOf(PackFaultException.class);
    }

    @Test
    void shouldRefuseNamesThatLeadElsewhere() throws IOException {
        for (String name :
                new String[] {"../a", "/a", "a/../b", "a//b", ".a", "a/.b", "a\\b", ""}) {
            PackWriter writer = new PackWriter(new ByteArrayOutputStream());
            assertThatThrownBy(() -> writer.add(name, 0, 0, new ByteArrayInputStream(new byte[0])))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // a reader is shown such a name by somebody else's writer
        byte[] bytes = pack(sample());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Path forged =
                file(
                        text.replace("artefacts/a", "../efacts/a")
                                .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PackReader.open(forged)).isInstanceOf(PackFaultException.class);
    }

    @Test
    void shouldRefuseToReadThroughALink() throws Exception {
        Path pack = file(pack(sample()));
        Path link = Files.createSymbolicLink(directory.resolve("link.zip"), pack);

        assertThatThrownBy(() -> PackReader.open(link)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseAFileThatChangedWhileItWasPacked() {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream());

        assertThatThrownBy(
                        () ->
                                writer.add(
                                        "a",
                                        3,
                                        crc(new byte[3]),
                                        new ByteArrayInputStream(new byte[4])))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> writer.add("a", 3, 0, new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseEveryFlippedBitOutsideOfContents() throws Exception {
        byte[] bytes = pack(sample());
        int refused = 0;
        int content = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] copy = bytes.clone();
                copy[at] ^= (byte) (1 << bit);
                if (isFound(copy)) {
                    refused++;
                } else {
                    content++;
                }
            }
        }
        assertThat(refused).isEqualTo(bytes.length * 8);
        assertThat(content).isZero();
    }

    /** Refused as a whole, or one member measures otherwise than it was packed. */
    private boolean isFound(byte[] bytes) throws IOException {
        try (PackReader reader = PackReader.open(file(bytes))) {
            if (!reader.names().equals(sample().keySet())) {
                return true;
            }
            for (String name : reader.names()) {
                PackReader.Measured measured = reader.measure(name);
                if (!measured.crcRight()
                        || !measured.sha384().equals(Digest.sha384(sample().get(name)))) {
                    return true;
                }
            }
            return false;
        } catch (PackFaultException e) {
            return true;
        }
    }

    /** Property: a pack that opens and whose checksums are right holds what was packed. */
    @Test
    void shouldSurviveAnyBytes() throws Exception {
        long seed = 20261121L;
        Random random = new Random(seed);
        int runs = Boolean.getBoolean("gatehouse.campaign") ? CAMPAIGN : ORDINARY;
        byte[] good = pack(sample());
        int tried = 0;
        int opened = 0;
        int accepted = 0;
        for (int i = 0; i < runs; i++) {
            byte[] bytes = mutated(good, random);
            try (PackReader reader = PackReader.open(file(bytes))) {
                opened++;
                boolean right = true;
                boolean same = reader.names().equals(sample().keySet());
                for (String name : reader.names()) {
                    PackReader.Measured measured = reader.measure(name);
                    right &= measured.crcRight();
                    same &=
                            sample().containsKey(name)
                                    && measured.sha384().equals(Digest.sha384(sample().get(name)));
                    if (name.equals(PackManifest.NAME)) {
                        readManifest(reader.read(name, PackManifest.LARGEST));
                    }
                }
                accepted += right ? 1 : 0;
                assertThat(same || !right).as("seed %d, input %d", seed, i).isTrue();
            } catch (PackFaultException e) {
                assertThat(e.place()).isNotBlank();
            } catch (RuntimeException | IOException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
            tried++;
        }
        System.out.printf(
                "mutated inputs: packs, tried %d, accepted %d, seed %d"
                        + " (%d opened; each accepted one holds what was packed)%n",
                tried, accepted, seed, opened);
        assertThat(tried).isEqualTo(runs);
        assertThat(opened).isLessThan(runs);
    }

    private static void readManifest(byte[] bytes) {
        try {
            PackManifest.read(bytes);
        } catch (PackFaultException e) {
            assertThat(e.expected()).isNotBlank();
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int edits = 1 + random.nextInt(4);
        for (int e = 0; e < edits; e++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(bytes.length - Math.max(at, from), 16);
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
