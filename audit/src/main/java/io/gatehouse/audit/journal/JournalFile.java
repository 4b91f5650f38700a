package io.gatehouse.audit.journal;

import java.io.IOException;

/** A file that is open for writing; used by one thread at a time. */
public interface JournalFile extends AutoCloseable {

    /** Size in bytes as the operating system sees it now. */
    long size() throws IOException;

    /** Writes all bytes at a position; not durable before {@link #force}. */
    void write(long position, byte[] bytes) throws IOException;

    /** Brings what was written to the disk. After a failure nobody knows what the disk holds. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
