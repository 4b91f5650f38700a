package io.gatehouse.adapter.liverouter.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files have the digits 0 to 9, whatever the language of the machine writes. */
class DigitsTest {

    private final Locale before = Locale.getDefault();

    @TempDir private Path home;

    @AfterEach
    void back() {
        Locale.setDefault(before);
    }

    private TradingLatch open() {
        return TradingLatch.open(
                home.resolve("latches"), false, Persons.check(), () -> Persons.NOON);
    }

    @Test
    void shouldNameALatchWithOrdinaryDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        assertThat(open().tighten(TradingState.HALTED, "anna", "drill")).isEmpty();

        assertThat(home.resolve("latches/latch-000001.json")).isRegularFile();
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
        Locale.setDefault(before);
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
    }
}
