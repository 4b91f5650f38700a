package io.gatehouse.audit.json;

import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exact decimal figures out of values read in the evidence profile; see {@link JsonProfile}. */
public final class JsonNumbers {

    /** RFC 8259, section 6, with at most four digits of exponent. */
    private static final Pattern LITERAL =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE]([+-]?[0-9]{1,4}))?");

    private static final int LONGEST = 400;
    private static final int WIDEST_EXPONENT = 400;

    private JsonNumbers() {}

    /**
     * The value as an exact decimal.
     *
     * <p>Empty when it is no number, or longer than 400 characters, or its exponent is beyond
     * +-400: a literal such as {@code 1e999999999} is a few bytes that would grow to gigabytes in
     * the first addition.
     */
    public static Optional<BigDecimal> decimal(JsonValue value) {
        if (value instanceof JsonInteger integer) {
            return Optional.of(BigDecimal.valueOf(integer.value()));
        }
        if (!(value instanceof JsonString string) || string.value().length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = LITERAL.matcher(string.value());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String exponent = matcher.group(1);
        if (exponent != null && Math.abs(Integer.parseInt(exponent)) > WIDEST_EXPONENT) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(string.value()));
    }
}
