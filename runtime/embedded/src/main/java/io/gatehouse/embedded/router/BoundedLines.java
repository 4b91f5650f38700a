package io.gatehouse.embedded.router;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of a stream, none of which fills the memory: of one that is too long only so much is kept
 * that it is refused. For one thread.
 */
public final class BoundedLines implements AutoCloseable {

    private final InputStream in;

    public BoundedLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; empty at the end of the stream. */
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() <= OrderLine.LONGEST) {
                line.write(read);
            }
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
