package io.gatehouse.audit.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAtTheirLimitsTest {

    @TempDir Path directory;

    private Path file(String name, String mode) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    @Test
    void shouldCreateAFileOnceAndReplaceItWhole() throws IOException {
        Path file = directory.resolve("f");
        DurableFiles.create(file, "one".getBytes(UTF_8));
        assertThat(Files.readString(file)).isEqualTo("one");
        assertThatThrownBy(() -> DurableFiles.create(file, "two".getBytes(UTF_8)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file)).isEqualTo("one");
        DurableFiles.replace(file, "three".getBytes(UTF_8));
        assertThat(Files.readString(file)).isEqualTo("three");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactly("f");
        Path dangling = directory.resolve("link");
        Files.createSymbolicLink(dangling, directory.resolve("nowhere"));
        assertThatThrownBy(() -> DurableFiles.create(dangling, new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void shouldMakeEveryMissingDirectory() throws IOException {
        Path deep = directory.resolve("a/b/c");
        DurableFiles.createDirectories(deep);
        assertThat(deep).isDirectory();
        DurableFiles.createDirectories(deep);
        Path taken = file("taken", "rw-------");
        assertThatThrownBy(() -> DurableFiles.createDirectories(taken))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> DurableFiles.createDirectories(taken.resolve("below")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DurableFiles.forceDirectory(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldRefuseASecretThatOthersMayTouch() throws IOException {
        assertThat(OwnerOnly.objection(file("good", "rw-------"))).isEmpty();
        assertThat(OwnerOnly.objection(file("stricter", "r--------"))).isEmpty();
        for (String mode :
                new String[] {
                    "rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx------", "rw---x---"
                }) {
            assertThat(OwnerOnly.objection(file("f" + mode, mode)))
                    .hasValueSatisfying(why -> assertThat(why).contains(mode));
        }
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, directory.resolve("good"));
        assertThat(OwnerOnly.objection(link)).contains("it is a symbolic link");
        assertThat(OwnerOnly.objection(directory)).contains("it is not a regular file");
        assertThatThrownBy(() -> OwnerOnly.objection(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldHaveAnotherStampForAnotherFile() throws IOException {
        Path file = file("f", "rw-------");
        FileStamp before = FileStamp.of(file).orElseThrow();
        assertThat(before.size()).isEqualTo(1);
        assertThat(FileStamp.of(file)).contains(before);
        assertThat(FileStamp.of(file("g", "rw-------"))).isPresent().get().isNotEqualTo(before);
        Files.writeString(file, "xy");
        assertThat(FileStamp.of(file).orElseThrow().size()).isEqualTo(2);
        assertThat(FileStamp.of(directory.resolve("none"))).isEmpty();
    }

    @Test
    void shouldKnowWhatACrashMayHaveLeftByItsNameAlone() {
        String random = UUID.randomUUID().toString();
        assertThat(TemporaryFiles.isOf("f", "f." + random + ".tmp")).isTrue();
        for (String other :
                new String[] {
                    "f",
                    "f.",
                    "g." + random + ".tmp",
                    "f." + random,
                    "f.x.tmp",
                    "ff." + random + ".tmp"
                }) {
            assertThat(TemporaryFiles.isOf("f", other)).as(other).isFalse();
        }
        assertThat(TemporaryFiles.beside(directory.resolve("f")).getFileName().toString())
                .matches(name -> TemporaryFiles.isOf("f", name));
    }

    @Test
    void shouldRemoveOnlyWhatNobodyWritesAnyMore() throws IOException {
        Path target = directory.resolve("f");
        Path fresh = file("fresh", "rw-------");
        Instant now = Files.getLastModifiedTime(fresh).toInstant();
        Path old = TemporaryFiles.beside(target);
        Path young = TemporaryFiles.beside(target);
        Path other = directory.resolve("other");
        for (Path path : new Path[] {old, young, other}) {
            Files.writeString(path, "half");
            Files.setLastModifiedTime(
                    path,
                    FileTime.from(now.minus(TemporaryFiles.ABANDONED).minus(Duration.ofMillis(1))));
        }
        Files.setLastModifiedTime(young, FileTime.from(now.minus(TemporaryFiles.ABANDONED)));
        TemporaryFiles.sweep(target, fresh);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }
}
