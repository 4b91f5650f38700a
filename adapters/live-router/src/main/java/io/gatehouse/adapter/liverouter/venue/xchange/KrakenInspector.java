package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What Kraken spot says of itself.
 *
 * <p>A quantity there has a number of decimals and a smallest value ({@code ordermin}), but no
 * other step and no published largest value: the lot is one unit of the last decimal, the bound is
 * ours, and an order below the smallest value is left to the venue to refuse. A key may trade when
 * it may both place and cancel, and it reads when it may see funds, open and closed orders; an
 * answer that does not list permissions as words is no answer.
 */
public final class KrakenInspector implements VenueInspector {

    private static final Set<String> READ =
            Set.of("query-funds", "query-open-trades", "query-closed-trades");
    private static final Set<String> TRADE = Set.of("modify-trades", "close-trades");
    private static final Set<String> WITHDRAW =
            Set.of("withdraw-funds", "add-withdraw-address", "update-withdraw-address");
    private static final long LARGEST = 100_000_000_000_000_000L;

    private final VenueSettings settings;
    private final KrakenCalls calls;

    /**
     * @throws IllegalArgumentException when the secret is not the base64 text that the venue gives
     */
    public KrakenInspector(
            VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.calls = new KrakenCalls(settings, credentials, clock, egress);
    }

    @Override
    public Optional<Instrument> instrument(String symbol) {
        String name = settings.symbols().getOrDefault(symbol, symbol);
        try {
            var reply = calls.unsigned().pairs(name);
            if (!reply.good() || reply.result().size() != 1) {
                return Optional.empty();
            }
            KrakenByClientId.Pair pair = reply.result().values().iterator().next();
            return name.equals(pair.altname()) && "online".equals(pair.status())
                    ? Optional.of(instrument(symbol, pair))
                    : Optional.empty();
        } catch (Exception e) {
            // missing members, no answer, nonsense: in each case nothing is known
            return Optional.empty();
        }
    }

    private static Instrument instrument(String symbol, KrakenByClientId.Pair pair) {
        int priceScale = pair.priceDecimals();
        int quantityScale = pair.lotDecimals();
        return new Instrument(
                symbol,
                priceScale,
                quantityScale,
                Decimals.scaled(pair.tick(), priceScale),
                1,
                Decimals.scaled(pair.leastCost(), priceScale + quantityScale),
                LARGEST);
    }

    @Override
    public OptionalLong price(Instrument instrument) {
        try {
            var reply = calls.unsigned().ticker(settings.symbol(instrument));
            return reply.good() && reply.result().size() == 1
                    ? OptionalLong.of(
                            Decimals.scaled(
                                    reply.result().values().iterator().next().last().get(0),
                                    instrument.priceScale()))
                    : OptionalLong.empty();
        } catch (Exception e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<Permissions> permissions() {
        try {
            var reply =
                    calls.signed((kraken, key, sign, nonce) -> kraken.keyInfo(key, sign, nonce));
            if (!reply.good()) {
                return Optional.empty();
            }
            List<String> may = List.copyOf(reply.result().permissions());
            return Optional.of(
                    new Permissions(
                            may.containsAll(READ),
                            may.containsAll(TRADE),
                            may.stream().anyMatch(WITHDRAW::contains)));
        } catch (Exception e) {
            return Optional.empty();
        }
    }
}
