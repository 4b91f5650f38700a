package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveSettingsReaderTest {

    private static final String WHOLE =
            LiveBench.configuration(URI.create("http://127.0.0.1:4321"));

    private static LiveSettings.Reading read(String text) {
        return LiveSettingsReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> codes(String text) {
        return ((LiveSettings.Reading.Refused) read(text))
                .findings().stream().map(Finding::code).distinct().toList();
    }

    @Test
    void shouldReadVenuesAndLimits() {
        LiveSettings settings = ((LiveSettings.Reading.Read) read(WHOLE)).settings();

        assertThat(settings.venues()).hasSize(1);
        assertThat(settings.venues().get(0).address())
                .isEqualTo(URI.create("http://127.0.0.1:4321"));
        assertThat(settings.profiles()).containsOnlyKeys("pilot");
        assertThat(settings.symbols()).containsExactly("BTCUSDT");
    }

    @Test
    void shouldRefuseAnAddressThatIsNotOnLoopback() {
        assertThat(codes(WHOLE.replace("127.0.0.1", "10.0.0.7"))).containsExactly("venue-value");
        assertThat(codes(WHOLE.replace("http://127.0.0.1:4321", "https://example.org")))
                .containsExactly("venue-value");
    }

    @Test
    void shouldNotRepeatASecretThatStandsInTheFile() {
        String inline = WHOLE.replace("file:secrets/venue.secret", "hunter2hunter2");

        assertThat(codes(inline)).containsExactly("venue-value");
        assertThat(read(inline).toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseALimitThatIsMissingUnknownOrOutOfRange() {
        assertThat(codes(WHOLE.replaceAll("(?m)^ +max_daily_loss.*\n", "")))
                .containsExactly("guard-value");
        assertThat(codes(WHOLE.replace("max_daily_loss", "max_daily_los")))
                .containsExactly("guard-key", "guard-value");
        assertThat(codes(WHOLE.replace("collar_bps: 5000", "collar_bps: 50000")))
                .containsExactly("guard-value");
        assertThat(codes(WHOLE.replace("max_position: 1000", "max_position: 0")))
                .containsExactly("guard-value");
        assertThat(codes(WHOLE.replaceAll("(?s)    guards:.*", "")))
                .containsExactly("guards-missing");
    }

    @Test
    void shouldRefuseAVenueWithoutAClient() {
        assertThat(codes(WHOLE.replace("loopback_spot", "coinbase_spot")))
                .containsExactly("venue-unknown");
    }

    @Test
    void shouldDemandOfKrakenMessagesThatLiveLongEnough() {
        String kraken = WHOLE.replace("loopback_spot", "kraken_spot");
        assertThat(read(kraken)).isInstanceOf(LiveSettings.Reading.Read.class);

        String shorter =
                kraken.replaceAll("message_validity_ms: [0-9]+", "message_validity_ms: 500");
        assertThat(codes(shorter)).containsExactly("venue-value");
    }

    @Test
    void shouldAnswerEveryMutation() {
        int most = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;
        long seed = Long.getLong("gatehouse.seed", 42);
        Random random = new Random(seed);
        int refused = 0;
        int tried = 0;
        for (int i = 0; i < most; i++) {
            byte[] mutated = WHOLE.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) (32 + random.nextInt(95));
            }
            refused +=
                    LiveSettingsReader.read(mutated) instanceof LiveSettings.Reading.Refused
                            ? 1
                            : 0;
            tried++;
        }
        assertThat(tried).isEqualTo(most);
        assertThat(refused).as("seed " + seed).isGreaterThan(most / 2);
    }
}
