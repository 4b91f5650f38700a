package io.gatehouse.audit.log;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Appends sealed lines to one decision log: line, fsync, then its head, replaced atomically.
 *
 * <p>One writer per log, which the caller's writer lock ensures. A failed write or fsync stops the
 * writer for good: after it nobody knows what is on the disk, and only opening anew finds out. Not
 * thread-safe.
 */
public final class DecisionLogWriter implements AutoCloseable {

    /** What opening a log gave. */
    public sealed interface Opening {

        /**
         * The log is whole.
         *
         * @param recovered lines beyond the head, left by a crash, that were accepted: they chain
         *     to the rest; the caller compares them with the journal
         */
        record Opened(DecisionLogWriter writer, long recovered) implements Opening {}

        /** The log cannot be trusted; nothing was changed. */
        record Refused(LogFault fault) implements Opening {}
    }

    private final Path file;
    private final LogName name;
    private final OpenKeyRing keys;
    private final InstantSource clock;
    private final FileChannel channel;
    private long lines;
    private long length;
    private Digest last;
    private boolean stopped;

    private DecisionLogWriter(
            Path file,
            LogName name,
            OpenKeyRing keys,
            InstantSource clock,
            FileChannel channel,
            Tail tail) {
        this.file = file;
        this.name = name;
        this.keys = keys;
        this.clock = clock;
        this.channel = channel;
        this.lines = tail.lines();
        this.length = tail.length();
        this.last = tail.last();
    }

    /**
     * @param time of the last recovered line, the earliest there is for none
     */
    private record Tail(long lines, long length, Digest last, long recovered, Instant time) {}

