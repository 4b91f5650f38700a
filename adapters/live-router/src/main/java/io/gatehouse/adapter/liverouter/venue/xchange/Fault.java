package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.venue.Outcome.Doubt;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.HttpStatusException;

/**
 * Why there is no answer that could be used.
 *
 * @param detail fixed words and numbers, never the venue's or the library's text: that could repeat
 *     a request with its key
 */
record Fault(Doubt doubt, String detail) {

    static final Fault UNREADABLE =
            new Fault(Doubt.UNREADABLE, "an answer that is not about this order");

    private static final int SERVER_ERROR = 500;

    static Fault of(Exception exception) {
        if (exception instanceof KrakenSequence.NotSentException) {
            return new Fault(Doubt.TIMEOUT, "not sent: other requests with the key were under way");
        }
        if (exception instanceof HttpTimeoutException) {
            return new Fault(Doubt.TIMEOUT, "no answer in time");
        }
        if (exception instanceof HttpStatusException status
                && status.getHttpStatusCode() >= SERVER_ERROR) {
            return new Fault(Doubt.SERVER_ERROR, "status " + status.getHttpStatusCode());
        }
        if (exception instanceof BinanceException refused) {
            return new Fault(Doubt.UNREADABLE, "code " + refused.getCode());
        }
        if (exception instanceof HttpStatusException status) {
            return new Fault(Doubt.UNREADABLE, "status " + status.getHttpStatusCode());
        }
        boolean parsed =
                exception instanceof BinanceAnswers.UnreadableException
                        || exception instanceof com.fasterxml.jackson.core.JacksonException
                        || !(exception instanceof IOException);
        return parsed
                ? new Fault(Doubt.UNREADABLE, "an answer that cannot be read")
                : new Fault(Doubt.DISCONNECTED, "the connection failed");
    }

    /** Of an error answer whose code is no proof of anything. */
    static Fault of(HttpWire.Reply reply, Optional<BinanceAnswers.Error> error) {
        if (reply.status() >= SERVER_ERROR) {
            return new Fault(Doubt.SERVER_ERROR, "status " + reply.status());
        }
        return new Fault(
                Doubt.UNREADABLE,
                error.map(each -> "code " + each.code()).orElse("status " + reply.status()));
    }
}
