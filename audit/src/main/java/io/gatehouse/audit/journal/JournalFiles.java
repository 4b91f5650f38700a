package io.gatehouse.audit.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/**
 * Port: one directory of files that a journal writes.
 *
 * <p>Everything that can fail on a disk goes through here, so that tests can let each operation
 * fail. Names are plain file names. Thread-safe for different files.
 */
public interface JournalFiles {

    /** Names of all entries. */
    SortedSet<String> list() throws IOException;

    /** Size in bytes. */
    long size(String name) throws IOException;

    /** The bytes from an offset on; the caller closes the stream. */
    InputStream read(String name, long from) throws IOException;

    /** Opens an existing file for writing. */
    JournalFile open(String name) throws IOException;

    /**
     * Makes an empty file and its directory entry durable and opens it for writing.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is taken
     */
    JournalFile create(String name) throws IOException;

    /** Replaces or makes a whole file, atomically and durably. */
    void replace(String name, byte[] bytes) throws IOException;

    /** Shortens a file, durably. */
    void truncate(String name, long length) throws IOException;
}
