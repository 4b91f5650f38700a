package io.gatehouse.adapter.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * All processes of one run: the program, its descendants, and those that have left the tree.
 *
 * <p>A child whose parent has died is adopted by init and no longer a descendant; on Linux it is
 * still found by a mark in the environment it inherited. A process that clears its environment and
 * also leaves the tree escapes; keeping such a one needs a container or a control group around
 * Gatehouse.
 */
final class ProcessTree {

    /** Name of the environment variable that marks a run. */
    static final String MARK = "GATEHOUSE_ACTION";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 20;

    private final Process process;
    private final byte[] mark;

    ProcessTree(Process process, String mark) {
        this.process = process;
        this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Kills until nothing is left, for a process may start another between looking and killing.
     *
     * @return whether anything but the program itself was there
     */
    boolean kill() {
        boolean others = false;
        // an interrupted thread waits for nothing: killing must be finished all the same
        boolean interrupted = Thread.interrupted();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> alive = alive();
            if (alive.isEmpty()) {
                break;
            }
            for (ProcessHandle handle : alive) {
                others |= handle.pid() != process.pid();
                handle.destroyForcibly();
            }
            for (ProcessHandle handle : alive) {
                interrupted |= !awaitEnd(handle);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return others;
    }

    /** Gives those that are about to end the time to do so. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        CompletableFuture<?>[] ends =
                alive().stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What is left after that is the caller's to kill.
        }
    }

    /** Whether it was left to wait; what is still there afterwards is killed again. */
    private static boolean awaitEnd(ProcessHandle handle) {
        try {
            handle.onExit().get(200, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return true;
        }
    }

    private List<ProcessHandle> alive() {
        List<ProcessHandle> handles = new ArrayList<>();
        process.toHandle().descendants().filter(ProcessHandle::isAlive).forEach(handles::add);
        marked().filter(ProcessHandle::isAlive).forEach(handles::add);
        if (process.isAlive()) {
            handles.add(process.toHandle());
        }
        return handles;
    }

    private Stream<ProcessHandle> marked() {
        if (!Files.isDirectory(PROC)) {
            return Stream.empty();
        }
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (isMarked(entry)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return found.stream(); // the descendants are still known
        }
        return found.stream();
    }

    private boolean isMarked(Path entry) {
        try {
            byte[] environment = Files.readAllBytes(entry.resolve("environ"));
            return contains(environment, mark);
        } catch (IOException e) {
            return false; // gone, or another account's
        }
    }

    /** Whether the NUL-separated list holds exactly that element. */
    private static boolean contains(byte[] environment, byte[] element) {
        int start = 0;
        for (int i = 0; i <= environment.length; i++) {
            if (i == environment.length || environment[i] == 0) {
                if (Arrays.equals(environment, start, i, element, 0, element.length)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
