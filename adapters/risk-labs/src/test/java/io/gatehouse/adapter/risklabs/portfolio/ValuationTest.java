package io.gatehouse.adapter.risklabs.portfolio;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.DAY;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.bars;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValuationTest {

    private static final MarketData MARKET =
            market(
                    bars("A", 0, DAY, 10, 20),
                    bars("B", 0, DAY, 4, 5),
                    bars("C", 0, DAY, 1, 1),
                    bars("D", 0, DAY, 1, 0));

    private static final RiskProfile PROFILE =
            Fixtures.profile("balanced", "0.02", "0.3", "0.8", "1", "2", "0.1");

    private static PortfolioFile file(PortfolioFile.Kind kind, Map<String, String> entries) {
        TreeMap<String, BigDecimal> decimals = new TreeMap<>();
        entries.forEach((symbol, text) -> decimals.put(symbol, new BigDecimal(text)));
        return new PortfolioFile("book", new BigDecimal("1000"), kind, decimals);
    }

    private static List<String> codes(Checked<Portfolio> checked) {
        return checked.findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldValuePositionsAtTheLastPriceInDecimals() {
        Portfolio portfolio =
                Valuation.of(
                                file(PortfolioFile.Kind.POSITIONS, Map.of("A", "10.5", "B", "-20")),
                                PROFILE,
                                MARKET)
                        .accepted()
                        .orElseThrow();
        assertThat(portfolio.holdings().get("A").notional()).isEqualByComparingTo("210");
        assertThat(portfolio.holdings().get("B").notional()).isEqualByComparingTo("-100");
        assertThat(portfolio.holdings().get("B").weight()).isEqualTo(-0.1);
        assertThat(portfolio.gross()).isEqualByComparingTo("310");
        assertThat(portfolio.net()).isEqualByComparingTo("110");
        assertThat(portfolio.cash()).isEqualByComparingTo("890");
        assertThat(portfolio.leverage()).isEqualTo(0.31);
    }

    @Test
    void shouldTurnWeightsIntoQuantities() {
        Portfolio portfolio =
                Valuation.of(file(PortfolioFile.Kind.WEIGHTS, Map.of("B", "0.3")), PROFILE, MARKET)
                        .accepted()
                        .orElseThrow();
        assertThat(portfolio.holdings().get("B").quantity()).isEqualByComparingTo("60");
    }

    @Test
    void shouldRefuseAnInstrumentWithoutData() {
        assertThat(
                        codes(
                                Valuation.of(
                                        file(
                                                PortfolioFile.Kind.WEIGHTS,
                                                Map.of("A", "0.1", "X", "0.1")),
                                        PROFILE,
                                        MARKET)))
                .containsExactly("instrument-without-data");
        assertThat(
                        codes(
                                Valuation.of(
                                        file(PortfolioFile.Kind.WEIGHTS, Map.of("D", "0.1")),
                                        PROFILE,
                                        MARKET)))
                .containsExactly("series-unusable");
        assertThat(
                        codes(
                                Valuation.of(
                                        file(PortfolioFile.Kind.WEIGHTS, Map.of("E", "0.1")),
                                        PROFILE,
                                        market(bars("E", 0, DAY)))))
                .containsExactly("instrument-without-data");
    }

    @Test
    void shouldRefuseEachLimitThatIsExceededAndNotTheLimitItself() {
        assertThat(
                        codes(
                                Valuation.of(
                                        file(
                                                PortfolioFile.Kind.WEIGHTS,
                                                Map.of("A", "-0.31", "B", "0.3", "C", "0.3")),
                                        PROFILE,
                                        MARKET)))
                .containsExactly("too-many-positions", "share-above-limit", "leverage-above-limit");
        assertThat(
                        codes(
                                Valuation.of(
                                        file(
                                                PortfolioFile.Kind.WEIGHTS,
                                                Map.of("A", "-0.3", "B", "0.3")),
                                        PROFILE,
                                        MARKET)))
                .isEmpty();
    }

    @Test
    void shouldFillAProfileWithEqualWeightsWithinShareAndLeverage() {
        Portfolio byShare =
                Valuation.equalWeights(
                                PROFILE, List.of("A", "B", "C"), new BigDecimal("1000"), MARKET)
                        .accepted()
                        .orElseThrow();
        assertThat(byShare.holdings().keySet()).containsExactly("A", "B");
        assertThat(byShare.holdings().get("A").weight()).isEqualTo(0.3);
        RiskProfile tight = Fixtures.profile("balanced", "0.02", "0.3", "0.5", "1", "3", "0.1");
        Portfolio byLeverage =
                Valuation.equalWeights(
                                tight, List.of("A", "B", "C"), new BigDecimal("1000"), MARKET)
                        .accepted()
                        .orElseThrow();
        assertThat(byLeverage.leverage()).isLessThanOrEqualTo(0.5).isCloseTo(0.5, within(1e-9));
        assertThat(
                        codes(
                                Valuation.equalWeights(
                                        PROFILE, List.of("X"), new BigDecimal("1"), MARKET)))
                .containsExactly("instrument-without-data");
        assertThat(codes(Valuation.equalWeights(PROFILE, List.of(), new BigDecimal("1"), MARKET)))
                .containsExactly("instrument-without-data");
        assertThat(codes(Valuation.equalWeights(PROFILE, List.of("A"), BigDecimal.ZERO, MARKET)))
                .containsExactly("number-invalid");
    }
}
