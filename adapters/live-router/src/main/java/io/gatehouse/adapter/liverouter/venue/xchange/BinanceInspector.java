package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.account.BinanceAccountInformation;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Filter;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Symbol;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ParamsDigest;

/** What Binance spot says of itself, through XChange. */
public final class BinanceInspector implements VenueInspector {

    private static final long WINDOW = 5_000;

    private final VenueSettings settings;
    private final Clock clock;
    private final String key;
    private final ParamsDigest signature;
    private final BinanceAuthenticated binance;

    public BinanceInspector(
            VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.clock = clock;
        this.key = credentials.key();
        this.signature = BinanceHmacDigest.createInstance(credentials.secret());
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(settings.address().toString());
        specification.setShouldLoadRemoteMetaData(false);
        this.binance =
                ExchangeRestProxyBuilder.forInterface(BinanceAuthenticated.class, specification)
                        .restProxyFactory(new OneAttempt(new HttpWire(settings.timeout(), egress)))
                        .build();
    }

    @Override
    public Optional<Instrument> instrument(String symbol) {
        String name = settings.symbols().getOrDefault(symbol, symbol);
        try {
            for (Symbol listed : binance.exchangeInfo().getSymbols()) {
                if (name.equals(listed.getSymbol()) && "TRADING".equals(listed.getStatus())) {
                    return Optional.of(instrument(symbol, listed));
                }
            }
            return Optional.empty();
        } catch (Exception e) {
            // missing filters, no answer, nonsense: in each case nothing is known
            return Optional.empty();
        }
    }

    private static Instrument instrument(String symbol, Symbol listed) {
        Map<String, Filter> filters = new HashMap<>();
        for (Filter filter : listed.getFilters()) {
            filters.put(filter.getFilterType(), filter);
        }
        BigDecimal tick = plain(filters.get("PRICE_FILTER").getTickSize());
        BigDecimal lot = plain(filters.get("LOT_SIZE").getStepSize());
        int priceScale = Math.max(0, tick.scale());
        int quantityScale = Math.max(0, lot.scale());
        BigDecimal most = new BigDecimal(filters.get("LOT_SIZE").getMaxQty());
        return new Instrument(
                symbol,
                priceScale,
                quantityScale,
                Decimals.scaled(tick, priceScale),
                Decimals.scaled(lot, quantityScale),
                Decimals.scaled(
                        plain(filters.get("NOTIONAL").getMinNotional()),
                        priceScale + quantityScale),
                Decimals.scaled(most.subtract(most.remainder(lot)), quantityScale));
    }

    private static BigDecimal plain(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    @Override
    public OptionalLong price(Instrument instrument) {
        try {
            return OptionalLong.of(
                    Decimals.scaled(
                            binance.tickerPrice(settings.symbol(instrument)).getPrice(),
                            instrument.priceScale()));
        } catch (Exception e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<Permissions> permissions() {
        try {
            BinanceAccountInformation account =
                    binance.account(WINDOW, clock::millis, key, signature);
            return account.balances == null
                    ? Optional.empty()
                    : Optional.of(new Permissions(true, account.canTrade, account.canWithdraw));
        } catch (Exception e) {
            return Optional.empty();
        }
    }
}
