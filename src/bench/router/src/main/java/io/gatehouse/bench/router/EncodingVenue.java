package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes each order as the body of a request to Binance into a buffer of its own, notes the time at
 * which the last byte is there, and answers that all of it was filled. For one thread.
 *
 * <p>With a signature the body ends with the HMAC-SHA256 over it, as the exchange wants it. The
 * head of the request, the socket and the answer's bytes are not part of it.
 */
final class EncodingVenue implements Venue {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final VenueId id;
    private final boolean signing;
    private final Mac mac;
    private final byte[] digest = new byte[32];
    private final byte[] buffer = new byte[512];
    private int length;
    private long handedOver;
    private long bytes;

    EncodingVenue(VenueId id, boolean signing) throws GeneralSecurityException {
        this.id = id;
        this.signing = signing;
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        "k".repeat(64).getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    }

    /** Monotonic time at which the last order's last byte was written. */
    long handedOver() {
        return handedOver;
    }

    /** How many bytes were written in all. */
    long bytes() {
        return bytes;
    }

    @Override
    public VenueId id() {
        return id;
    }

    @Override
    public Outcome place(ChildOrder order) {
        encode(order);
        bytes += length;
        handedOver = System.nanoTime();
        return new Outcome.Accepted(
                new OrderReport(
                        order.id(),
                        "1",
                        OrderStatus.FILLED,
                        order.quantity(),
                        order.quantity(),
                        order.quantity() * order.limitPrice()));
    }

    private void encode(ChildOrder order) {
        Instrument instrument = order.instrument();
        length = 0;
        text("symbol=").text(instrument.symbol());
        text(order.side() == Side.BUY ? "&side=BUY" : "&side=SELL");
        text("&type=LIMIT&timeInForce=IOC&quantity=");
        decimal(order.quantity(), instrument.quantityScale());
        text("&price=");
        decimal(order.limitPrice(), instrument.priceScale());
        text("&newClientOrderId=").text(order.id().value());
        long now = System.currentTimeMillis();
        text("&newOrderRespType=FULL&recvWindow=");
        decimal(order.validUntil().toEpochMilli() - now, 0);
        text("&timestamp=");
        decimal(now, 0);
        if (signing) {
            sign();
        }
    }

    private void sign() {
        mac.update(buffer, 0, length);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        text("&signature=");
        for (byte each : digest) {
            buffer[length++] = HEX[(each >> 4) & 0xf];
            buffer[length++] = HEX[each & 0xf];
        }
    }

    private EncodingVenue text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    private void decimal(long scaled, int scale) {
        int digits = 1;
        for (long rest = scaled / 10; rest > 0; rest /= 10) {
            digits++;
        }
        digits = Math.max(digits, scale + 1);
        int end = length + digits + (scale > 0 ? 1 : 0);
        int at = end;
        long rest = scaled;
        for (int i = 0; i < digits; i++) {
            if (i == scale && scale > 0) {
                buffer[--at] = '.';
            }
            buffer[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    @Override
    public Cancellation cancel(ClientOrderId order, Instrument instrument) {
        return new Cancellation.NotOpen("filled");
    }

    @Override
    public Lookup find(ClientOrderId order, Instrument instrument) {
        return new Lookup.Unknown(Outcome.Doubt.TIMEOUT, "");
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        return new OpenOrders.Unknown(Outcome.Doubt.TIMEOUT, "");
    }

    @Override
    public Optional<Instant> time() {
        return Optional.empty();
    }
}
