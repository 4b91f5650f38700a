package io.gatehouse.audit.journal;

import java.io.IOException;

/**
 * Is told of each write of a journal, on the thread that writes; one write at a time. What it
 * throws stops the journal as a failed write does.
 */
public interface WriteListener {

    /** Listens to nothing. */
    WriteListener NONE =
            new WriteListener() {
                @Override
                public void beforeWrite() {}

                @Override
                public void afterWrite() {}
            };

    /** Something that has to be done before a write. */
    @FunctionalInterface
    interface Preparation {
        void run() throws IOException;
    }

    /** A listener that is told of a write when something else was done before it. */
    static WriteListener inTurn(Preparation before, WriteListener listener) {
        return new WriteListener() {
            @Override
            public void beforeWrite() throws IOException {
                before.run();
                listener.beforeWrite();
            }

            @Override
            public void afterWrite() throws IOException {
                listener.afterWrite();
            }
        };
    }

    /** The writer is about to write; which groups the write has is settled. */
    void beforeWrite() throws IOException;

    /** The writer has written, and what it wrote is durable, but nobody was told so yet. */
    void afterWrite() throws IOException;
}
