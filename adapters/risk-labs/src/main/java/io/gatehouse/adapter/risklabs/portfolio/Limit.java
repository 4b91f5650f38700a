package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * The seven limits of a risk profile, named as {@code config/core.yaml} names them.
 *
 * <p>Every limit is greater than nought: a limit of zero stands in configurations in use and can be
 * read as "nothing is allowed" or as "no limit", so it is refused. Of each limit the greater value
 * is the looser one.
 */
public enum Limit {
    /** Greatest loss within one UTC day as a share of the equity at its start. */
    DAILY_LOSS("max_daily_loss_pct", Unit.FRACTION, "1"),
    /** Greatest value of one position as a share of the equity. */
    POSITION_SHARE("max_position_pct", Unit.FRACTION, "1"),
    /** Standard deviation of returns that is aimed at, per year. */
    TARGET_VOLATILITY("target_volatility", Unit.FRACTION_PER_YEAR, "5"),
    /** Greatest sum of the positions' absolute values over the equity. */
    LEVERAGE("max_leverage", Unit.MULTIPLE, "125"),
    /** Distance of the stop from the price in average true ranges. */
    STOP_LOSS("stop_loss_atr_multiple", Unit.MULTIPLE, "100"),
    /** Greatest number of positions held at a time. */
    POSITIONS("max_open_positions", Unit.COUNT, "1000"),
    /** Fall from the highest equity at which trading ends, as a share of that equity. */
    DRAWDOWN("hard_drawdown_pct", Unit.FRACTION, "1");

    /** What a limit is counted in. */
    public enum Unit {
        FRACTION,
        FRACTION_PER_YEAR,
        MULTIPLE,
        COUNT
    }

    private final String field;
    private final Unit unit;
    private final BigDecimal greatest;

    Limit(String field, Unit unit, String greatest) {
        this.field = field;
        this.unit = unit;
        this.greatest = new BigDecimal(greatest);
    }

    /** Its name in configuration and reports. */
    public String field() {
        return field;
    }

    public Unit unit() {
        return unit;
    }

    /** The greatest value that is believed to be meant; above it is a slip of the pen. */
    public BigDecimal greatest() {
        return greatest;
    }

    /** What is admitted, for people. */
    public String range() {
        String numbers = unit == Unit.COUNT ? "a whole number" : "a decimal";
        return numbers + " above 0, at most " + greatest.toPlainString();
    }

    public static Optional<Limit> ofField(String field) {
        return Arrays.stream(values()).filter(limit -> limit.field.equals(field)).findFirst();
    }
}
