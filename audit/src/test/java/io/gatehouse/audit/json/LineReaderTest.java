package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void shouldNumberLinesFromOneAndBytesFromZero() throws IOException {
        List<String> seen = describe("ab\nż\nc\n".getBytes(StandardCharsets.UTF_8), 10);

        assertThat(seen).containsExactly("1@0 ab", "2@3 ż", "3@6 c", "end 3@8");
    }

    @Test
    void shouldRefuseEachBadLineAndGoOn() throws IOException {
        List<String> seen =
                describe(
                        "ok\n\nx\r\n123456\n12345\ny\rz\ntorn".getBytes(StandardCharsets.UTF_8), 5);

        assertThat(seen)
                .containsExactly(
                        "1@0 ok",
                        "2@3 BLANK 0",
                        "3@4 CARRIAGE_RETURN 2",
                        "4@7 TOO_LONG 6",
                        "5@14 12345",
                        "6@20 CARRIAGE_RETURN 3",
                        "7@24 TORN 4",
                        "end 7@28");
    }

    @Test
    void shouldEndAtOnceForAnEmptyFile() throws IOException {
        assertThat(describe(new byte[0], 5)).containsExactly("end 0@0");
    }

    @Test
    void shouldHoldNoMoreThanALineWhenALineNeverEnds() throws IOException {
        // given 3 GiB without LF, more than any array
        long size = 3L << 30;
        InputStream endless =
                new InputStream() {
                    private long left = size;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'x' : -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        if (left <= 0) {
                            return -1;
                        }
                        int count = (int) Math.min(length, left);
                        left -= count;
                        return count;
                    }
                };
        // when
        LineReading reading = new LineReader(endless).next();
        // then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        LineReading.Refused.class,
                        refused -> {
                            assertThat(refused.problem()).isEqualTo(LineReading.Problem.TOO_LONG);
                            assertThat(refused.length()).isEqualTo(size);
                        });
    }

    @Test
    void shouldAgreeWithASplitOfTheWholeOnMutatedInput() throws IOException {
        long seed = 7L;
        Random random = new Random(seed);
        byte[] start =
                "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n\n{\"d\":4}\n".getBytes(StandardCharsets.UTF_8);
        int tried = 0;
        for (; tried < 50_000; tried++) {
            byte[] input = Mutations.mutate(start, random);
            LineReader reader = new LineReader(new ByteArrayInputStream(input), 12);
            long lines = 0;
            long consumed = 0;
            LineReading reading = reader.next();
            while (!(reading instanceof LineReading.End)) {
                lines++;
                if (reading instanceof LineReading.Line line) {
                    assertThat(line.offset()).as("seed " + seed).isEqualTo(consumed);
                    consumed += line.bytes().length + 1;
                } else if (reading instanceof LineReading.Refused refused) {
                    assertThat(refused.offset()).as("seed " + seed).isEqualTo(consumed);
                    boolean torn = consumed + refused.length() == input.length; // nothing ends it
                    consumed += refused.length() + (torn ? 0 : 1);
                }
                reading = reader.next();
            }
            assertThat(reading)
                    .as("seed " + seed)
                    .isEqualTo(new LineReading.End(lines, input.length));
            assertThat(consumed).as("seed " + seed).isEqualTo(input.length);
            assertThat(reader.next()).isEqualTo(reading);
        }
        System.out.printf("LineReader fuzz: %d tried%n", tried);
        assertThat(tried).isEqualTo(50_000);
    }

    private static List<String> describe(byte[] file, int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        LineReader reader = new LineReader(new ByteArrayInputStream(file), limit);
        while (true) {
            LineReading reading = reader.next();
            if (reading instanceof LineReading.Line line) {
                seen.add(
                        line.number()
                                + "@"
                                + line.offset()
                                + " "
                                + new String(line.bytes(), StandardCharsets.UTF_8));
            } else if (reading instanceof LineReading.Refused refused) {
                seen.add(
                        refused.number()
                                + "@"
                                + refused.offset()
                                + " "
                                + refused.problem()
                                + " "
                                + refused.length());
            } else if (reading instanceof LineReading.End end) {
                seen.add("end " + end.lines() + "@" + end.offset());
                return seen;
            }
        }
    }
}
