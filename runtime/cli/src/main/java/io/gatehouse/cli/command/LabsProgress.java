package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.cli.Messages;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a run of the laboratory is: on a terminal a bar with the time that is left, elsewhere one
 * line when a phase begins. Thread-safe.
 */
interface LabsProgress extends LabProgress, AutoCloseable {

    @Override
    void close();

    /**
     * @param err where it is shown; answers go elsewhere
     */
    static LabsProgress on(PrintWriter err, Messages messages) {
        return isTerminal() ? new Bar(err, messages) : new Lines(err, messages);
    }

    /** From Java 22 on there is a console without a terminal too, and it says which it is. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** For logs: a line for each phase. */
    final class Lines implements LabsProgress {

        private final PrintWriter err;
        private final Messages messages;
        private String phase = "";

        Lines(PrintWriter err, Messages messages) {
            this.err = err;
            this.messages = messages;
        }

        @Override
        public synchronized void at(String now, int done, int total) {
            if (!now.equals(phase)) {
                phase = now;
                err.println(messages.text("labs.phase." + now));
                err.flush();
            }
        }

        @Override
        public void close() {
            err.flush();
        }
    }

    /** For people who wait. */
    final class Bar implements LabsProgress {

        private static final int WIDTH = 79;

        private final PrintWriter err;
        private final Messages messages;
        private String phase = "";
        private ProgressBar bar;

        Bar(PrintWriter err, Messages messages) {
            this.err = err;
            this.messages = messages;
        }

        @Override
        public synchronized void at(String now, int done, int total) {
            if (!now.equals(phase)) {
                end();
                phase = now;
                bar =
                        new ProgressBarBuilder()
                                .setTaskName(messages.text("labs.phase." + now))
                                .setInitialMax(Math.max(1, total))
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis((int) Duration.ofMillis(200).toMillis())
                                .setConsumer(
                                        new DelegatingProgressBarConsumer(
                                                line -> {
                                                    err.print("\r" + line);
                                                    err.flush();
                                                },
                                                WIDTH))
                                .build();
            }
            bar.stepTo(done);
        }

        private void end() {
            if (bar != null) {
                bar.close();
                err.println();
                bar = null;
            }
        }

        @Override
        public synchronized void close() {
            end();
            err.flush();
        }
    }
}
