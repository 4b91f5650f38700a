package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits that a permit carries while live trading is a pilot.
 *
 * <p>They hold for the whole installation, on top of the profiles' own. Amounts in 10^-8 of the
 * currency.
 */
public record PilotLimits(
        String currency,
        long mostOrderValue,
        long mostOpenNotional,
        long mostDailyLoss,
        int mostOpenPositions,
        int ordersPerMinute) {

    private static final Set<String> MEMBERS =
            Set.of(
                    "mode",
                    "currency",
                    "max-order-notional",
                    "max-open-notional",
                    "max-daily-loss",
                    "max-open-positions",
                    "max-orders-per-minute");

    /** What the limits of a permit turned out to be. */
    public sealed interface Reading {
        record Read(PilotLimits limits) implements Reading {}

        record Refused(Finding finding) implements Reading {}
    }

    /**
     * Reads {@link io.gatehouse.audit.permit.Permit#limits}. All members must be there and none
     * besides: a limit that is not understood would not be kept, and no limits are no pilot.
     */
    public static Reading read(JsonObject limits) {
        if (!limits.names().equals(MEMBERS)) {
            return refused("exactly the members of a pilot", "members " + limits.names());
        }
        if (!limits.text("mode").filter("pilot"::equals).isPresent()) {
            return refused("mode pilot", "another mode");
        }
        try {
            return new Reading.Read(
                    new PilotLimits(
                            limits.requireText("currency"),
                            amount(limits, "max-order-notional"),
                            amount(limits, "max-open-notional"),
                            amount(limits, "max-daily-loss"),
                            count(limits, "max-open-positions"),
                            count(limits, "max-orders-per-minute")));
        } catch (IllegalArgumentException e) {
            return refused("amounts as decimals and counts, above zero", e.getMessage());
        }
    }

    /**
     * The controls that they become, the book first.
     *
     * @param currencies currency in which each configured symbol is priced
     * @param book of the whole installation, of no profile
     */
    public List<SendGuard> controls(
            Map<String, String> currencies,
            FreshReference reference,
            ExposureBook book,
            GuardClock clock) {
        return List.of(
                book,
                new AllowedInstruments(currencies, currency),
                new OrderValue(reference, mostOrderValue),
                new MessageRate("orders-per-minute", ordersPerMinute, Duration.ofMinutes(1), clock),
                new OpenNotional(book, reference, mostOpenNotional),
                new OpenPositions(book, mostOpenPositions),
                new DailyLoss(book, mostDailyLoss));
    }

    private static long amount(JsonObject limits, String name) {
        long amount = Amounts.parse(limits.requireText(name));
        if (amount <= 0) {
            throw new IllegalArgumentException("'" + name + "' is zero");
        }
        return amount;
    }

    private static int count(JsonObject limits, String name) {
        return limits.integer(name)
                .filter(count -> count > 0 && count <= 1_000_000)
                .map(Long::intValue)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'" + name + "' is no count above zero"));
    }

    private static Reading refused(String expected, String observed) {
        return new Reading.Refused(
                Finding.of(
                        PreTradeFindings.RULE,
                        "pilot-limits",
                        "permit",
                        expected,
                        observed,
                        "have the permit issued again under a definition with these limits"));
    }
}
