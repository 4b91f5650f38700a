package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.rule.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every single-byte change, every truncation and every rearrangement of a 60-line log is found, and
 * found where it is.
 *
 * <p>A verification is a chain of steps, so a change of line k is judged from the intact state
 * before line k; that this is what the whole verifier does is checked on a sample.
 *
 * <p>With the property {@code gatehouse.campaign} every bit is changed and every truncation tried;
 * without it every byte of one line of each kind and a part of the others, which the printed counts
 * tell.
 */
class TamperCampaignTest {

    private static final int LINES = 60;
    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int[] MASKS =
            CAMPAIGN
                    ? new int[] {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80}
                    : new int[] {0x01, 0x20};

    /** The first line, a decision, a revocation and the last line. */
    private static final Set<Integer> WHOLE_LINES = Set.of(0, 4, 14, LINES - 1);

    private static List<byte[]> lines;
    private static byte[] file;
    private static byte[] head;
    private static long[] starts;
    private static ChainState[] before;
    private static OpenKeyRing keys;
    private static DecisionLogVerifier whole;
    private static LineVerifier steps;

    /** Remembers the first fault only. */
    private static final class First implements LineFindings.FindingSink {
        LogFault fault;

        @Override
        public void fault(LogFault found) {
            fault = fault == null ? found : fault;
        }

        @Override
        public void unchecked(Unchecked.Check check, String reason, long line) {
            throw new AssertionError("all checks can be made here");
        }

        @Override
        public void revokedSince(KeyId key, long line) {
            throw new AssertionError("no key is revoked here");
        }
    }

