package io.gatehouse.adapter.risklabs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run may be asked, and that equal options are equal however they are written. */
class LabOptionsTest {

    @Test
    void shouldHaveDocumentedValuesForWhatIsNotSaid() {
        LabOptions options = LabOptions.of(JsonObject.EMPTY);
        assertThat(options.profiles()).isEqualTo(LabOptions.PROFILES);
        assertThat(options.scenarios()).isEqualTo(LabOptions.SCENARIOS);
        assertThat(options.symbols()).containsExactly("BTCUSDT");
        assertThat(options.synthetic()).isFalse();
        assertThat(options.equity().toPlainString()).isEqualTo("100000");
        assertThat(options.barSeconds()).isEqualTo(3_600);
    }

    @Test
    void shouldBeReadBackFromBothForms() {
        LabOptions options =
                LabOptions.of(
                        JsonObject.builder()
                                .put("symbols", List.of("SPY", "IBM"))
                                .put("interval", "1d")
                                .put("sessions", true)
                                .put("factors", "factors")
                                .put("max_data_age", "PT36H")
                                .put("equity", "250000.50")
                                .put("portfolio", "config/p.json")
                                .put("seed", 7)
                                .put("language", "en")
                                .build());
        assertThat(LabOptions.of(options.toJson())).isEqualTo(options);
        assertThat(LabOptions.ofTexts(options.texts())).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":\"red\"}|unknown option 'colour'",
                "{\"config\":\"../core.yaml\"}|'config'",
                "{\"config\":\"/etc/passwd\"}|'config'",
                "{\"data\":\".hidden\"}|'data'",
                "{\"namespace\":\"a/b\"}|'namespace'",
                "{\"symbols\":[]}|'symbols'",
                "{\"symbols\":[\"A\",\"A\"]}|'symbols'",
                "{\"symbols\":[\"A'; DROP\"]}|'symbols'",
                "{\"profiles\":[\"daring\"]}|'profiles'",
                "{\"scenarios\":[\"full_moon\"]}|'scenarios'",
                "{\"interval\":\"2h\"}|'interval'",
                "{\"equity\":\"0\"}|'equity'",
                "{\"equity\":100}|'equity'",
                "{\"max_bars\":-1}|'max_bars'",
                "{\"paths\":10}|'paths'",
                "{\"steps\":0}|'steps'",
                "{\"seed\":-1}|'seed'",
                "{\"sessions\":\"yes\"}|'sessions'",
                "{\"max_data_age\":\"P-1D\"}|'max_data_age'",
                "{\"language\":\"de\"}|'language'",
            })
    void shouldNameWhatIsWrong(String json, String fault) {
        JsonObject given =
                (JsonObject)
                        ((JsonReading.Parsed)
                                        StrictJson.readSigned(
                                                json.getBytes(StandardCharsets.UTF_8)))
                                .value();
        assertThat(LabOptions.faults(given)).singleElement().asString().contains(fault);
        assertThatThrownBy(() -> LabOptions.of(given)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Changed bytes of a good request are refused with words or read, and never anything else. */
    @Test
    void shouldTakeAnyBytes() {
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = CanonicalJson.bytes(LabOptions.of(LabWorkspace.madeUp()).toJson());
        int read = 0;
        for (int i = 0; i < tries; i++) {
            byte[] changed = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed[random.nextInt(changed.length)] = (byte) (32 + random.nextInt(95));
            }
            if (StrictJson.readSigned(changed) instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject json) {
                boolean faulty = !LabOptions.faults(json).isEmpty();
                if (!faulty) {
                    assertThat(LabOptions.of(LabOptions.of(json).toJson()))
                            .as("seed %s", seed)
                            .isEqualTo(LabOptions.of(json));
                    read++;
                }
            }
        }
        System.out.println(
                "mutated inputs: options of the laboratory, tried "
                        + tries
                        + ", accepted "
                        + read
                        + ", seed "
                        + seed);
        assertThat(read).isPositive().isLessThan(tries);
    }
}
