package io.gatehouse.adapter.liverouter.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WiringReaderTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 3_000;

    private static LiveWiring read(String text) {
        LiveWiring.Reading reading = WiringReader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(LiveWiring.Reading.Read.class);
        return ((LiveWiring.Reading.Read) reading).wiring();
    }

    @Test
    void shouldReadRouteEnvironmentsAndInstruments() {
        LiveWiring wiring = read(Plans.CONFIGURATION);
        assertThat(wiring.enabled()).isTrue();
        assertThat(wiring.route()).containsExactly("binance_live", "loopback_spot");
        assertThat(wiring.venue("binance_live")).isEqualTo("binance_spot");
        assertThat(wiring.latencyBudgetMillis()).isEqualTo(60_000);
        assertThat(wiring.environments()).hasSize(1);
        LiveWiring.Environment environment = wiring.environments().get(0);
        assertThat(environment.instruments())
                .extracting(LiveWiring.Traded::symbol)
                .containsExactly("BTCUSDT", "ADAEUR");
        assertThat(environment.forbidden()).containsExactly("withdraw");
        assertThat(read("a: b").enabled()).isFalse();
    }

    @Test
    void shouldReadTheExistingConfiguration() throws IOException {
        Path file = Path.of("../../../shared/interop/config/core.yaml");
        assumeTrue(Files.isRegularFile(file), "the existing tools' files are not on this machine");
        LiveWiring.Reading reading = WiringReader.read(Files.readAllBytes(file));
        if (reading instanceof LiveWiring.Reading.Read read) {
            assertThat(read.wiring().environments()).isNotEmpty();
            assertThat(read.wiring().enabled()).isFalse();
        } else {
            // it has keys that occur twice; the first of them is named
            assertThat(((LiveWiring.Reading.Refused) reading).finding().expected())
                    .isEqualTo("each key once");
        }
    }

    @Test
    void shouldReadAnythingOrRefuseIt() {
        long seed = 99;
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = Plans.CONFIGURATION.getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(5); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                LiveWiring.Reading reading =
                        WiringReader.read(Arrays.copyOf(bytes, bytes.length - random.nextInt(200)));
                read += reading instanceof LiveWiring.Reading.Read ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " input " + i, e);
            }
        }
        assertThat(read).isBetween(1, COUNT - 1);
    }
}