    @BeforeAll
    static void makeLog() {
        LogFixture.Log log = LogFixture.paperLog(LINES, 0);
        VerificationContext context = LogFixture.context();
        keys = context.keys();
        whole = new DecisionLogVerifier(context);
        steps = new LineVerifier(context, PAPER, line -> {});
        lines = log.lines.stream().map(CanonicalJson::bytes).toList();
        file = log.bytes();
        head = log.head();
        starts = new long[LINES + 1];
        before = new ChainState[LINES + 1];
        before[0] = ChainState.START;
        First none = new First();
        for (int k = 0; k < LINES; k++) {
            starts[k + 1] = starts[k] + lines.get(k).length + 1;
            before[k + 1] =
                    steps.line(
                            before[k], new LineReading.Line(k + 1L, starts[k], lines.get(k)), none);
        }
        assertThat(none.fault).isNull();
        assertThat(whole.verify(PAPER, file, Optional.of(head)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFindAndLocateEveryChangedByte() throws IOException {
        int changes = 0;
        int sampled = 0;
        int lineEnds = 0;
        for (int mask : MASKS) {
            for (int at = 0; at < file.length; at++) {
                int k = lineOf(at);
                if (!isTried(at, mask, k)) {
                    continue;
                }
                changes++;
                if (file[at] == '\n') {
                    lineEnds++;
                    assertThat(wholeFault(at, mask)).as("byte " + at).isEqualTo(k + 1L);
                    continue;
                }
                LogFault fault = stepFault(k, (int) (at - starts[k]), mask);
                assertThat(fault).as("byte " + at + " mask " + mask).isNotNull();
                assertThat(fault.line()).as("byte " + at).isEqualTo(k + 1L);
                if (changes % (CAMPAIGN ? 397 : 199) == 0) {
                    sampled++;
                    assertThat(wholeFault(at, mask)).as("byte " + at).isEqualTo(k + 1L);
                }
            }
        }
        System.out.printf(
                "Tamper: %d bytes, %d changes of a bit, all located; %d through the whole"
                        + " verifier, %d of them line ends%n",
                file.length, changes, sampled + lineEnds, lineEnds);
        if (CAMPAIGN) {
            assertThat(changes).isEqualTo(8 * file.length).isGreaterThan(400_000);
            assertThat(lineEnds).isEqualTo(8 * LINES);
            assertThat(sampled).isGreaterThan(200);
        } else {
            assertThat(changes).isGreaterThan(8_000);
            assertThat(lineEnds).isEqualTo(LINES);
            assertThat(sampled).isGreaterThan(40);
        }
    }

    /**
     * In an ordinary run: one mask for each byte of the whole lines, and every 17th byte of the
     * rest.
     */
    private static boolean isTried(int at, int mask, int k) {
        boolean one = mask == MASKS[at % 2];
        return CAMPAIGN || (one && (WHOLE_LINES.contains(k) || file[at] == '\n' || at % 17 == 0));
    }

    /** The first fault of the changed line; a change can make two lines of it, or a CR. */
    private static LogFault stepFault(int k, int at, int mask) throws IOException {
        byte[] changed = Arrays.copyOf(lines.get(k), lines.get(k).length + 1);
        changed[at] ^= (byte) mask;
        changed[changed.length - 1] = '\n';
        First first = new First();
        LineReading read = new LineReader(new ByteArrayInputStream(changed)).next();
        if (read instanceof LineReading.Line line) {
            steps.line(before[k], new LineReading.Line(k + 1L, starts[k], line.bytes()), first);
        } else if (read instanceof LineReading.Refused bad) {
            steps.line(
                    before[k],
                    new LineReading.Refused(
                            bad.problem(), k + 1L, starts[k], bad.length(), bad.bytes()),
                    first);
        }
        return first.fault;
    }

    private static long wholeFault(int at, int mask) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) mask;
        return firstFault(changed);
    }

    private static long firstFault(byte[] changed) {
        LogReport report = whole.verify(PAPER, changed, Optional.of(head));
        assertThat(report.faults()).isNotEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        return report.faults().get(0).line();
    }

    @Test
    void shouldFindEveryChangedByteOfTheHead() {
        int changes = 0;
        for (int bit = 0; bit < 8; bit++) {
            for (int at = 0; at < head.length; at++) {
                byte[] changed = head.clone();
                changed[at] ^= (byte) (1 << bit);
                First first = new First();
                HeadCheck.start(PAPER, Optional.of(changed), keys, first);
                assertThat(first.fault).as("head byte " + at + " bit " + bit).isNotNull();
                changes++;
            }
        }
        System.out.printf("Tamper: %d single-bit changes of the head, all found%n", changes);
        assertThat(changes).isEqualTo(8 * head.length);
    }

    @Test
    void shouldFindEveryTruncation() {
        int points = 0;
        int sampled = 0;
        for (int length = 0; length < file.length; length++) {
            int k = lineOf(length);
            int within = (int) (length - starts[k]);
            if (!CAMPAIGN && length % 7 != 0 && within != 0 && !WHOLE_LINES.contains(k)) {
                continue;
            }
            points++;
            First first = new First();
            HeadCheck check = HeadCheck.start(PAPER, Optional.of(head), keys, first);
            long there = k;
            if (within > 0) {
                byte[] torn = Arrays.copyOf(lines.get(k), within);
                steps.line(
                        before[k],
                        new LineReading.Refused(
                                LineReading.Problem.TORN, k + 1L, starts[k], within, torn),
                        first);
                there++;
                check.line(there, starts[k], length, Optional.empty());
            }
            check.end(there, length);
            assertThat(first.fault).as("cut at " + length).isNotNull();
            assertThat(first.fault.line()).as("cut at " + length).isEqualTo(k + 1L);
            if (length % 499 == 0 || within == 0) {
                sampled++;
                long line = firstFault(Arrays.copyOf(file, length));
                assertThat(line).as("cut at " + length).isEqualTo(length == 0 ? 0 : k + 1L);
            }
        }
        System.out.printf(
                "Tamper: %d truncation points, all located; %d through the whole verifier%n",
                points, sampled);
        assertThat(points).isGreaterThan(CAMPAIGN ? file.length - 1 : 8_000);
        assertThat(sampled).isGreaterThan(LINES);
    }

    @Test
    void shouldFindEveryRemovedSwappedRepeatedOrForeignLine() {
        int removed = 0;
        int swapped = 0;
        int repeated = 0;
        int spliced = 0;
        List<byte[]> foreign =
                LogFixture.paperLog(LINES, 1000).lines.stream().map(CanonicalJson::bytes).toList();
        for (int k = 0; k < LINES; k++) {
            List<byte[]> changed = new ArrayList<>(lines);
            changed.remove(k);
            assertThat(firstFault(LogFixture.join(changed))).as("removed " + k).isEqualTo(k + 1L);
            removed++;

            changed = new ArrayList<>(lines);
            changed.add(k, lines.get(k));
            assertThat(firstFault(LogFixture.join(changed))).as("repeated " + k).isEqualTo(k + 2L);
            repeated++;

            changed = new ArrayList<>(lines);
            changed.set(k, foreign.get(k));
            // the first line of another log is well placed: the second shows that it is foreign
            assertThat(firstFault(LogFixture.join(changed)))
                    .as("spliced " + k)
                    .isEqualTo(k == 0 ? 2 : k + 1L);
            spliced++;
        }
        for (int i = 0; i < LINES; i++) {
            for (int j = i + 1; j < LINES; j += j == i + 1 ? 1 : CAMPAIGN ? 7 : 23) {
                List<byte[]> changed = new ArrayList<>(lines);
                Collections.swap(changed, i, j);
                assertThat(firstFault(LogFixture.join(changed)))
                        .as("swapped " + i + " and " + j)
                        .isEqualTo(i + 1L);
                swapped++;
            }
        }
        System.out.printf(
                "Tamper: %d removed, %d repeated, %d spliced, %d swapped, all located%n",
                removed, repeated, spliced, swapped);
        assertThat(removed).isEqualTo(LINES);
        assertThat(repeated).isEqualTo(LINES);
        assertThat(spliced).isEqualTo(LINES);
        assertThat(swapped).isGreaterThan(CAMPAIGN ? 300 : 130);
    }

    private static int lineOf(int at) {
        int k = 0;
        while (at >= starts[k + 1]) {
            k++;
        }
        return k;
    }
}
