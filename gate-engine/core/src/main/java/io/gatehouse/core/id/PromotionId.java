package io.gatehouse.core.id;

/** One run of a gate for one installation. */
public record PromotionId(String value) implements Identifier, Comparable<PromotionId> {

    public PromotionId {
        Identifier.requireForm("promotion id", value);
    }

    @Override
    public int compareTo(PromotionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
