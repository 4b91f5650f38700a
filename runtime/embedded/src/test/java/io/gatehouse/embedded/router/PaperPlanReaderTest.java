package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.paper.PaperSettings;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaperPlanReaderTest {

    private static final String WHOLE = PaperBench.configuration();

    private static PaperPlan.Reading read(String text) {
        return PaperPlanReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> codes(String text) {
        assertThat(read(text)).as(text).isInstanceOf(PaperPlan.Reading.Refused.class);
        return ((PaperPlan.Reading.Refused) read(text))
                .findings().stream().map(Finding::code).distinct().toList();
    }

    @Test
    void shouldFillAsTheExistingSystemWhereNothingIsWritten() {
        PaperPlan plan = ((PaperPlan.Reading.Read) read(WHOLE)).plan();

        assertThat(plan.venues())
                .containsOnlyKeys(new VenueId("paper_spot"))
                .containsValue(new PaperSettings(4, 6, 5, Duration.ofSeconds(30), 1));
        assertThat(plan.settings().venues()).as("nothing to reach").isEmpty();
        PaperPlan.Market market = plan.markets().get(0);
        assertThat(market.pace()).isEqualTo(Duration.ofMillis(50));
        assertThat(market.instrument().priceScale()).isEqualTo(2);
        assertThat(market.instrument().tick()).isEqualTo(1);
        assertThat(market.instrument().minimumNotional()).isEqualTo(50_000_000);
        assertThat(market.instrument().maximumQuantity()).isEqualTo(10_000_000);
    }

    @Test
    void shouldReadHowPessimisticAVenueIs() {
        String own =
                WHOLE.replace(
                        "      paper_spot:\n",
                        "      paper_spot:\n        maker_bps: 0\n        taker_bps: 10\n"
                                + "        slippage_bps: 20\n        oldest_quote_ms: 500\n"
                                + "        seed: 9\n");
        assertThat(((PaperPlan.Reading.Read) read(own)).plan().venues())
                .containsValue(new PaperSettings(0, 10, 20, Duration.ofMillis(500), 9));
        assertThat(codes(own.replace("maker_bps: 0", "maker_bps: 1001")))
                .containsExactly("venue-value");
        assertThat(codes(own.replace("seed: 9", "seed: -9"))).containsExactly("venue-value");
    }

    @Test
    void shouldRefuseWhatWouldLeadToARealVenue() {
        assertThat(codes(WHOLE.replace("paper_spot", "binance_spot")))
                .containsExactly("venue-value");
        for (String key : List.of("address: http://127.0.0.1:9", "key: env:A", "secret: env:B")) {
            assertThat(
                            codes(
                                    WHOLE.replace(
                                            "      paper_spot:\n",
                                            "      paper_spot:\n        " + key + "\n")))
                    .as(key)
                    .containsExactly("plan-unknown-key");
        }
    }

    @Test
    void shouldRefuseAMarketThatIsMissingOrOutsideOrOffItsSteps() {
        assertThat(
                        codes(
                                WHOLE.replace(
                                        "      BTCUSDT:\n        candles",
                                        "      ETHUSDT:\n        candles")))
                .containsExactly("market");
        assertThat(codes(WHOLE.replace("data/btc.csv", "../btc.csv"))).contains("guard-value");
        assertThat(codes(WHOLE.replace("data/btc.csv", "/etc/passwd"))).contains("guard-value");
        assertThat(codes(WHOLE.replace("price_step: \"0.01\"", "price_step: \"0\"")))
                .containsExactly("market");
        assertThat(codes(WHOLE.replace("max_quantity: 100", "max_quantity: 0.000001")))
                .containsExactly("market");
        assertThat(codes(WHOLE.replace("pace_ms: 50", "pace_ms: 0"))).contains("guard-value");
        assertThat(codes(WHOLE.replace("        pace_ms: 50\n", ""))).contains("guard-value");
        assertThat(codes(WHOLE.replace("pace_ms", "pace"))).contains("guard-key");
    }

    @Test
    void shouldRefuseWithoutASectionOrWithOneThatIsOff() {
        assertThat(codes(WHOLE.replace("  paper:", "  live:"))).containsExactly("plan-missing");
        assertThat(codes(WHOLE.replace("enabled: true", "enabled: false")))
                .containsExactly("venue-value");
        assertThat(codes(WHOLE.replaceAll("(?s)    guards:.*", ""))).contains("guards-missing");
    }

    @Test
    void shouldAnswerEveryMutation() {
        int most = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        long seed = Long.getLong("gatehouse.seed", 43);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < most; i++) {
            byte[] mutated = WHOLE.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) (32 + random.nextInt(95));
            }
            refused += PaperPlanReader.read(mutated) instanceof PaperPlan.Reading.Refused ? 1 : 0;
        }
        assertThat(refused).as("seed " + seed).isBetween(most / 2, most);
    }
}
