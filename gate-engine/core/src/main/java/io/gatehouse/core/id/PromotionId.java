package io.gatehouse.core.id;

/** One run of a gate for one installation. */
public record PromotionId(String value) implements Identifier {

    public PromotionId {
        Identifier.requireForm("promotion id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
