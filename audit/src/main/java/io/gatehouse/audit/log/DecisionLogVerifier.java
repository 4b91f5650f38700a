package io.gatehouse.audit.log;

import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.Verdict;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges a decision log as ADR 0008 defines strictness, line by line, in constant memory; what a
 * line says of itself is judged on several threads.
 *
 * <p>All faults are gathered, not only the first. Without secrets the HMACs are reported as
 * unchecked while form, chain and the persons' approvals are verified all the same. Thread-safe as
 * far as the context's witnesses are, which are asked on the calling thread.
 */
public final class DecisionLogVerifier {

    /** Asked once: each question reads the limits of the control group from the file system. */
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** No head is longer; reading stops here. */
    private static final int LONGEST_HEAD = 16 * 1024;

    private final VerificationContext context;
    private final int threads;

    /** Uses as many threads as there are processors, for logs that are long enough. */
    public DecisionLogVerifier(VerificationContext context) {
        this(context, PROCESSORS);
    }

    /**
     * @param threads how many lines may be judged at once, at least 1; the report is the same
     */
    public DecisionLogVerifier(VerificationContext context, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
        this.context = context;
        this.threads = threads;
    }

    /** Verifies a log file named {@code <name>.jsonl} with its head beside it. */
    public LogReport verify(Path file) {
        return verify(file, line -> {});
    }

    /**
     * Verifies a log file with its head beside it.
     *
     * @param lines receives each line that fits the schema, before the verdict is known: nothing
     *     may be done with them until the report is there
     */
    public LogReport verify(Path file, Consumer<DecisionLine> lines) {
        String fileName = String.valueOf(file.getFileName());
        LogName log =
                new LogName(
                        fileName.endsWith(".jsonl")
                                ? fileName.substring(0, fileName.length() - 6)
                                : fileName);
        try (InputStream in =
                new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            return verify(log, in, readHead(file), lines);
        } catch (IOException e) {
            ReportBuilder report = new ReportBuilder();
            report.fault(
                    LogFault.of(LogFault.Kind.UNREADABLE, log, 0, 0, "a readable file", "none"));
            return report.build(log, 0, 0, Optional.empty(), LogReport.HeadStanding.UNKNOWN, 0);
        }
    }

    /**
     * Verifies a stream, which is read to its end and not closed.
     *
     * @param head bytes of the head file; empty when there is none, which strictness does not
     *     accept
     * @throws IOException when the stream fails; never for what the bytes say
     */
    public LogReport verify(
            LogName log, InputStream in, Optional<byte[]> head, Consumer<DecisionLine> lines)
            throws IOException {
        return verifyAfter(VerifiedPrefix.NONE, log, in, head, lines).report();
    }

    /**
     * What a verification found, and from where the next one can go on.
     *
     * @param report counts the lines of the prefix too
     * @param prefix all lines, when every check was made and held; else empty
     */
    public record Continued(LogReport report, Optional<VerifiedPrefix> prefix) {}

    /**
     * Verifies what follows upon lines that were verified before, with the same keys and persons;
     * whether they are still what they were is for the caller to know.
     *
     * @param in begins after the prefix; read to its end and not closed
     * @param lines receives the lines after the prefix
     * @throws IOException when the stream fails; never for what the bytes say
     */
    public Continued verifyAfter(
            VerifiedPrefix prefix,
            LogName log,
            InputStream in,
            Optional<byte[]> head,
            Consumer<DecisionLine> lines)
            throws IOException {
        ReportBuilder report = new ReportBuilder();
        LineVerifier verifier = new LineVerifier(context, log, lines);
        Optional<HeadCheck> headCheck =
                context.strict()
                        ? Optional.of(HeadCheck.start(log, head, context.keys(), report))
                        : Optional.empty();
        LineReader reader = LineReader.after(in, prefix.lines(), prefix.bytes());
        ChainState state = prefix.state();
        if (prefix.lines() > 0) {
            headCheck.ifPresent(check -> check.after(prefix));
        }
        LineReading.End end;
        try (JudgedLines judged = new JudgedLines(reader, () -> judge(log), threads)) {
            Optional<JudgedLine> next = judged.next();
            while (next.isPresent()) {
                state = verifier.follow(state, next.get(), report);
                if (headCheck.isPresent()) {
                    compare(headCheck.get(), next.get().reading(), state.last());
                }
                next = judged.next();
            }
            end = judged.end();
        }
        if (end.lines() == 0 && context.strict()) {
            report.fault(LogFault.of(LogFault.Kind.EMPTY, log, 0, 0, "one line or more", "none"));
        }
        LogReport.HeadStanding standing =
                headCheck
                        .map(check -> check.end(end.lines(), end.offset()))
                        .orElse(LogReport.HeadStanding.NOT_ASKED);
        long ahead = headCheck.map(check -> check.ahead(end.lines())).orElse(0L);
        LogReport whole =
                report.build(log, end.lines(), end.offset(), state.last(), standing, ahead);
        return new Continued(
                whole,
                whole.verdict() == Verdict.PASS
                        ? Optional.of(new VerifiedPrefix(end.lines(), end.offset(), state))
                        : Optional.empty());
    }

    /** Verifies bytes in memory. */
    public LogReport verify(LogName log, byte[] file, Optional<byte[]> head) {
        try {
            return verify(log, new ByteArrayInputStream(file), head, line -> {});
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    private LineVerifier judge(LogName log) {
        return new LineVerifier(context, log, line -> {});
    }

    private static void compare(HeadCheck head, LineReading reading, Optional<Digest> digest) {
        if (reading instanceof LineReading.Line line) {
            head.line(
                    line.number(), line.offset(), line.offset() + line.bytes().length + 1, digest);
        } else if (reading instanceof LineReading.Refused refused) {
            long end = refused.offset() + refused.length();
            boolean torn = refused.problem() == LineReading.Problem.TORN;
            head.line(refused.number(), refused.offset(), torn ? end : end + 1, digest);
        }
    }

    private static Optional<byte[]> readHead(Path log) throws IOException {
        try (InputStream in =
                Files.newInputStream(LogHead.fileOf(log), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(LONGEST_HEAD));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
