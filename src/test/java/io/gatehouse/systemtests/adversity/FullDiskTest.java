package io.gatehouse.systemtests.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.systemtests.walk.Premises;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system of 8 MiB that is filled up under the engine as the product opens it, database
 * included. Needs the right to mount one, and is skipped without.
 *
 * <p>With the property {@code gatehouse.campaign} many different fillings, a few without.
 */
class FullDiskTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int SIZE = 8 * 1024 * 1024;
    private static final int PAGE = 4096;

    /** From no free page to more than a promotion takes. */
    private static final int MOST_PAGES = 160;

    private static final int STEP = CAMPAIGN ? 4 : 60;
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;

    private final Map<FaultyLife.End, Integer> ends = new EnumMap<>(FaultyLife.End.class);
    private Map<String, CommandSigner> signers;

    @Test
    void shouldLoseNothingAndStillHaltWhenTheDiskIsFull() throws Exception {
        Workspace template = Premises.found(directory.resolve("founded"), "0", CLOCK);
        signers = Premises.signers(template, CLOCK);
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString()),
                "no right to mount a small file system");
        int fillings = 0;
        try {
            for (int pages = 0; pages <= MOST_PAGES; pages += STEP) {
                fill(Premises.copy(template, disk.resolve("w")), disk, pages);
                fillings++;
            }
        } finally {
            assertThat(run("umount", "-l", disk.toString())).as("unmounted").isTrue();
        }
        System.out.printf(
                "disk: %d fillings of a file system of %d MiB (%s), 0 violations%n",
                fillings, SIZE >> 20, ends);
        assertThat(fillings).isEqualTo(MOST_PAGES / STEP + 1);
        assertThat(ends).containsKey(FaultyLife.End.STOPPED);
    }

    private void fill(Workspace workspace, Path disk, int pages) throws Exception {
        String what = pages + " free pages";
        Path ballast = disk.resolve("ballast");
        Path rest = disk.resolve("rest");
        FileStore store = Files.getFileStore(disk);
        Files.write(ballast, new byte[(int) store.getUsableSpace() - pages * PAGE]);
        FaultyLife life =
                new FaultyLife(
                        () -> new EmbeddedEngine(workspace, CLOCK, Optional.empty()).open("test"),
                        Faults.none(),
                        signers,
                        () -> {});
        FaultyLife.End end = life.live();
        ends.merge(end, 1, Integer::sum);
        useUp(rest);
        assertThat(store.getUsableSpace()).as(what).isZero();
        boolean halting = pages % (2 * STEP) == 0;
        Aftermath aftermath = new Aftermath(workspace, CLOCK, signers, what);
        if (halting) {
            assertThat(new Halt(workspace).stop()).as("halt with %s", what).isEmpty();
        }
        aftermath.requireNoStrayPermit(true);
        Files.delete(rest);
        Files.delete(ballast);
        aftermath.requireSoundRestart(life.acknowledged(), halting);
        Premises.remove(workspace);
    }

    /** To the last byte. */
    private static void useUp(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            byte[] page = new byte[PAGE];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return;
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program here
        }
    }
}
