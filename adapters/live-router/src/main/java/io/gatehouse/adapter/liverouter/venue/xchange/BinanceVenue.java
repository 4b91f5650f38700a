package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.meta.BinanceTime;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ParamsDigest;

/**
 * Binance spot through XChange: one request per call, every doubt a value.
 *
 * <p>The receive window of an order ends with its {@link ChildOrder#validUntil()}, counted by the
 * exchange's clock, so that an order which is late on its way is refused there. A look-up asks for
 * the time first: what is absent afterwards was absent then or later. Reduce-only has no meaning on
 * a spot account and is not sent. Thread-safe.
 */
public final class BinanceVenue implements Venue {

    private static final int NO_SUCH_ORDER = -2013;
    private static final int CANCEL_REJECTED = -2011;
    private static final long LONGEST_WINDOW = 60_000;
    private static final long USUAL_WINDOW = 5_000;

    private final VenueSettings settings;
    private final Clock clock;
    private final String key;
    private final BinanceAuthenticated binance;
    private final BinanceByClientId byClientId;
    private final ParamsDigest signature;

    public BinanceVenue(
            VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.clock = clock;
        this.key = credentials.key();
        this.signature = BinanceHmacDigest.createInstance(credentials.secret());
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(settings.address().toString());
        specification.setShouldLoadRemoteMetaData(false);
        OneAttempt factory = new OneAttempt(new HttpWire(settings.timeout(), egress));
        this.binance = proxy(BinanceAuthenticated.class, specification, factory);
        this.byClientId = proxy(BinanceByClientId.class, specification, factory);
    }

    private static <T> T proxy(
            Class<T> type, ExchangeSpecification specification, OneAttempt factory) {
        return ExchangeRestProxyBuilder.forInterface(type, specification)
                .restProxyFactory(factory)
                .build();
    }

    @Override
    public VenueId id() {
        return settings.id();
    }

    @Override
    public Outcome place(ChildOrder order) {
        long now = clock.millis();
        long window = order.validUntil().toEpochMilli() - now;
        if (window <= 0) {
            return new Outcome.Refused(
                    Outcome.Refusal.TRANSIENT, "not-sent", "its time was over before it was sent");
        }
        Instrument instrument = order.instrument();
        String symbol = settings.symbol(instrument);
        try {
            BinanceNewOrder answer =
                    binance.newOrder(
                            symbol,
                            order.side() == Side.BUY ? OrderSide.BUY : OrderSide.SELL,
                            type(order.type()),
                            inForce(order.type()),
                            BigDecimal.valueOf(order.quantity(), instrument.quantityScale()),
                            null,
                            order.type() == OrderType.MARKET
                                    ? null
                                    : BigDecimal.valueOf(
                                            order.limitPrice(), instrument.priceScale()),
                            order.id().value(),
                            null,
                            null,
                            null,
                            BinanceNewOrder.NewOrderResponseType.FULL,
                            Math.min(window, LONGEST_WINDOW),
                            () -> now,
                            key,
                            signature);
            return BinanceReports.of(answer, order.id(), instrument, symbol)
                    .filter(report -> report.quantity() == order.quantity())
                    .<Outcome>map(Outcome.Accepted::new)
                    .orElseGet(() -> unknown(Fault.UNREADABLE));
        } catch (BinanceException e) {
            return BinanceRefusals.judge(e.getHttpStatusCode(), e.getCode(), Fault.message(e));
        } catch (Egress.RefusedException e) {
            return new Outcome.Refused(Outcome.Refusal.PERMANENT, "not-sent", e.getMessage());
        } catch (Exception e) {
            return unknown(Fault.of(e));
        }
    }

    private static Outcome unknown(Fault fault) {
        return new Outcome.Unknown(fault.doubt(), fault.detail());
    }

    private static org.knowm.xchange.binance.dto.trade.OrderType type(OrderType type) {
        return type == OrderType.MARKET
                ? org.knowm.xchange.binance.dto.trade.OrderType.MARKET
                : org.knowm.xchange.binance.dto.trade.OrderType.LIMIT;
    }

    private static TimeInForce inForce(OrderType type) {
        return switch (type) {
            case LIMIT -> TimeInForce.GTC;
            case IMMEDIATE_OR_CANCEL -> TimeInForce.IOC;
            case MARKET -> null;
        };
    }

    @Override
    public Cancellation cancel(ClientOrderId id, Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            return BinanceReports.of(
                            byClientId.cancel(
                                    symbol,
                                    id.value(),
                                    USUAL_WINDOW,
                                    clock.millis(),
                                    key,
                                    signature),
                            id,
                            instrument,
                            symbol)
                    .filter(report -> report.status().terminal())
                    .<Cancellation>map(Cancellation.Done::new)
                    .orElseGet(() -> uncancelled(Fault.UNREADABLE));
        } catch (BinanceException e) {
            return e.getCode() == CANCEL_REJECTED && e.getHttpStatusCode() < 500
                    ? new Cancellation.NotOpen(Integer.toString(e.getCode()))
                    : uncancelled(Fault.of(e));
        } catch (Exception e) {
            return uncancelled(Fault.of(e));
        }
    }

    private static Cancellation uncancelled(Fault fault) {
        return new Cancellation.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public Lookup find(ClientOrderId id, Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            Instant before = askTime();
            try {
                return BinanceReports.of(
                                byClientId.find(
                                        symbol,
                                        id.value(),
                                        USUAL_WINDOW,
                                        clock.millis(),
                                        key,
                                        signature),
                                id,
                                instrument,
                                symbol)
                        .<Lookup>map(Lookup.Found::new)
                        .orElseGet(() -> unfound(Fault.UNREADABLE));
            } catch (BinanceException e) {
                return e.getCode() == NO_SUCH_ORDER && e.getHttpStatusCode() < 500
                        ? new Lookup.Absent(before)
                        : unfound(Fault.of(e));
            }
        } catch (Exception e) {
            return unfound(Fault.of(e));
        }
    }

    private static Lookup unfound(Fault fault) {
        return new Lookup.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            List<OrderReport> reports = new ArrayList<>();
            for (BinanceOrder order :
                    binance.openOrders(symbol, USUAL_WINDOW, clock::millis, key, signature)) {
                Optional<OrderReport> report = BinanceReports.listed(order, instrument, symbol);
                if (report.isEmpty()) {
                    // a list with a hole would hide an order
                    return new OpenOrders.Unknown(
                            Fault.UNREADABLE.doubt(), Fault.UNREADABLE.detail());
                }
                reports.add(report.get());
            }
            return new OpenOrders.Listed(reports);
        } catch (Exception e) {
            Fault fault = Fault.of(e);
            return new OpenOrders.Unknown(fault.doubt(), fault.detail());
        }
    }

    @Override
    public Optional<Instant> time() {
        try {
            return Optional.of(askTime());
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    private Instant askTime() throws IOException {
        BinanceTime answer = binance.time();
        Instant at =
                answer == null || answer.getServerTime() == null
                        ? Instant.EPOCH
                        : answer.getServerTime().toInstant();
        if (!at.isAfter(Instant.EPOCH)) {
            // an empty answer reads as 1970, and that would be a time before every order
            throw new IOException("no time in the answer");
        }
        return at;
    }
}
