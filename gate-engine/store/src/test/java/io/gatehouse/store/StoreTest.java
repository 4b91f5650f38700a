package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.store.StoreFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir Path directory;

    private static void faults(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }

    @Test
    void shouldKeepItsContentFromOneOpeningToTheNext() {
        History history = History.full("a");
        try (Store store = StoreFixture.open(directory)) {
            store.projector().synchronise(history, history.state);
        }
        try (Store store = StoreFixture.open(directory)) {
            assertThat(store.readModel().position()).isEqualTo(history.position());
        }
    }

    @Test
    void shouldRefuseASecondOpeningAndADiscardWhileItIsOpen() {
        try (Store store = StoreFixture.open(directory)) {
            faults(() -> StoreFixture.open(directory), Kind.LOCKED);
            faults(() -> Store.discard(directory), Kind.LOCKED);
            assertThat(store.readModel().position().seq()).isZero();
        }
        assertThatCode(() -> Store.discard(directory)).doesNotThrowAnyException();
    }

    @Test
    void shouldDiscardItsOwnFilesAndNothingElse() throws IOException {
        StoreFixture.open(directory).close();
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("store.txt"), "mine");

        Store.discard(directory);
        Store.discard(directory);
        Store.discard(directory.resolve("absent"));

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("notes.txt", "store.txt");
        }
    }

    @Test
    void shouldNameACorruptFileAndComeBackAfterDiscarding() throws IOException {
        History history = History.full("a");
        Files.createDirectories(directory);
        Files.writeString(Database.fileIn(directory), "this is no database".repeat(1_000));

        assertThatThrownBy(() -> StoreFixture.open(directory))
                .isInstanceOfSatisfying(
                        StoreFault.class,
                        fault -> {
                            assertThat(fault.kind()).isEqualTo(Kind.CORRUPT);
                            assertThat(fault.isCuredByDiscarding()).isTrue();
                        });

        Store.discard(directory);
        try (Store store = StoreFixture.open(directory)) {
            store.projector().synchronise(history, history.state);
            assertThat(store.readModel().position()).isEqualTo(history.position());
        }
    }

    /** Whatever a damaged file does, it never gives an exception of a driver or a wrong content. */
    @Test
    void shouldSurviveDamagedFiles() throws Exception {
        History history = History.full("a");
        try (Store store = StoreFixture.open(directory)) {
            store.projector().synchronise(history, history.state);
        }
        byte[] good = Files.readAllBytes(Database.fileIn(directory));
        var whole = StoreFixture.content(directory);
        long seed = 42;
        Random random = new Random(seed);
        int tried = 0;
        int faults = 0;
        for (int round = 0; round < 60; round++) {
            byte[] bad = good.clone();
            if (round % 3 == 0) {
                bad = Arrays.copyOf(good, random.nextInt(good.length));
            } else {
                // Small damage here and there, then a whole block: the header is the first 8 KiB.
                int start = round % 3 == 1 ? 0 : random.nextInt(bad.length);
                for (int i = 0; i < 4_000 && start + i < bad.length; i++) {
                    if (round % 3 == 2 || random.nextInt(20) == 0) {
                        bad[start + i] = (byte) random.nextInt(256);
                    }
                }
            }
            Store.discard(directory);
            Files.write(Database.fileIn(directory), bad);
            try (Store store = StoreFixture.open(directory)) {
                store.projector().synchronise(history, history.state);
            } catch (StoreFault fault) {
                assertThat(fault.isCuredByDiscarding())
                        .as("seed %d, round %d: %s", seed, round, fault.getCause())
                        .isTrue();
                faults++;
                Store.discard(directory);
                try (Store store = StoreFixture.open(directory)) {
                    store.projector().synchronise(history, history.state);
                }
            }
            assertThat(StoreFixture.content(directory))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(whole);
            tried++;
        }
        System.out.printf("damaged files: %d tried, %d refused%n", tried, faults);
        assertThat(tried).isEqualTo(60);
        assertThat(faults).isPositive();
    }

    @Test
    void shouldNameAStoreOfALaterBuild() throws Exception {
        StoreFixture.open(directory).close();
        StoreFixture.tamper(
                directory,
                "UPDATE schema_mark SET digest = 'another'",
                "UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");

        faults(() -> StoreFixture.open(directory), Kind.INCOMPATIBLE);
    }

    @Test
    void shouldMigrateAgainWhenTheMarkIsNotItsOwn() throws Exception {
        StoreFixture.open(directory).close();
        StoreFixture.tamper(directory, "DELETE FROM schema_mark");

        StoreFixture.open(directory).close();

        assertThat(StoreFixture.column(directory, "SELECT digest FROM schema_mark"))
                .containsExactly(Schema.digest().value());
    }

    @Test
    void shouldKnowEveryMigrationOfItsFolder() throws Exception {
        Path folder =
                Path.of(
                        java.util.Objects.requireNonNull(
                                        Schema.class.getClassLoader().getResource(Schema.FOLDER))
                                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(Schema.MIGRATIONS);
        }
    }

    @Test
    void shouldRefuseAPathThatWouldBecomeSettings() {
        Path hostile = directory.resolve("a;INIT=RUNSCRIPT FROM 'x'");

        faults(() -> StoreFixture.open(hostile), Kind.UNAVAILABLE);
    }

    @Test
    void shouldNameADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        faults(() -> StoreFixture.open(file.resolve("below")), Kind.UNAVAILABLE);
    }

    @Test
    void shouldNameAQueryThatFailsAfterClosing() {
        Store store = StoreFixture.open(directory);
        store.close();

        faults(() -> store.readModel().position(), Kind.UNAVAILABLE);
    }

    @Test
    void shouldPrintNothing() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            History history = History.full("a");
            try (Store store = StoreFixture.open(directory)) {
                store.projector().synchronise(history, history.state);
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
