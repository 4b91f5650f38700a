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

    /** The writer is about to write. */
    void beforeWrite() throws IOException;

    /** The writer has written, and what it wrote is durable, but nobody was told so yet. */
    void afterWrite() throws IOException;
}
