package io.gatehouse.adapter.metrics.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Alerts as lines of a file, each forced to disk. A line that was cut off by a failed write is taken
 * away again before the next one. Confined to one thread.
 */
public final class AlertLog implements AlertSink, AutoCloseable {

    private final FileChannel channel;
    private long end;

    /**
     * @param file made when it is not there; never through a link
     * @throws IOException when it cannot be written
     */
    public AlertLog(Path file) throws IOException {
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

    /** Where the last whole line ends; what a crash left behind it is no line. */
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

    @Override
    public void accept(AlertEvent event) throws IOException {
        byte[] line = (CanonicalJson.text(event.toJson()) + "\n").getBytes(UTF_8);
        channel.truncate(end);
        channel.position(end);
        DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
        channel.force(true);
        end += line.length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
