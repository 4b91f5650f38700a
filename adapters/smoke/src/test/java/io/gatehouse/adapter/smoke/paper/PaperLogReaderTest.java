package io.gatehouse.adapter.smoke.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.Signals;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.Strategies;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaperLogReaderTest {

    private static final Market MARKET = SmokeBench.market(3, 200);
    private static final byte[] LOG = SmokeBench.paper(MARKET, 3);

    @Test
    void shouldReadWhatTheSimulationWrites() {
        PaperLog log = ((PaperLogReader.Reading.Read) PaperLogReader.read("log", LOG)).log();
        long lines = new String(LOG, UTF_8).lines().count();
        assertThat(log.signals().size() + log.orders().size() + log.fills().size())
                .isEqualTo((int) lines);
        assertThat(log.signals())
                .containsAll(Signals.of(Strategies.all().get(0), MARKET, Terms.USUAL.band()));
    }

    @Test
    void shouldRefuseLinesOfAnotherForm() {
        for (String bad :
                new String[] {
                    "",
                    "\n",
                    "[]\n",
                    "{}\n",
                    "{\"type\":\"fill\"}\n",
                    "{\"type\":\"signal\",\"strategy\":\"a\",\"instrument\":\"b\",\"time\":\"2026-01-01T00:00:00Z\",\"target\":10000001}\n",
                    "{\"type\":\"signal\",\"strategy\":\"a\",\"instrument\":\"b\",\"time\":\"2026-01-01T00:00:00\",\"target\":1}\n",
                    "{\"type\":\"fill\",\"fill_id\":\"f\",\"order_id\":\"o\",\"instrument\":\"i\",\"side\":\"buy\",\"quantity\":0,\"price\":1}\n",
                    "{\"type\":\"fill\",\"fill_id\":\"f\",\"order_id\":\"o\",\"instrument\":\"i\",\"side\":\"Buy\",\"quantity\":1,\"price\":1}\n",
                    "{\"type\":\"fill\",\"fill_id\":\"f\",\"order_id\":\"o\",\"instrument\":\"i\",\"side\":\"buy\",\"quantity\":1.0,\"price\":1}\n"
                }) {
            assertThat(PaperLogReader.read("log", bad.getBytes(UTF_8)))
                    .as(bad)
                    .isInstanceOf(PaperLogReader.Reading.Refused.class);
        }
    }

    @Test
    void shouldSurviveEveryMutation() {
        long seed = 20260102;
        Random random = new Random(seed);
        byte[] good = Arrays.copyOf(LOG, 3_000);
        good[good.length - 1] = '\n';
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 3_000;
        int refused = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
            PaperLogReader.Reading reading = PaperLogReader.read("log", bytes);
            refused += reading instanceof PaperLogReader.Reading.Refused ? 1 : 0;
            assertThat(reading).as("seed %d, try %d", seed, i).isNotNull();
        }
        assertThat(refused).isPositive();
    }
}
