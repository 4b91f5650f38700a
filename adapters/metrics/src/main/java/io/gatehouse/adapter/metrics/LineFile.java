package io.gatehouse.adapter.metrics;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that are JSON objects. What a failed write or a crash left behind the last line
 * end is taken away before the next line, so that one fault never spoils two lines. A file that
 * ends in anything else is somebody else's, and is left as it is. Not thread-safe.
 */
public final class LineFile implements AutoCloseable {

    /** No line that is written here comes near it. */
    private static final int LONGEST = 1024 * 1024;

    private final FileChannel channel;
    private long end;

    /**
     * @param file made when it is not there; never through a link
     * @throws IOException when it cannot be written, or is another file than one of lines
     */
    public LineFile(Path file) throws IOException {
        DurableFiles.createDirectories(file.toAbsolutePath().getParent());
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        boolean opened = false;
        try {
            end = wholeLines(channel);
            opened = true;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** Where the last line ends; behind it there is at most the beginning of one. */
    private static long wholeLines(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, LONGEST);
        ByteBuffer tail = ByteBuffer.allocate(length);
        while (tail.hasRemaining()) {
            if (channel.read(tail, size - length + tail.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        int torn = length;
        while (torn > 0 && tail.get(torn - 1) != '\n') {
            torn--;
        }
        boolean begins = torn == length || tail.get(torn) == '{';
        if (!begins || (torn == 0 && size > length)) {
            throw new IOException("the file is none of lines");
        }
        return size - length + torn;
    }

    /** Bytes of whole lines. */
    public long size() {
        return end;
    }

    /**
     * Appends one line.
     *
     * @param line with its line end
     * @throws IOException when it was not written whole; it counts as not written at all
     */
    public void append(byte[] line) throws IOException {
        if (channel.size() != end) {
            channel.truncate(end);
        }
        channel.position(end);
        DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
        end += line.length;
    }

    /** Returns when all lines are on disk. */
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
