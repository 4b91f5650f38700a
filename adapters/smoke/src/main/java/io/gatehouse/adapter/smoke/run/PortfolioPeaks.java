package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** The most that was ever wanted at once, in the units of {@link PortfolioLimits}. */
public record PortfolioPeaks(int position, long gross, int open) {

    public static PortfolioPeaks of(Targets targets) {
        int position = 0;
        long gross = 0;
        int open = 0;
        for (int row = 0; row < targets.rows(); row++) {
            long sum = 0;
            int held = 0;
            for (int column = 0; column < targets.columns(); column++) {
                int weight = Math.abs(targets.at(row, column));
                position = Math.max(position, weight);
                sum += weight;
                held += weight == 0 ? 0 : 1;
            }
            gross = Math.max(gross, sum);
            open = Math.max(open, held);
        }
        return new PortfolioPeaks(position, gross, open);
    }

    public List<Finding> findings(PortfolioLimits limits) {
        List<Finding> findings = new ArrayList<>();
        compare("position", position, limits.position(), findings);
        compare("gross", gross, limits.gross(), findings);
        compare("open", open, limits.open(), findings);
        return findings;
    }

    private static void compare(String name, long peak, long limit, List<Finding> findings) {
        if (peak > limit) {
            findings.add(
                    SmokeCode.LIMIT_EXCEEDED.at(
                            Combined.ID + " " + name, "at most " + limit, String.valueOf(peak)));
        }
    }

    public JsonObject toJson() {
        return JsonObject.of("position", position).with("gross", gross).with("open", open);
    }
}
