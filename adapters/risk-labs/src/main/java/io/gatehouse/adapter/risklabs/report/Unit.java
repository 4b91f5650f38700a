package io.gatehouse.adapter.risklabs.report;

import java.util.Locale;

/** What a figure counts; in JSON by its lower-case name. */
public enum Unit {
    /** A share of one; people see per cent. */
    FRACTION,
    /** A multiple of something, such as of equity. */
    MULTIPLE,
    /** Whole things. */
    COUNT,
    /** Units of the account's currency. */
    MONEY,
    /** Multiples of the average true range. */
    ATR,
    DAYS,
    MILLISECONDS,
    /** Hundredths of a per cent. */
    BASIS_POINTS,
    /** A number without unit. */
    NUMBER;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
