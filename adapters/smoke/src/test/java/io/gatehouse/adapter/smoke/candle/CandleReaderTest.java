package io.gatehouse.adapter.smoke.candle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandleReaderTest {

    private static final Instrument BTC = SmokeBench.INSTRUMENTS.get(0);
    private static final CandleSeries SERIES = SmokeBench.market(1, 50).series().get(0);

    private static CandleReading read(String csv) {
        return CandleReader.read(BTC, SmokeBench.HOUR, csv.getBytes(UTF_8));
    }

    private static List<String> codes(String csv) {
        return ((CandleReading.Refused) read(csv)).findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        byte[] bytes = CandleWriter.bytes(SERIES);
        assertThat(CandleReader.read(SERIES.instrument(), SmokeBench.HOUR, bytes))
                .isEqualTo(new CandleReading.Read(SERIES));
        String other = new String(bytes, UTF_8).replace("\n", "\r\n");
        assertThat(CandleReader.read(SERIES.instrument(), SmokeBench.HOUR, other.getBytes(UTF_8)))
                .isEqualTo(new CandleReading.Read(SERIES));
    }

    @Test
    void shouldReadMillisecondsAndColumnsInAnyOrder() {
        String csv = "volume,close,low,high,open,timestamp\n5,2.5,1,3,2,1767225600000\n";
        assertThat(((CandleReading.Read) read(csv)).series().candles())
                .containsExactly(
                        new Candle(
                                1_767_225_600_000L,
                                2 * Candle.SCALE,
                                3 * Candle.SCALE,
                                Candle.SCALE,
                                5 * Candle.SCALE / 2,
                                5 * Candle.SCALE));
    }

    @Test
    void shouldRefuseHeadersThatAreNotTheSixColumns() {
        String row = "1767225600000,2,3,1,2,5\n";
        assertThat(codes("timestamp,open,high,low,close\n" + row))
                .containsExactly("missing-column");
        assertThat(codes("timestamp,open,high,low,close,volume,note\n" + row))
                .containsExactly("unknown-column");
        assertThat(codes("timestamp,open,open,low,close,volume\n" + row))
                .containsExactly("missing-column");
        assertThat(codes("timestamp,open,high,low,close,volume,volume\n" + row))
                .containsExactly("unknown-column");
        assertThat(codes("\n")).containsExactly("missing-column");
        assertThat(codes("")).containsExactly("truncated");
        assertThat(codes("timestamp,open,high,low,close,volume\n")).containsExactly("no-candles");
    }

    @Test
    void shouldRefuseTimesOffTheGridAndBytesThatAreNoText() {
        String head = "timestamp,open,high,low,close,volume\n";
        assertThat(codes(head + "1767225600001,2,3,1,2,5\n")).containsExactly("off-grid");
        assertThat(codes(head + "1767225600000,2,3,1,2,5\n1767225660000,2,3,1,2,5\n"))
                .containsExactly("off-grid");
        CandleReading odd = CandleReader.read(BTC, SmokeBench.HOUR, new byte[] {(byte) 0xff, '\n'});
        assertThat(((CandleReading.Refused) odd).findings().get(0).code()).isEqualTo("not-utf8");
    }

    @Test
    void shouldStopAfterTwentyFindings() {
        String head = "timestamp,open,high,low,close,volume\n";
        assertThat(codes(head + "x,2,3,1,2,5\n".repeat(1_000))).hasSize(20);
    }

    /** Whatever the bytes: an answer, never an exception; and what is read is in order. */
    @Test
    void shouldSurviveEveryMutation() {
        long seed = 20260101;
        Random random = new Random(seed);
        byte[] good = CandleWriter.bytes(SERIES);
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 1_000_000 : 4_000;
        int read = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "0123456789.,-\nTZNae\u0000".charAt(random.nextInt(20));
            }
            CandleReading reading = CandleReader.read(BTC, SmokeBench.HOUR, bytes);
            if (reading instanceof CandleReading.Read done) {
                read++;
                assertThat(inOrder(done.series())).as("seed %d, try %d", seed, i).isTrue();
            }
        }
        assertThat(read).isPositive().isLessThan(tries);
    }

    private static boolean inOrder(CandleSeries series) {
        long before = series.candles().get(0).time() - SmokeBench.HOUR;
        for (Candle candle : series.candles()) {
            boolean prices =
                    candle.low() > 0
                            && candle.low() <= Math.min(candle.open(), candle.close())
                            && candle.high() >= Math.max(candle.open(), candle.close());
            if (!prices || candle.time() != before + SmokeBench.HOUR || candle.volume() < 0) {
                return false;
            }
            before = candle.time();
        }
        return true;
    }
}
