package io.gatehouse.audit.journal;

import java.io.IOException;
import java.util.Arrays;

/** A file that is open for writing; used by one thread at a time. */
public interface JournalFile extends AutoCloseable {

    /** Size in bytes as the operating system sees it now. */
    long size() throws IOException;

    /** Writes all bytes at a position; not durable before {@link #force}. */
    void write(long position, byte[] bytes) throws IOException;

    /** Writes a part of an array at a position; not durable before {@link #force}. */
    default void write(long position, byte[] bytes, int from, int length) throws IOException {
        write(position, Arrays.copyOfRange(bytes, from, from + length));
    }

    /** Brings what was written to the disk. After a failure nobody knows what the disk holds. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
