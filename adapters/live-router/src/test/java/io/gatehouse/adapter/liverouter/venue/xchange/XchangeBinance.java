package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ParamsDigest;

/** The same requests the way that XChange's interfaces, its digest and rescu write them. */
final class XchangeBinance {

    /** XChange's calls by client id, without the {@code orderId=0} that its own always send. */
    @Path("")
    interface ByClientId {

        @GET
        @Path("api/v3/order")
        Map<String, Object> find(
                @QueryParam("symbol") String symbol,
                @QueryParam("origClientOrderId") String clientId,
                @QueryParam("recvWindow") Long window,
                @QueryParam("timestamp") Long timestamp,
                @HeaderParam("X-MBX-APIKEY") String key,
                @QueryParam("signature") ParamsDigest signature)
                throws IOException, BinanceException;

        @DELETE
        @Path("api/v3/order")
        Map<String, Object> cancel(
                @QueryParam("symbol") String symbol,
                @QueryParam("origClientOrderId") String clientId,
                @QueryParam("recvWindow") Long window,
                @QueryParam("timestamp") Long timestamp,
                @HeaderParam("X-MBX-APIKEY") String key,
                @QueryParam("signature") ParamsDigest signature)
                throws IOException, BinanceException;
    }

    private final String key;
    private final ParamsDigest signature;
    final BinanceAuthenticated xchange;
    private final ByClientId byClientId;

    XchangeBinance(URI address, String key, String secret) {
        this.key = key;
        this.signature = BinanceHmacDigest.createInstance(secret);
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(address.toString());
        specification.setShouldLoadRemoteMetaData(false);
        OneAttempt factory = new OneAttempt(new HttpWire(Duration.ofSeconds(10), Egress.ANY));
        this.xchange =
                ExchangeRestProxyBuilder.forInterface(BinanceAuthenticated.class, specification)
                        .restProxyFactory(factory)
                        .build();
        this.byClientId =
                ExchangeRestProxyBuilder.forInterface(ByClientId.class, specification)
                        .restProxyFactory(factory)
                        .build();
    }

    BinanceNewOrder place(ChildOrder order, String symbol, long window, long now)
            throws IOException {
        boolean market = order.type() == OrderType.MARKET;
        return xchange.newOrder(
                symbol,
                order.side() == Side.BUY ? OrderSide.BUY : OrderSide.SELL,
                market
                        ? org.knowm.xchange.binance.dto.trade.OrderType.MARKET
                        : org.knowm.xchange.binance.dto.trade.OrderType.LIMIT,
                switch (order.type()) {
                    case LIMIT -> TimeInForce.GTC;
                    case IMMEDIATE_OR_CANCEL -> TimeInForce.IOC;
                    case MARKET -> null;
                },
                BigDecimal.valueOf(order.quantity(), order.instrument().quantityScale()),
                null,
                market
                        ? null
                        : BigDecimal.valueOf(order.limitPrice(), order.instrument().priceScale()),
                order.id().value(),
                null,
                null,
                null,
                BinanceNewOrder.NewOrderResponseType.FULL,
                window,
                () -> now,
                key,
                signature);
    }

    Object find(ChildOrder order, String symbol, long window, long now) throws IOException {
        return byClientId.find(symbol, order.id().value(), window, now, key, signature);
    }

    Object cancel(ChildOrder order, String symbol, long window, long now) throws IOException {
        return byClientId.cancel(symbol, order.id().value(), window, now, key, signature);
    }

    Object cancelAll(String symbol, long window, long now) throws IOException {
        return xchange.cancelAllOpenOrders(symbol, window, () -> now, key, signature);
    }
}
