package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values a portfolio at the last known prices and holds it to a profile's limits.
 *
 * <p>Stateless and thread-safe.
 */
public final class Valuation {

    private Valuation() {}

    /** The portfolio of a file, or why it may not be run under that profile. */
    public static Checked<Portfolio> of(
            PortfolioFile file, RiskProfile profile, MarketData market) {
        List<Finding> findings = new ArrayList<>();
        List<Holding> holdings = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> entry : file.entries().entrySet()) {
            Optional<BigDecimal> price = lastPrice(entry.getKey(), market, findings);
            if (price.isPresent()) {
                holdings.add(
                        file.kind() == PortfolioFile.Kind.POSITIONS
                                ? byQuantity(entry, price.get(), file.equity())
                                : byWeight(
                                        entry.getKey(),
                                        entry.getValue(),
                                        price.get(),
                                        file.equity()));
            }
        }
        if (!findings.isEmpty()) {
            // a portfolio valued without one of its instruments would look smaller than it is
            return new Checked.Refused<>(findings);
        }
        Portfolio portfolio = Portfolio.of(file.name(), file.equity(), holdings);
        return Checked.of(portfolio, judge(portfolio, profile));
    }

    /**
     * The portfolio that a profile itself stands for: as many of the instruments as it allows, in
     * the order given, all bought at equal weights, the greatest that position share and leverage
     * allow.
     */
    public static Checked<Portfolio> equalWeights(
            RiskProfile profile, List<String> symbols, BigDecimal equity, MarketData market) {
        List<Finding> findings = new ArrayList<>();
        if (symbols.isEmpty()) {
            findings.add(PortfolioFindings.withoutData("portfolio", "no instrument"));
        }
        if (equity.signum() <= 0) {
            findings.add(
                    PortfolioFindings.number(
                            "equity", "a decimal above 0", equity.toPlainString()));
        }
        if (!findings.isEmpty()) {
            return new Checked.Refused<>(findings);
        }
        int count =
                Math.min(symbols.size(), profile.limits().decimal(Limit.POSITIONS).intValueExact());
        BigDecimal weight =
                profile.limits()
                        .decimal(Limit.LEVERAGE)
                        .divide(BigDecimal.valueOf(count), new MathContext(12, RoundingMode.DOWN))
                        .min(profile.limits().decimal(Limit.POSITION_SHARE));
        List<Holding> holdings = new ArrayList<>();
        for (String symbol : symbols.subList(0, count)) {
            lastPrice(symbol, market, findings)
                    .ifPresent(price -> holdings.add(byWeight(symbol, weight, price, equity)));
        }
        if (!findings.isEmpty()) {
            return new Checked.Refused<>(findings);
        }
        Portfolio portfolio = Portfolio.of("equal-weights", equity, holdings);
        return Checked.of(portfolio, judge(portfolio, profile));
    }

    private static List<Finding> judge(Portfolio portfolio, RiskProfile profile) {
        List<Finding> findings = new ArrayList<>();
        RiskLimits limits = profile.limits();
        int positions = portfolio.holdings().size();
        if (BigDecimal.valueOf(positions).compareTo(limits.decimal(Limit.POSITIONS)) > 0) {
            findings.add(
                    PortfolioFindings.tooMany(
                            positions,
                            limits.decimal(Limit.POSITIONS).toPlainString(),
                            profile.name()));
        }
        BigDecimal share = limits.decimal(Limit.POSITION_SHARE);
        BigDecimal largest = share.multiply(portfolio.equity());
        for (Holding holding : portfolio.holdings().values()) {
            if (holding.size().compareTo(largest) > 0) {
                findings.add(
                        PortfolioFindings.share(
                                holding.symbol(),
                                Decimals.text(Math.abs(holding.weight())),
                                share.toPlainString()));
            }
        }
        BigDecimal leverage = limits.decimal(Limit.LEVERAGE);
        if (portfolio.gross().compareTo(leverage.multiply(portfolio.equity())) > 0) {
            findings.add(
                    PortfolioFindings.leverage(
                            profile.name(),
                            Decimals.text(portfolio.leverage()),
                            leverage.toPlainString()));
        }
        return findings;
    }

    private static Optional<BigDecimal> lastPrice(
            String symbol, MarketData market, List<Finding> findings) {
        MarketData.Instrument instrument = market.instruments().get(symbol);
        if (instrument == null || instrument.bars().size() == 0) {
            findings.add(
                    PortfolioFindings.withoutData(
                            symbol, instrument == null ? "no series" : "an empty series"));
            return Optional.empty();
        }
        Bars bars = instrument.bars();
        double close = bars.close()[bars.size() - 1];
        if (!Double.isFinite(close) || close <= 0) {
            findings.add(PortfolioFindings.series(symbol, "a last price that is not positive"));
            return Optional.empty();
        }
        return Optional.of(Decimals.exact(close));
    }

    private static Holding byQuantity(
            Map.Entry<String, BigDecimal> entry, BigDecimal price, BigDecimal equity) {
        BigDecimal notional = entry.getValue().multiply(price);
        return new Holding(
                entry.getKey(),
                entry.getValue(),
                price,
                notional,
                notional.divide(equity, MathContext.DECIMAL64).doubleValue());
    }

    private static Holding byWeight(
            String symbol, BigDecimal weight, BigDecimal price, BigDecimal equity) {
        BigDecimal notional = weight.multiply(equity);
        return new Holding(
                symbol,
                notional.divide(price, MathContext.DECIMAL64),
                price,
                notional,
                weight.doubleValue());
    }
}
