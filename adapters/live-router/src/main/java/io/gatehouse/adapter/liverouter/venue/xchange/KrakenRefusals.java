package io.gatehouse.adapter.liverouter.venue.xchange;

import static io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.PERMANENT;
import static io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.TRANSIENT;

import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Outcome.Refusal;
import java.util.List;
import java.util.Map;

/**
 * Which of the venue's errors prove that an order was not taken.
 *
 * <p>The texts are those of the venue's page of spot error messages, and of its support page for
 * {@code EQuery} and {@code EAPI:Rate limit exceeded}, compared whole. The page calls itself a list
 * of common examples and does not say which of them are final. What is final is our reading, not
 * tried against the venue: an error of form, key, permission, price, size, funds or rate is found
 * before the matching engine has the order. Left out, hence unknown, because nothing says at which
 * point they arise: {@code EService:Unavailable}, {@code EService:Busy}, {@code EService:Deadline
 * elapsed} (a request that "timed out"), {@code EGeneral:Internal error}; and every other text,
 * such as the one for a client id that is in use, which neither page names.
 */
final class KrakenRefusals {

    private static final Map<String, Refusal> BY_TEXT =
            Map.ofEntries(
                    Map.entry("EGeneral:Invalid arguments", PERMANENT),
                    Map.entry("EGeneral:Permission denied", PERMANENT),
                    Map.entry("EGeneral:Temporary lockout", TRANSIENT),
                    Map.entry("EQuery:Unknown asset pair", PERMANENT),
                    Map.entry("EAPI:Invalid key", PERMANENT),
                    Map.entry("EAPI:Invalid signature", PERMANENT),
                    Map.entry("EAPI:Invalid nonce", TRANSIENT),
                    Map.entry("EAPI:Rate limit exceeded", TRANSIENT),
                    Map.entry("EAuth:Rate limit exceeded", TRANSIENT),
                    Map.entry("EAuth:Too many requests", TRANSIENT),
                    Map.entry("EAuth:Account temporary disabled", PERMANENT),
                    Map.entry("EAuth:Account unconfirmed", PERMANENT),
                    Map.entry("EAccount:Invalid permissions", PERMANENT),
                    Map.entry("EService:Market in cancel_only mode", TRANSIENT),
                    Map.entry("EService:Market in post_only mode", TRANSIENT),
                    Map.entry("EOrder:Insufficient funds", TRANSIENT),
                    Map.entry("EOrder:Rate limit exceeded", TRANSIENT),
                    Map.entry("EOrder:Domain rate limit exceeded", TRANSIENT),
                    Map.entry("EOrder:Orders limit exceeded", TRANSIENT),
                    Map.entry("EOrder:Invalid price", PERMANENT),
                    Map.entry("EOrder:Tick size check failed", PERMANENT),
                    Map.entry("EOrder:Order minimum not met", PERMANENT),
                    Map.entry("EOrder:Cost minimum not met", PERMANENT));

    private KrakenRefusals() {}

    /**
     * What the errors in the answer to a new order prove together.
     *
     * <p>Each must be known as a refusal; for good when one of them is.
     *
     * @param errors not empty, of an answer without a result
     */
    static Outcome judge(List<String> errors) {
        Refusal refusal = TRANSIENT;
        for (String error : errors) {
            Refusal one = error == null ? null : BY_TEXT.get(error);
            if (one == null) {
                return new Outcome.Unknown(
                        Outcome.Doubt.UNREADABLE, "an error that proves nothing: " + family(error));
            }
            refusal = one == PERMANENT ? PERMANENT : refusal;
        }
        String code = BinanceRefusals.clipped(String.join(", ", errors));
        return new Outcome.Refused(refusal, code, code);
    }

    /** The first words of an error; the rest is free text that could repeat a request. */
    static String family(String error) {
        return error != null && error.matches("[EW][A-Z][A-Za-z]{1,12}:[A-Z][A-Za-z_ ]{0,40}")
                ? error
                : "of no known form";
    }
}
