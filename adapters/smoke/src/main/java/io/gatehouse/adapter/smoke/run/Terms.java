package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.json.JsonObject;

/**
 * On what terms the smoke trades.
 *
 * @param capital of each strategy in each cycle, scaled
 * @param fee hundredths of a per cent of each fill's amount
 * @param slippage hundredths of a per cent by which each fill is worse than the open
 * @param band least change of a target that is a signal, in millionths of the capital
 * @param lot quantities are multiples of it, scaled
 */
public record Terms(long capital, int fee, int slippage, int band, long lot) {

    /** 100,000 units of money, 0.10 % fee, 0.05 % slippage, changes from 2 % on, six decimals. */
    public static final Terms USUAL = new Terms(10_000_000_000_000L, 10, 5, 20_000, 100);

    public Terms {
        if (capital <= 0 || fee < 0 || fee > 1_000 || slippage < 0 || slippage > 1_000) {
            throw new IllegalArgumentException("terms out of range");
        }
        if (band < 1 || lot < 1) {
            throw new IllegalArgumentException("band and lot are at least 1");
        }
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("capital", capital)
                .put("fee_points", fee)
                .put("slippage_points", slippage)
                .put("band_millionths", band)
                .put("lot", lot)
                .build();
    }
}