    /** Carries a fault out of the scan. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient LogFault fault;

        Refusal(LogFault fault) {
            super(fault.toString(), null, false, false);
            this.fault = fault;
        }
    }

    /**
     * Opens a log, or makes an empty one when neither log nor head is there.
     *
     * @throws IOException when the disk fails
     * @throws io.gatehouse.audit.key.KeyFaultException when there is no usable journal key
     */
    public static Opening open(Path file, LogName name, OpenKeyRing keys, InstantSource clock)
            throws IOException {
        Path headFile = LogHead.fileOf(file);
        boolean logThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        boolean headThere = Files.exists(headFile, LinkOption.NOFOLLOW_LINKS);
        try {
            if (logThere && !headThere && Files.size(file) > 0) {
                // else removing the head would let a cut log be taken for a whole one
                throw refusal(LogFault.Kind.HEAD_MISSING, name, 0, 0, "a head", "none");
            }
            Tail tail =
                    headThere
                            ? scan(file, logThere, name, verifiedHead(headFile, name, keys), keys)
                            : new Tail(0, 0, Digest.ZERO, 0, Instant.MIN);
            if (!logThere) {
                DurableFiles.create(file, new byte[0]);
            }
            FileChannel channel =
                    FileChannel.open(
                            file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            DecisionLogWriter writer =
                    new DecisionLogWriter(file, name, keys, clock, channel, tail);
            if (tail.recovered() > 0 || !headThere) {
                channel.force(true);
                Instant now = latest(clock.instant(), tail.time());
                writer.writeHead(keys.signingHmac(KeyPurpose.JOURNAL, now), now);
            }
            return new Opening.Opened(writer, tail.recovered());
        } catch (Refusal refusal) {
            return new Opening.Refused(refusal.fault);
        }
    }

    private static LogHead verifiedHead(Path headFile, LogName name, OpenKeyRing keys)
            throws IOException, Refusal {
        ReportBuilder report = new ReportBuilder();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(headFile, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(16 * 1024);
        }
        HeadCheck.start(name, Optional.of(bytes), keys, report);
        LogReport checked =
                report.build(name, 0, 0, Optional.empty(), LogReport.HeadStanding.UNKNOWN, 0);
        if (!checked.faults().isEmpty()) {
            throw new Refusal(checked.faults().get(0));
        }
        if (!checked.unchecked().isEmpty()) {
            throw new Refusal(
                    LogFault.of(
                            LogFault.Kind.KEY_UNUSABLE,
                            name,
                            0,
                            0,
                            "the secret of the journal key",
                            checked.unchecked().get(0).reason()));
        }
        return LogHead.parse(bytes);
    }

    /** Reads the log once: the head's line must be in its place, the rest must chain to it. */
    private static Tail scan(Path file, boolean there, LogName name, LogHead head, OpenKeyRing keys)
            throws IOException, Refusal {
        long lines = 0;
        long length = 0;
        Digest last = Digest.ZERO;
        Instant time = Instant.MIN;
        if (there) {
            try (InputStream in =
                    new BufferedInputStream(
                            Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
                LineReader reader = new LineReader(in);
                for (LineReading read = reader.next();
                        !(read instanceof LineReading.End);
                        read = reader.next()) {
                    if (!(read instanceof LineReading.Line line)) {
                        LineReading.Refused bad = (LineReading.Refused) read;
                        throw refusal(
                                bad.problem() == LineReading.Problem.TORN
                                        ? LogFault.Kind.LINE_TORN
                                        : LogFault.Kind.NOT_CANONICAL,
                                name,
                                bad.number(),
                                bad.offset(),
                                "whole lines",
                                bad.problem().name());
                    }
                    if (line.number() > head.lines()) {
                        time = requireGenuine(line, name, last, keys);
                    }
                    lines = line.number();
                    length = line.offset() + line.bytes().length + 1;
                    last = Digest.sha384(line.bytes());
                    if (lines == head.lines()
                            && (length != head.length() || !last.equals(head.last()))) {
                        throw refusal(
                                LogFault.Kind.HEAD_DIFFERS,
                                name,
                                lines,
                                line.offset(),
                                "digest " + head.last().abbreviated(),
                                "digest " + last.abbreviated());
                    }
                }
            }
        }
        if (lines < head.lines()) {
            throw refusal(
                    LogFault.Kind.CUT,
                    name,
                    lines + 1,
                    length,
                    head.lines() + " lines",
                    lines + " lines");
        }
        return new Tail(lines, length, last, lines - head.lines(), time);
    }

    /**
     * A line beyond the head gets a head of ours: it must chain and bear the engine's signatures,
     * else appending a line by hand and restarting would have it blessed.
     *
     * @return the time of the line
     */
    private static Instant requireGenuine(
            LineReading.Line line, LogName name, Digest last, OpenKeyRing keys) throws Refusal {
        Optional<String> objection = objection(line.bytes(), name, line.number(), last);
        if (objection.isPresent()) {
            throw refusal(
                    LogFault.Kind.CHAIN_BROKEN,
                    name,
                    line.number(),
                    line.offset(),
                    "the next line of this log",
                    objection.get());
        }
        DecisionLine decision =
                new DecisionLine(StrictJson.readSigned(line.bytes()).objectOrThrow());
        ReportBuilder report = new ReportBuilder();
        LineFindings out = new LineFindings(report, name, line.number(), line.offset());
        Instant time = decision.timestamp().orElse(Instant.EPOCH);
        new SignatureCheck(keys).check(decision, CoveredBytes.printed(decision.entry()), time, out);
        LogReport checked =
                report.build(name, 0, 0, Optional.empty(), LogReport.HeadStanding.UNKNOWN, 0);
        if (!checked.faults().isEmpty()) {
            throw new Refusal(checked.faults().get(0));
        }
        if (!checked.unchecked().isEmpty()) {
            throw refusal(
                    LogFault.Kind.KEY_UNUSABLE,
                    name,
                    line.number(),
                    line.offset(),
                    "the secrets that signed the line",
                    checked.unchecked().get(0).reason());
        }
        return time;
    }

    /** Why the bytes are not the next line; signatures are the verifier's business. */
    private static Optional<String> objection(byte[] bytes, LogName name, long index, Digest last) {
        JsonObject entry;
        try {
            entry = StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            return Optional.of("no JSON object");
        }
        if (!DecisionSchema.fits(entry)) {
            return Optional.of("not of the schema");
        }
        DecisionLine line = new DecisionLine(entry);
        if (!Arrays.equals(line.bytes(), bytes)) {
            return Optional.of("not in canonical form");
        }
        if (!line.log().equals(name)) {
            return Optional.of("a line of log " + line.log());
        }
        if (line.index() != index) {
            return Optional.of("index " + line.index());
        }
        return line.previous().equals(last)
                ? Optional.empty()
                : Optional.of("prev " + line.previous().abbreviated());
    }

    /**
     * Appends a sealed line; when this returns, the line and its head are on the disk.
     *
     * @return the digest of the line
     * @throws IllegalArgumentException when it is not the next line of this log; nothing is written
     * @throws io.gatehouse.audit.key.KeyFaultException when no journal key is usable now; nothing
     *     is written
     * @throws LogWriteException when the disk fails, and ever after
     */
    public Digest append(JsonObject sealed) throws LogWriteException {
        if (stopped) {
            throw new LogWriteException("the writer has stopped; open the log anew", null);
        }
        DecisionLine line = new DecisionLine(sealed);
        byte[] bytes = line.bytes();
        Optional<String> objection = objection(bytes, name, lines + 1, last);
        if (objection.isPresent()) {
            throw new IllegalArgumentException("not the next line of this log: " + objection.get());
        }
        // A clock that was set back, perhaps to before the key's first day, must not keep a
        // revocation out of the log.
        Instant now = latest(clock.instant(), line.timestamp().orElse(Instant.MIN));
        HmacKey key =
                keys.signingHmac(KeyPurpose.JOURNAL, now); // refused before, not after, writing
        stopped = true; // until everything below has succeeded
        try {
            ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 1);
            buffer.put(bytes).put((byte) '\n').flip();
            if (channel.size() != length || !isAtItsPlace()) {
                // cut, extended or replaced under us: a line after that would hide it
                throw new IOException("the log was changed by somebody else");
            }
            channel.position(length);
            DurableFiles.writeFully(channel, buffer);
            channel.force(true);
            lines++;
            length += bytes.length + 1L;
            last = Digest.sha384(bytes);
            writeHead(key, now);
        } catch (IOException e) {
            throw new LogWriteException("a line or its head could not be written", e);
        }
        stopped = false;
        return last;
    }

    private boolean isAtItsPlace() throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == length;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private void writeHead(HmacKey key, Instant now) throws IOException {
        LogHead head = LogHead.sign(name, lines, length, last, now, key);
        DurableFiles.replace(LogHead.fileOf(file), head.fileBytes());
    }

    /** How many lines the log has. */
    public long lines() {
        return lines;
    }

    /** Digest of the last line: the next line's {@code prev}; ZERO for an empty log. */
    public Digest last() {
        return last;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        channel.close();
    }

    private static Refusal refusal(
            LogFault.Kind kind,
            LogName name,
            long line,
            long offset,
            String expected,
            String observed) {
        return new Refusal(LogFault.of(kind, name, line, offset, expected, observed));
    }
}
