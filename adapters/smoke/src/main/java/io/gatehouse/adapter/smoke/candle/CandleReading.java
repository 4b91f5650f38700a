package io.gatehouse.adapter.smoke.candle;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** The outcome of reading a file of candles. */
public sealed interface CandleReading {

    /** Every row is in order. */
    record Read(CandleSeries series) implements CandleReading {}

    /** At least one fault; nothing of the file may be used. */
    record Refused(List<Finding> findings) implements CandleReading {

        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal without a reason");
            }
        }
    }
}
