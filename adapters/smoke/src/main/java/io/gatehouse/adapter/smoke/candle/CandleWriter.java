package io.gatehouse.adapter.smoke.candle;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes candles in the form that {@link CandleReader} takes. */
public final class CandleWriter {

    private CandleWriter() {}

    /** UTF-8 bytes of a series; equal series give equal bytes. */
    public static byte[] bytes(CandleSeries series) {
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (Candle candle : series.candles()) {
            csv.append(Instant.ofEpochMilli(candle.time()));
            for (long figure :
                    new long[] {
                        candle.open(), candle.high(), candle.low(), candle.close(), candle.volume()
                    }) {
                csv.append(',').append(plain(figure));
            }
            csv.append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(long scaled) {
        BigDecimal value = BigDecimal.valueOf(scaled, 8).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0).toPlainString() : value.toPlainString();
    }
}
