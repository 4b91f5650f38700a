package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to a restore: kills it, plants links, exchanges the file under its eyes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRestoreTest {

    private static final int KILLS = Boolean.getBoolean("gatehouse.campaign") ? 60 : 6;
    private static final int MOST_ATTEMPTS = 10 * KILLS;
    private static final int SWAPS = Boolean.getBoolean("gatehouse.campaign") ? 200 : 12;

    @TempDir static Path home;
    private Bench bench;
    private JsonObject older;
    private JsonObject newer;

    @BeforeAll
    void saved() throws Exception {
        bench = Bench.founded(home);
        bench.passphrase("backup");
        // enough to be killed in
        Files.createDirectories(bench.workspace().resolve("evidence"));
        Files.write(bench.workspace().resolve("evidence/large.bin"), new byte[16 * 1024 * 1024]);
        older = backup(bench, "older.zip");
        Bench.require(bench.open(), 0);
        newer = backup(bench, "newer.zip");
    }

    private static JsonObject backup(Bench of, String name) {
        Bench.Said said =
                of.run(
                        "recover",
                        "backup",
                        "--out",
                        home.resolve(name).toString(),
                        "--passphrase-file",
                        passphrase(),
                        "--format",
                        "json");
        Bench.require(said, 0);
        return json(said);
    }

    private static String passphrase() {
        return home.resolve("passphrases/backup").toString();
    }

    private static JsonObject json(Bench.Said said) {
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private static String position(JsonObject backup) {
        JsonObject journal = backup.object("journal").orElseThrow();
        return journal.integer("seq").orElseThrow() + ":" + journal.requireText("digest");
    }

    private static List<String> line(String backup, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "recover",
                                "restore",
                                home.resolve(backup).toString(),
                                "--passphrase-file",
                                passphrase()));
        all.addAll(List.of(more));
        return all;
    }

    private Bench.Said restore(Path target, String backup, String... more) {
        return bench.elsewhere(target).run(line(backup, more).toArray(String[]::new));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static List<Path> besides(Path folder, String part) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().contains(part)).toList();
        }
    }

    @Test
    void shouldSayWhereAnOlderBackupEndsAndRefuseItForALaterPosition() {
        Path target = home.resolve("rolled-back");

        // who knows a later position is told
        Bench.Said refused = restore(target, "older.zip", "--expect", position(newer));
        assertThat(refused.exit()).as(refused.out()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.out() + refused.err()).contains("rolled-back");
        assertThat(target).doesNotExist();

        // who knows the key alone cannot tell, sees where it ends, and gets it halted
        Bench.Said restored =
                restore(target, "older.zip", "--engine-key", older.requireText("engine_key"));
        Bench.require(restored, 0);
        assertThat(restored.out()).contains("The history ends at 2").contains("halted");
        assertThat(bench.elsewhere(target).run("status").out()).contains("A halt latch is down");
        assertThat(bench.elsewhere(target).run("audit", "fsck", "--expect", position(newer)).exit())
                .isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldPutNothingWhereALinkOrAFileStands() throws IOException {
        Path empty = Files.createDirectory(home.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(home.resolve("link"), empty);
        Path dangling = Files.createSymbolicLink(home.resolve("dangling"), home.resolve("nowhere"));
        Path file = Files.writeString(home.resolve("file"), "mine");
        Path full = Files.createDirectory(home.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        for (Path target : List.of(link, dangling, file, full, home.resolve("no/parent"))) {
            Bench.Said said = restore(target, "older.zip", "--expect", position(older));
            assertThat(said.exit()).as(target + said.err()).isEqualTo(ExitCodes.CONFLICT);
        }
        assertThat(empty).isEmptyDirectory();
        assertThat(home.resolve("nowhere")).doesNotExist();
        assertThat(full.resolve("mine")).hasContent("mine");
        assertThat(restore(home.resolve("x"), "none.zip", "--expect", position(older)).exit())
                .isEqualTo(ExitCodes.UNDECIDED);
    }

    @Test
    void shouldNotSaveThroughALinkThatLeadsBackIntoTheWorkspace() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("back"), bench.workspace());

        Bench.Said said =
                bench.run(
                        "recover",
                        "backup",
                        "--out",
                        link.resolve("b.zip").toString(),
                        "--passphrase-file",
                        passphrase());

        assertThat(said.exit()).as(said.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.workspace().resolve("b.zip")).doesNotExist();
    }

    @Test
    void shouldComeBackWholeAfterAttemptsThatWereKilled() throws Exception {
        Path folder = Files.createDirectory(home.resolve("killed"));
        Path target = folder.resolve("ws");
        int left = 0;
        // one that was done before it was killed does not count as a kill
        for (int kill = 0; kill < KILLS || left == 0 && kill < MOST_ATTEMPTS; kill++) {
            Process restore =
                    start("C.UTF-8", target, line("newer.zip", "--expect", position(newer)));
            // from the first byte unpacked to shortly before the end
            while (restore.isAlive() && besides(folder, ".restoring-").isEmpty()) {
                restore.waitFor(1, TimeUnit.MILLISECONDS);
            }
            restore.waitFor(kill < KILLS ? kill * 40L : 0, TimeUnit.MILLISECONDS);
            restore.destroyForcibly().waitFor();
            if (Files.exists(target)) {
                assertThat(bench.elsewhere(target).run("status").out())
                        .contains("A halt latch is down");
                delete(target);
                continue;
            }
            // what the attempt before left is gone, and its own is all there is
            assertThat(besides(folder, ".restoring-").size()).isLessThanOrEqualTo(1);
            left += besides(folder, ".restoring-").size();
        }
        assertThat(left).isPositive();

        if (!Files.exists(target)) {
            Bench.require(restore(target, "newer.zip", "--expect", position(newer)), 0);
        }
        assertThat(besides(folder, ".restoring-")).isEmpty();
        assertThat(target.resolve("lock")).doesNotExist();
        Bench back = bench.elsewhere(target);
        assertThat(json(back.run("audit", "replay", "--format", "json")).requireText("root"))
                .isEqualTo(newer.requireText("state"));
        assertThat(target.resolve("var/gatehouse/halt")).isNotEmptyDirectory();
    }

    @Test
    void shouldNotTakeAwayWhatARestoreAtWorkOrSomebodyElseHasThere() throws IOException {
        Path folder = Files.createDirectory(home.resolve("at-work"));
        Path target = folder.resolve("ws");
        Path atWork = Files.createDirectories(folder.resolve(".ws.restoring-1/tree")).getParent();
        Path other = Files.createDirectories(folder.resolve(".other.restoring-1/tree"));
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Files.writeString(outside.resolve("lock"), "");
        Files.createSymbolicLink(folder.resolve(".ws.restoring-2"), outside);
        Path dead = Files.createDirectory(folder.resolve(".ws.restoring-3"));
        Files.writeString(dead.resolve("lock"), "");
        Files.createSymbolicLink(dead.resolve("tree"), outside);
        try (FileChannel channel =
                        FileChannel.open(
                                atWork.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            Bench.require(restore(target, "older.zip", "--expect", position(older)), 0);
        }
        assertThat(atWork.resolve("tree")).isDirectory();
        assertThat(other).isDirectory();
        assertThat(dead).doesNotExist();
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    /** The same file with another configuration, and a list that names its digest. */
    private byte[] exchanged() throws IOException {
        TreeMap<String, byte[]> members = new TreeMap<>(Zips.members(home.resolve("older.zip")));
        String manifest = new String(members.get("MANIFEST.json"), StandardCharsets.UTF_8);
        byte[] own = Files.readAllBytes(bench.workspace().resolve("config/core.yaml"));
        byte[] planted =
                new String(own, StandardCharsets.UTF_8)
                        .replace("mode: demo", "mode: live")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(planted).hasSameSizeAs(own).isNotEqualTo(own);
        members.replaceAll((name, bytes) -> java.util.Arrays.equals(bytes, own) ? planted : bytes);
        members.put(
                "MANIFEST.json",
                manifest.replace(Digest.sha384(own).value(), Digest.sha384(planted).value())
                        .getBytes(StandardCharsets.UTF_8));
        return Files.readAllBytes(Zips.write(home.resolve("exchanged.zip"), members));
    }

    @Test
    void shouldRestoreNothingThatWasExchangedWhileItWasRead() throws Exception {
        byte[] genuine = Files.readAllBytes(home.resolve("older.zip"));
        byte[] planted = exchanged();
        assertThat(planted).hasSameSizeAs(genuine);
        String own = Files.readString(bench.workspace().resolve("config/core.yaml"));
        Path file = home.resolve("swapped.zip");
        long began = System.nanoTime();
        Bench.require(
                restore(home.resolve("measured"), "older.zip", "--expect", position(older)), 0);
        long whole = System.nanoTime() - began;
        int refused = 0;
        for (int swap = 0; swap < SWAPS; swap++) {
            Files.write(file, genuine);
            // the first one before anything is read: else a busy machine might be too late each
            // time
            boolean first = swap == 0;
            long at = System.nanoTime() + whole * swap / SWAPS;
            Thread thief =
                    new Thread(
                            () -> {
                                while (System.nanoTime() < at) {
                                    LockSupport.parkNanos(50_000);
                                }
                                overwrite(file, planted, genuine);
                            });
            thief.start();
            if (first) {
                thief.join();
            }
            Path target = home.resolve("swap-" + swap);
            Bench.Said said = restore(target, "swapped.zip", "--expect", position(older));
            thief.join();
            if (said.exit() == 0) {
                assertThat(target.resolve("config/core.yaml")).hasContent(own);
            } else {
                assertThat(said.exit()).as(said.err()).isEqualTo(ExitCodes.REFUSED);
                assertThat(target).doesNotExist();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    /** In place, and only where the two differ, as somebody does who wants to be quick. */
    private static void overwrite(Path file, byte[] planted, byte[] genuine) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < planted.length; at++) {
                if (planted[at] != genuine[at]) {
                    channel.write(ByteBuffer.wrap(planted, at, 1), at);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseNamesThatItCannotSpell() throws Exception {
        Path strange = Files.createDirectory(home.resolve("strange")).resolve("ws");
        Bench.copy(bench.workspace(), Files.createDirectory(strange));
        Path named = strange.resolve("config/żółw.yaml");
        Files.writeString(named, "a: 1\n");
        List<String> backup =
                List.of(
                        "recover",
                        "backup",
                        "--passphrase-file",
                        passphrase(),
                        "--out",
                        home.resolve("strange.zip").toString());

        // saved under a name that is not its own, two files would be one
        Process posix = start("C", strange, backup);
        assertThat(posix.waitFor()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said()).contains("backup name");
        assertThat(home.resolve("strange.zip")).doesNotExist();

        // and where it can be spelled, it is saved; restored is it only where it can be, too
        assertThat(start("C.UTF-8", strange, backup).waitFor()).as(said()).isZero();
        List<String> restore = line("strange.zip", "--expect", position(older));
        Path back = home.resolve("strange-back");
        assertThat(start("C", back, restore).waitFor()).isEqualTo(ExitCodes.REFUSED);
        assertThat(back).doesNotExist();
        assertThat(start("C.UTF-8", back, restore).waitFor()).as(said()).isZero();
        assertThat(back.resolve("config/żółw.yaml")).hasContent("a: 1\n");
    }

    private static String said() throws IOException {
        return Files.readString(home.resolve("said.txt"));
    }

    private static Process start(String locale, Path workspace, List<String> line)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatehouse.cli.Main"));
        command.addAll(line);
        command.addAll(List.of("--workspace", workspace.toString(), "--lang", "en"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        return builder.redirectOutput(home.resolve("said.txt").toFile()).start();
    }
}
