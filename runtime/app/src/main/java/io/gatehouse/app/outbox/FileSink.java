package io.gatehouse.app.outbox;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends notifications to a file, one line each, for log collectors and for people. */
public final class FileSink implements Sink {

    private final Path file;

    public FileSink(Path file) {
        this.file = file;
    }

    /** The file is opened each time, so that others can rotate it. */
    @Override
    public void deliver(CloudEvent event) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.READ,
                        LinkOption.NOFOLLOW_LINKS)) {
            long end = out.size();
            boolean torn = end > 0 && lastByte(out, end) != '\n';
            out.position(end);
            String line = (torn ? "\n" : "") + CanonicalJson.text(event.toJson()) + "\n";
            DurableFiles.writeFully(out, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
    }

    /** A line that a crash cut off is ended, so that it spoils no other. */
    private static byte lastByte(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, size - 1) == 1 ? last.get(0) : (byte) '\n';
    }
}
