package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.run.Signal;
import io.gatehouse.core.digest.Digest;
import java.util.List;

/**
 * What a paper runtime wrote down of one run.
 *
 * @param digest of the file
 */
public record PaperLog(
        List<Signal> signals, List<PaperOrder> orders, List<PaperFill> fills, Digest digest) {

    public PaperLog {
        signals = List.copyOf(signals);
        orders = List.copyOf(orders);
        fills = List.copyOf(fills);
    }
}
