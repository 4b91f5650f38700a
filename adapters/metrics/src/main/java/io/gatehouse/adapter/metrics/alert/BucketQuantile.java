package io.gatehouse.adapter.metrics.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A quantile out of accumulated buckets by straight lines within a bucket, as Prometheus does. */
final class BucketQuantile {

    private BucketQuantile() {}

    /**
     * @param buckets values by labels with {@code le}; those without a number there are left out
     * @return NaN without observations or without the bucket {@code +Inf}
     */
    static double of(double quantile, Vector buckets) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        buckets.forEach(
                (labels, value) -> {
                    String le = labels.get("le");
                    if (le.equals("+Inf")) {
                        counts.merge(Double.POSITIVE_INFINITY, value, Double::sum);
                    } else if (le.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?(E-?[0-9]{1,3})?")) {
                        counts.merge(Double.parseDouble(le), value, Double::sum);
                    }
                });
        if (counts.size() < 2 || counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        List<Map.Entry<Double, Double>> all = new ArrayList<>(counts.entrySet());
        double total = all.get(all.size() - 1).getValue();
        if (!(total > 0)) {
            return Double.NaN;
        }
        double rank = quantile * total;
        double below = 0;
        double start = 0;
        for (int i = 0; i < all.size() - 1; i++) {
            double end = all.get(i).getKey();
            // extrapolated rates of buckets may differ in their last digits
            double count = Math.max(below, all.get(i).getValue());
            if (count >= rank) {
                if (i == 0 && end <= 0 || count == below) {
                    return end;
                }
                return start + (end - start) * ((rank - below) / (count - below));
            }
            below = count;
            start = end;
        }
        return start;
    }
}
