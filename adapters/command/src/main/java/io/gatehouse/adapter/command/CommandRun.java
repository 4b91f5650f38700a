package io.gatehouse.adapter.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** A program that has been started, from start to end; for one thread. */
final class CommandRun {

    /**
     * How long the output may stay open after the program has ended, before its holders are killed.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * How long the rest of the output may take to reach the disk when all its holders are dead; a
     * busy machine must not turn a known outcome into a lost one.
     */
    private static final Duration LAST = Duration.ofSeconds(30);

    /** How a run ended. */
    sealed interface End {}

    /** It ended by itself. */
    record Exited(
            int code,
            boolean leftProcesses,
            Instant startedAt,
            Instant finishedAt,
            long nanos,
            OutputLog stdout,
            OutputLog stderr)
            implements End {}

    /** It was killed; how much it had done is not known. */
    record Killed(String reason) implements End {}

    private final Process process;
    private final ProcessTree tree;
    private final OutputLog stdout;
    private final OutputLog stderr;
    private final Thread stdoutThread;
    private final Thread stderrThread;
    private final InstantSource clock;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();

    private CommandRun(
            Process process,
            ProcessTree tree,
            OutputLog stdout,
            OutputLog stderr,
            InstantSource clock) {
        this.process = process;
        this.tree = tree;
        this.stdout = stdout;
        this.stderr = stderr;
        this.clock = clock;
        this.startedAt = now();
        this.stdoutThread = pump(stdout, "stdout");
        this.stderrThread = pump(stderr, "stderr");
    }

    static CommandRun start(
            ProcessBuilder builder,
            AttemptFolder folder,
            String mark,
            long cap,
            InstantSource clock)
            throws IOException {
        Process process = builder.start();
        ProcessTree tree = new ProcessTree(process, mark);
        try {
            return new CommandRun(
                    process,
                    tree,
                    OutputLog.of(process.getInputStream(), folder.stdout(), cap),
                    OutputLog.of(process.getErrorStream(), folder.stderr(), cap),
                    clock);
        } catch (RuntimeException e) {
            tree.kill();
            throw e; // it has run: the engine takes an exception as UNKNOWN, which is right
        }
    }

    /** Waits for the end, or kills at the timeout or when the thread is interrupted. */
    End await(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                tree.kill();
                return new Killed("timeout after " + timeout);
            }
            long nanos = System.nanoTime() - startNanos;
            Instant finishedAt = now();
            join(stdoutThread, GRACE);
            join(stderrThread, GRACE);
            tree.awaitEnd(GRACE);
            boolean left = tree.kill();
            join(stdoutThread, LAST);
            join(stderrThread, LAST);
            if (stdoutThread.isAlive() || stderrThread.isAlive()) {
                return new Killed("a process that could not be killed keeps the output open");
            }
            return new Exited(
                    process.exitValue(), left, startedAt, finishedAt, nanos, stdout, stderr);
        } catch (InterruptedException e) {
            tree.kill();
            Thread.currentThread().interrupt();
            return new Killed("interrupted");
        }
    }

    private static void join(Thread thread, Duration atMost) throws InterruptedException {
        thread.join(atMost.toMillis());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Thread pump(OutputLog log, String stream) {
        Thread thread = new Thread(log, "gatehouse-command-" + stream);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
