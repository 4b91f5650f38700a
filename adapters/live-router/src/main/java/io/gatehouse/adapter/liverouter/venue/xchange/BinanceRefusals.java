package io.gatehouse.adapter.liverouter.venue.xchange;

import static io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.PERMANENT;
import static io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.TRANSIENT;

import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Outcome.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the exchange's error codes prove that an order was not taken.
 *
 * <p>After the published list of error codes of the spot interface. A code that is not here proves
 * nothing: -1000, -1001, -1006 and -1007 say themselves that the state is not known, and one that
 * the exchange invents tomorrow must not be read as a refusal today.
 */
final class BinanceRefusals {

    /** The order may exist already: this very id was sent before. */
    private static final String DUPLICATE = "Duplicate order sent.";

    private static final int NEW_ORDER_REJECTED = -2010;

    private static final Map<Integer, Refusal> BY_CODE =
            Map.ofEntries(
                    Map.entry(-1002, PERMANENT),
                    Map.entry(-1003, TRANSIENT),
                    Map.entry(-1013, PERMANENT),
                    Map.entry(-1014, PERMANENT),
                    Map.entry(-1015, TRANSIENT),
                    Map.entry(-1016, TRANSIENT),
                    Map.entry(-1020, PERMANENT),
                    Map.entry(-1021, TRANSIENT),
                    Map.entry(-1022, PERMANENT),
                    Map.entry(-1100, PERMANENT),
                    Map.entry(-1101, PERMANENT),
                    Map.entry(-1102, PERMANENT),
                    Map.entry(-1103, PERMANENT),
                    Map.entry(-1104, PERMANENT),
                    Map.entry(-1105, PERMANENT),
                    Map.entry(-1106, PERMANENT),
                    Map.entry(-1111, PERMANENT),
                    Map.entry(-1112, TRANSIENT),
                    Map.entry(-1114, PERMANENT),
                    Map.entry(-1115, PERMANENT),
                    Map.entry(-1116, PERMANENT),
                    Map.entry(-1117, PERMANENT),
                    Map.entry(-1121, PERMANENT),
                    Map.entry(-1131, PERMANENT),
                    Map.entry(-2014, PERMANENT),
                    Map.entry(-2015, PERMANENT));

    /** A rejection by the engine has one code and many reasons. */
    private static final Map<String, Refusal> BY_REASON =
            Map.of(
                    "Account has insufficient balance for requested action.", TRANSIENT,
                    "Market is closed.", TRANSIENT,
                    "Order book liquidity is less than LOT_SIZE filter minimum quantity.",
                            TRANSIENT,
                    "This action is disabled on this account.", PERMANENT,
                    "This symbol is not permitted for this account.", PERMANENT,
                    "Market orders are not supported for this symbol.", PERMANENT,
                    "Price * QTY is zero or less.", PERMANENT,
                    "Unsupported order combination", PERMANENT);

    private BinanceRefusals() {}

    /**
     * What an error answer to a new order proves.
     *
     * @param status HTTP status; a server error proves nothing, whatever its body says
     */
    static Outcome judge(int status, int code, String message) {
        if (status >= 500) {
            return new Outcome.Unknown(Outcome.Doubt.SERVER_ERROR, status + " " + code);
        }
        Optional<Refusal> refusal =
                code == NEW_ORDER_REJECTED
                        ? Optional.ofNullable(BY_REASON.get(message))
                        : Optional.ofNullable(BY_CODE.get(code));
        if (status < 400 || refusal.isEmpty()) {
            String detail =
                    message.equals(DUPLICATE)
                            ? "the venue has an order of this id"
                            : "a code that proves nothing: " + code;
            return new Outcome.Unknown(Outcome.Doubt.UNREADABLE, detail);
        }
        return new Outcome.Refused(refusal.get(), Integer.toString(code), clipped(message));
    }

    static String clipped(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= 120 ? plain : plain.substring(0, 120);
    }
}
