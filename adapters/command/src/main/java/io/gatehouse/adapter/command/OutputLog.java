package io.gatehouse.adapter.command;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Copies one output stream of a program into a file, up to a limit.
 *
 * <p>Beyond the limit the stream is read on and dropped: killing a program in the middle of its
 * work because it talks too much would leave an unknown state behind, and not reading would block
 * it. {@link #run} is for one thread; the other methods are for after it has ended.
 */
final class OutputLog implements Runnable {

    private static final int TAIL = 2_048;
    private static final int TAIL_LINES = 5;

    private final InputStream in;
    private final OutputStream out;
    private final long cap;
    private final MessageDigest digest = Digest.newSha384();
    private byte[] tail = new byte[0];
    private long stored;
    private long total;
    private boolean failed;

    private OutputLog(InputStream in, OutputStream out, long cap) {
        this.in = in;
        this.out = out;
        this.cap = cap;
    }

    /** Takes over a stream; the file must have been made by {@link AttemptFolder#create}. */
    static OutputLog of(InputStream in, Path file, long cap) {
        try {
            return new OutputLog(in, Files.newOutputStream(file, StandardOpenOption.WRITE), cap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void run() {
        byte[] buffer = new byte[16 * 1024];
        try (in;
                out) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                store(buffer, read);
            }
        } catch (IOException e) {
            // A killed program closes its end at any moment; a full disk shows here too.
            failed = true;
        }
    }

    private void store(byte[] buffer, int length) throws IOException {
        int kept = (int) Math.min(length, cap - stored);
        if (kept > 0) {
            out.write(buffer, 0, kept);
            digest.update(buffer, 0, kept);
            stored += kept;
        }
        total += length;
        byte[] joined = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(buffer, 0, joined, tail.length, length);
        tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
    }

    boolean isTruncated() {
        return total > stored;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Bytes that the program wrote, stored or not. */
    long total() {
        return total;
    }

    /** SHA-384 of what the file holds. */
    Digest digest() {
        return Digest.parse("sha384:" + HexFormat.of().formatHex(digest.digest()));
    }

    /** The last five lines of the last 2 KiB, each fit to print, joined by {@code " | "}. */
    String lastLines() {
        List<String> lines =
                new String(tail, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(Printable::line)
                        .toList();
        return String.join(
                " | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
