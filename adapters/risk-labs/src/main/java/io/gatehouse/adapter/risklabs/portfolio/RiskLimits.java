package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All seven limits. Immutable; none can be missing.
 *
 * @param values in the order of {@link Limit}
 */
public record RiskLimits(SortedMap<Limit, LimitValue> values) {

    public RiskLimits {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (Limit limit : Limit.values()) {
            LimitValue value = values.get(limit);
            // a limit that is not there would limit nothing
            if (value == null || value.limit() != limit) {
                throw new IllegalArgumentException("no value of " + limit.field());
            }
        }
    }

    /** Limits with one owner, version and rationale. */
    public static RiskLimits of(
            Map<Limit, String> decimals, String owner, String version, String rationale) {
        EnumMap<Limit, LimitValue> values = new EnumMap<>(Limit.class);
        decimals.forEach(
                (limit, text) ->
                        values.put(
                                limit,
                                new LimitValue(
                                        limit, new BigDecimal(text), owner, version, rationale)));
        return new RiskLimits(new TreeMap<>(values));
    }

    public LimitValue get(Limit limit) {
        return values.get(limit);
    }

    public BigDecimal decimal(Limit limit) {
        return get(limit).value();
    }

    /** The limit where it meets figures that are doubles. */
    public double number(Limit limit) {
        return decimal(limit).doubleValue();
    }
}
