package io.gatehouse.audit.journal;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a write that a crash tore from a journal that somebody changed.
 *
 * <p>A torn write is at the end of the last segment and leaves bytes that are no lines: cut short,
 * or with unwritten blocks in them. Lines that are whole but wrong are never the work of a crash.
 * Neither is damage that a later write follows, since a write begins only when the one before is
 * durable; so a commit record after the damage is admitted only if it says that it was part of the
 * very write that the damage is in.
 */
final class TornTail {

    /** More than a write can leave. */
    static final long MAX_BYTES = 256L * 1024 * 1024;

    private static final Set<JournalFault.Kind> TORN =
            EnumSet.of(
                    JournalFault.Kind.LINE_TORN,
                    JournalFault.Kind.LINE_FORM,
                    JournalFault.Kind.LINE_NOT_JSON,
                    JournalFault.Kind.UNCOMMITTED);

    private TornTail() {}

    /** Whether the fault, by kind and place, can be the work of a crash. */
    static boolean couldBe(JournalScan scan, List<String> segments, JournalFault fault) {
        return scan.segmentIndex() == segments.size() - 1 && TORN.contains(fault.kind());
    }

    /**
     * Refuses a tail that no crash leaves.
     *
     * @throws JournalFaultException of kind TAIL_REFUSED
     */
    static void requireTorn(
            JournalFiles files, JournalScan scan, List<String> segments, JournalFault fault)
            throws IOException {
        String segment = segments.get(scan.segmentIndex());
        long length = scan.limit() - scan.goodEnd();
        if (length > MAX_BYTES) {
            throw refused(fault, "more than " + MAX_BYTES + " bytes");
        }
        try (InputStream in = new LimitedInput(files.read(segment, scan.goodEnd()), length)) {
            LineReader lines = new LineReader(in, EventLine.MAX_BYTES);
            for (LineReading reading = lines.next();
                    !(reading instanceof LineReading.End);
                    reading = lines.next()) {
                if (reading instanceof LineReading.Line line
                        && isCommitOfLaterWrite(line.bytes(), scan)) {
                    throw refused(fault, "a commit record of a later write");
                }
            }
        }
    }

    private static boolean isCommitOfLaterWrite(byte[] line, JournalScan scan) {
        if (!(StrictJson.readSigned(line) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject object)
                || !CommitRecord.isCommit(object)) {
            return false;
        }
        try {
            long first = CommitRecord.decode(object).first();
            boolean nextWrite = first == scan.good().seq() + 1;
            boolean sameWrite = scan.goodEnd() > 0 && first == scan.good().write();
            return !nextWrite && !sameWrite;
        } catch (LineRefusal e) {
            return true; // not of its shape, yet whole: no crash makes that
        }
    }

    private static JournalFaultException refused(JournalFault fault, String observed) {
        return JournalFault.of(
                        JournalFault.Kind.TAIL_REFUSED,
                        fault.segment(),
                        fault.line(),
                        fault.byteOffset(),
                        fault.seq(),
                        "nothing but the rest of one torn write after " + fault.kind(),
                        observed)
                .exception();
    }
}
