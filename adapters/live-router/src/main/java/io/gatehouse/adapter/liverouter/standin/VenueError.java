package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.JsonObject;

/** The refusals of the exchange that the stand-in imitates, by its published codes. */
enum VenueError {
    INTERNAL(504, -1007, "Timeout waiting for response from backend server."),
    TOO_MANY_REQUESTS(429, -1003, "Too much request weight used; please wait."),
    BANNED(418, -1003, "Way too much request weight used; IP banned."),
    SHUTTING_DOWN(503, -1016, "This service is no longer available."),
    PRICE_FILTER(400, -1013, "Filter failure: PRICE_FILTER"),
    LOT_SIZE(400, -1013, "Filter failure: LOT_SIZE"),
    NOTIONAL(400, -1013, "Filter failure: NOTIONAL"),
    TIMESTAMP_LATE(400, -1021, "Timestamp for this request is outside of the recvWindow."),
    TIMESTAMP_EARLY(
            400, -1021, "Timestamp for this request was 1000ms ahead of the server's time."),
    SIGNATURE(400, -1022, "Signature for this request is not valid."),
    MISSING(400, -1102, "Mandatory parameter was not sent, was empty/null, or malformed."),
    RECEIVE_WINDOW(400, -1131, "recvWindow must be less than 60000."),
    PRECISION(400, -1111, "Parameter has too much precision."),
    ORDER_TYPE(400, -1116, "Invalid orderType."),
    SYMBOL(400, -1121, "Invalid symbol."),
    DUPLICATE(400, -2010, "Duplicate order sent."),
    BALANCE(400, -2010, "Account has insufficient balance for requested action."),
    DISABLED(400, -2010, "This action is disabled on this account."),
    UNKNOWN_ORDER(400, -2011, "Unknown order sent."),
    NO_SUCH_ORDER(400, -2013, "Order does not exist."),
    KEY(401, -2015, "Invalid API-key, IP, or permissions for action.");

    private final int status;
    private final int code;
    private final String message;

    VenueError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    JsonObject body() {
        return JsonObject.builder().put("code", code).put("msg", message).build();
    }

    /** Carries a refusal out of the matching core; without a stack trace. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final VenueError error;

        Refusal(VenueError error) {
            super(error.message, null, false, false);
            this.error = error;
        }

        VenueError error() {
            return error;
        }
    }

    Refusal refusal() {
        return new Refusal(this);
    }
}
