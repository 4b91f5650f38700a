package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signed parameters of the requests that are sent for every order.
 *
 * <p>Byte for byte what XChange's interfaces and its digest would send, without their collecting of
 * parameters, which costs more than the way to the venue and back; a test compares both. A
 * parameter stands where the interface declares it, and one without a value is left out. The
 * signature of a new order is in the query and the parameters are in the body. Thread-safe.
 */
final class BinanceRequests {

    private static final String ALGORITHM = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();
    private static final int USUAL_LENGTH = 384;

    private final ThreadLocal<Mac> codes;

    BinanceRequests(String secret) {
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.codes = ThreadLocal.withInitial(() -> code(key));
    }

    private static Mac code(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }

    /** The signature that goes with a body. */
    String signature(String body) {
        return HEX.formatHex(codes.get().doFinal(body.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The body of a new order. */
    String placing(ChildOrder order, String symbol, long window, long now) {
        boolean market = order.type() == OrderType.MARKET;
        StringBuilder text = started(symbol);
        text.append("&side=").append(order.side() == Side.BUY ? "BUY" : "SELL");
        text.append("&type=").append(market ? "MARKET" : "LIMIT");
        text.append(
                switch (order.type()) {
                    case LIMIT -> "&timeInForce=GTC";
                    case IMMEDIATE_OR_CANCEL -> "&timeInForce=IOC";
                    case MARKET -> "";
                });
        text.append("&quantity=")
                .append(Decimals.text(order.quantity(), order.instrument().quantityScale()));
        if (!market) {
            text.append("&price=")
                    .append(Decimals.text(order.limitPrice(), order.instrument().priceScale()));
        }
        text.append("&newClientOrderId=").append(order.id().value());
        text.append("&newOrderRespType=FULL");
        return timed(text, window, now).toString();
    }

    /** The query that names one order. */
    String naming(ClientOrderId id, String symbol, long window, long now) {
        StringBuilder text = started(symbol);
        text.append("&origClientOrderId=").append(id.value());
        return signed(text, window, now);
    }

    /** The query that names all orders of a symbol. */
    String all(String symbol, long window, long now) {
        return signed(started(symbol), window, now);
    }

    private static StringBuilder started(String symbol) {
        return new StringBuilder(USUAL_LENGTH)
                .append("symbol=")
                .append(URLEncoder.encode(symbol, StandardCharsets.UTF_8));
    }

    private static StringBuilder timed(StringBuilder text, long window, long now) {
        return text.append("&recvWindow=").append(window).append("&timestamp=").append(now);
    }

    private String signed(StringBuilder text, long window, long now) {
        String query = timed(text, window, now).toString();
        return query + "&signature=" + signature(query);
    }
}
