package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.rule.Verdict;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several threads say of a long log exactly what one says. */
class JudgedLinesTest {

    private static final int LINES = 700;
    private static byte[] file;
    private static byte[] head;

    @BeforeAll
    static void makeLog() {
        LogFixture.Log log = LogFixture.paperLog(LINES, 0);
        file = log.bytes();
        head = log.head();
    }

    private static LogReport verify(int threads, byte[] bytes, List<Long> told) throws IOException {
        return new DecisionLogVerifier(LogFixture.context(), threads)
                .verify(
                        PAPER,
                        new ByteArrayInputStream(bytes),
                        Optional.of(head),
                        line -> told.add(line.index()));
    }

    @Test
    void shouldTellTheLinesInTheirOrder() throws IOException {
        List<Long> told = new ArrayList<>();
        LogReport report = verify(3, file, told);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.lines()).isEqualTo(LINES);
        assertThat(told).hasSize(LINES).isSorted();
    }

    @Test
    void shouldReportTheSameFaultsInTheSameOrder() throws IOException {
        long seed = 20261121L;
        Random random = new Random(seed);
        int faults = 0;
        for (int i = 0; i < 40; i++) {
            byte[] changed = file.clone();
            for (int times = 1 + random.nextInt(6); times > 0; times--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            List<Long> alone = new ArrayList<>();
            List<Long> together = new ArrayList<>();
            LogReport one = verify(1, changed, alone);
            assertThat(verify(3, changed, together)).as("seed %d, %d", seed, i).isEqualTo(one);
            assertThat(together).isEqualTo(alone);
            faults += one.faults().size();
        }
        assertThat(faults).isGreaterThan(40);
    }

    @Test
    void shouldPassOnThatTheFileCannotBeRead() {
        InputStream failing =
                new FilterInputStream(new ByteArrayInputStream(file)) {
                    private int left = file.length * 9 / 10;

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        left -= length;
                        if (left < 0) {
                            throw new IOException("unreadable from here");
                        }
                        return super.read(into, offset, length);
                    }
                };
        assertThatThrownBy(
                        () ->
                                new DecisionLogVerifier(LogFixture.context(), 3)
                                        .verify(PAPER, failing, Optional.of(head), line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("unreadable from here");
    }
}
