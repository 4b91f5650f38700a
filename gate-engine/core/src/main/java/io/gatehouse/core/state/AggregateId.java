package io.gatehouse.core.state;

import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;

/**
 * The part of an installation's state that one event touches: {@code governance}, {@code ledger},
 * {@code environment}, {@code promotion/<id>} or {@code log/<name>}.
 */
public record AggregateId(String value) implements Identifier, Comparable<AggregateId> {

    public static final AggregateId GOVERNANCE = new AggregateId("governance");
    public static final AggregateId LEDGER = new AggregateId("ledger");
    public static final AggregateId ENVIRONMENT = new AggregateId("environment");

    public AggregateId {
        if (!isKnown(value)) {
            throw new IllegalArgumentException("unknown aggregate");
        }
    }

    private static boolean isKnown(String value) {
        return value.equals("governance")
                || value.equals("ledger")
                || value.equals("environment")
                || isNamed(value, "promotion/")
                || isNamed(value, "log/");
    }

    private static boolean isNamed(String value, String prefix) {
        if (!value.startsWith(prefix) || value.length() == prefix.length()) {
            return false;
        }
        for (int i = prefix.length(); i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "_.-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    public static AggregateId of(PromotionId promotion) {
        return new AggregateId("promotion/" + promotion);
    }

    public static AggregateId of(LogName log) {
        return new AggregateId("log/" + log);
    }

    @Override
    public int compareTo(AggregateId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
