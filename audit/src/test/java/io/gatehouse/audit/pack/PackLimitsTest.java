package io.gatehouse.audit.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading parts of a pack, and how much a pack may hold. */
class PackLimitsTest {

    private static final byte[] FIVE = {10, (byte) 200, 30, 40, 50};

    @TempDir Path directory;

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static void add(PackWriter writer, String name, byte[] bytes) throws IOException {
        writer.add(name, bytes.length, crc(bytes), new ByteArrayInputStream(bytes));
    }

    private Path pack(String... names) throws IOException {
        Path file = directory.resolve("pack.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            PackWriter writer = new PackWriter(out);
            for (String name : names) {
                add(writer, name, FIVE);
            }
            writer.finish();
        }
        return file;
    }

    @Test
    void shouldReadAMemberByteByByteAndNoFurther() throws Exception {
        try (PackReader reader = PackReader.open(pack("a", "b"));
                InputStream in = reader.open("a")) {
            assertThat(reader.size("a")).isEqualTo(5);
            assertThat(in.read()).isEqualTo(10);
            assertThat(in.read()).isEqualTo(200);
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.read(new byte[0], 0, 0)).isZero();
            byte[] rest = new byte[9];
            assertThat(in.read(rest, 3, 6)).isEqualTo(1);
            assertThat(rest[3]).isEqualTo((byte) 50);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.skip(1)).isZero();
        }
    }

    @Test
    void shouldSkipNeitherBackwardsNorBeyondTheMember() throws Exception {
        try (PackReader reader = PackReader.open(pack("a", "b"));
                InputStream in = reader.open("a")) {
            assertThat(in.skip(-3)).isZero();
            assertThat(in.skip(100)).isEqualTo(5);
            assertThat(in.read(new byte[4], 0, 4)).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadASmallMemberWholeAndRefuseALargerOne() throws Exception {
        try (PackReader reader = PackReader.open(pack("a"))) {
            assertThat(reader.read("a", 5)).isEqualTo(FIVE);
            assertThatThrownBy(() -> reader.read("a", 4))
                    .isInstanceOfSatisfying(
                            PackFaultException.class,
                            e -> {
                                assertThat(e.place()).isEqualTo("a");
                                assertThat(e.expected()).isEqualTo("at most 4 bytes");
                                assertThat(e.observed()).isEqualTo("5 bytes");
                                assertThat(e).hasMessageContainingAll("a", "4", "5");
                            });
        }
    }

    @Test
    void shouldKnowNoMemberOfAnotherName() throws Exception {
        try (PackReader reader = PackReader.open(pack("a/b", "a/c", "ab"))) {
            assertThatThrownBy(() -> reader.open("a")).isInstanceOf(FileNotFoundException.class);
            assertThat(reader.below("a")).containsExactly("a/b", "a/c");
            assertThat(reader.below("b")).isEmpty();
        }
    }

    @Test
    void shouldNoticeThatThePackBecameShorter() throws Exception {
        Path file = pack("a");
        try (PackReader reader = PackReader.open(file)) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(10);
            }
            assertThatThrownBy(() -> reader.measure("a")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldOpenNoFolderAndNothingThatIsAbsent() {
        assertThatThrownBy(() -> PackReader.open(directory))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> PackReader.open(directory.resolve("absent")))
                .isInstanceOfAny(FileNotFoundException.class, NoSuchFileException.class);
    }

    @Test
    void shouldOpenNoFileOfMoreThanAPackCanHold() throws Exception {
        Path file = directory.resolve("large.zip");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(StoredZip.LARGEST + 1); // without content: takes no room
        }

        assertThatThrownBy(() -> PackReader.open(file))
                .isInstanceOfSatisfying(
                        PackFaultException.class,
                        e -> assertThat(e.expected()).contains("" + StoredZip.LARGEST));
    }

    @Test
    void shouldTakeNamesInOrderAndOnce() throws Exception {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream());
        add(writer, "b", FIVE);

        for (String name : new String[] {"a", "b"}) {
            assertThatThrownBy(() -> add(writer, name, FIVE))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        add(writer, "c", FIVE);
    }

    @Test
    void shouldTakeNamesOfAtMostTwoHundredCharactersInEightParts() throws Exception {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream());
        add(writer, "a".repeat(200), FIVE);
        add(writer, "b/".repeat(7) + "b", FIVE);

        for (String name : new String[] {"c".repeat(201), "c/".repeat(8) + "c"}) {
            assertThatThrownBy(() -> add(writer, name, FIVE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldTakeNoMemberThatIsTooLargeOrOfNegativeSize() {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream());
        InputStream none = InputStream.nullInputStream();
        long most = StoredZip.LARGEST - StoredZip.LOCAL_LENGTH - 1;

        for (long size : new long[] {-1, most + 1}) {
            assertThatThrownBy(() -> writer.add("a", size, 0, none))
                    .as("%d", size)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // the greatest one fails only because its content is not what was said
        assertThatThrownBy(() -> writer.add("a", most, 0, none)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldTakeAsManyMembersAsTheFormatCounts() throws Exception {
        PackWriter writer = new PackWriter(OutputStream.nullOutputStream());
        for (int i = 0; i < StoredZip.MOST_MEMBERS; i++) {
            writer.add(String.format("m%05d", i), 0, 0, InputStream.nullInputStream());
        }

        assertThatThrownBy(() -> writer.add("n", 0, 0, InputStream.nullInputStream()))
                .isInstanceOf(IllegalArgumentException.class);
        writer.finish();
    }
}
