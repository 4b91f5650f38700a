package io.gatehouse.adapter.metrics;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of whole lines. What a failed write or a crash left behind the last line end is taken away
 * before the next line, so that one fault never spoils two lines. Not thread-safe.
 */
public final class LineFile implements AutoCloseable {

    private final FileChannel channel;
    private long end;

    /**
     * @param file made when it is not there; never through a link
     * @throws IOException when it cannot be written
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
        end = wholeLines(channel);
    }

    private static long wholeLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = channel.size(); at > 0; at--) {
            one.clear();
            if (channel.read(one, at - 1) == 1 && one.get(0) == '\n') {
                return at;
            }
        }
        return 0;
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
