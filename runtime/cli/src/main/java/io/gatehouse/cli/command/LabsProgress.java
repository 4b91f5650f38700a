package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.cli.Messages;
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
        return System.console() == null ? new Lines(err, messages) : new Bar(err, messages);
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
