package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of a smoke while it is judged: reads figures so that a missing one is a finding, and
 * computes as the smoke does.
 */
record SmokeFigures(Inspection inspection, String path, JsonObject report) {

    static final BigInteger SCALE = BigInteger.valueOf(100_000_000);

    private static final BigInteger POINTS = BigInteger.valueOf(10_000);
    private static final String REMEDY = "do not edit the report; run the smoke again";

    /** A whole number; 0 with a finding where there is none. */
    long number(JsonObject object, String name, String place) {
        return object.integer(name)
                .orElseGet(
                        () -> {
                            inspection.malformed(
                                    subject(place + " " + name),
                                    "a whole number",
                                    Shown.value(object.find(name)));
                            return 0L;
                        });
    }

    BigInteger big(JsonObject object, String name, String place) {
        return BigInteger.valueOf(number(object, name, place));
    }

    /** The objects of a list; a finding where it is no list of objects. */
    List<JsonObject> objects(JsonObject object, String name, String place) {
        List<JsonObject> objects = new ArrayList<>();
        boolean formed = object.find(name).orElse(null) instanceof JsonArray;
        for (var value : object.array(name)) {
            formed &= value instanceof JsonObject;
            objects.add(value instanceof JsonObject one ? one : JsonObject.EMPTY);
        }
        if (!formed) {
            inspection.malformed(
                    subject(place + " " + name),
                    "a list of objects",
                    Shown.value(object.find(name)));
        }
        return objects;
    }

    /** The price at an open after slippage, against the trader. */
    static BigInteger slipped(BigInteger open, boolean buy, long slippage) {
        BigInteger points = BigInteger.valueOf(buy ? slippage : -slippage).add(POINTS);
        return buy ? ceiling(open.multiply(points), POINTS) : open.multiply(points).divide(POINTS);
    }

    static BigInteger fee(BigInteger amount, long points) {
        return ceiling(amount.multiply(BigInteger.valueOf(points)), POINTS);
    }

    static BigInteger notional(BigInteger quantity, BigInteger price) {
        return quantity.multiply(price).divide(SCALE);
    }

    private static BigInteger ceiling(BigInteger value, BigInteger by) {
        BigInteger[] parts = value.divideAndRemainder(by);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    void same(String place, BigInteger computed, BigInteger stated) {
        if (!computed.equals(stated)) {
            disagrees(place, computed + ", computed again", stated.toString());
        }
    }

    void atLeast(String code, String place, long least, long observed, String remedy) {
        if (observed < least) {
            fail(code, place, "at least " + least, String.valueOf(observed), remedy);
        }
    }

    void disagrees(String place, String expected, String observed) {
        fail("figures-disagree", place, expected, observed, REMEDY);
    }

    void fail(String code, String place, String expected, String observed, String remedy) {
        inspection.fail(code, subject(place), expected, observed, remedy);
    }

    String subject(String place) {
        return path + " " + place;
    }
}
