package io.gatehouse.adapter.smoke;

import io.gatehouse.core.rule.FindingCode;

/** What a smoke can find, with what to do about it; the rule of all findings is {@link #RULE}. */
public enum SmokeCode implements FindingCode {
    BAD_PARAMETERS("mend the definition: gatehouse gate lint"),
    INPUT_MISSING("put the file there, or name another one"),
    INPUT_UNREADABLE("make the file readable for this account"),
    OUTPUT_UNWRITABLE("make the folder writable for this account, or move what stands there"),
    TOO_LARGE("name the right file, or cut the period"),
    NOT_UTF8("write the file again as UTF-8"),
    TRUNCATED("copy the file again; it broke off"),
    NO_CANDLES("give a file with candles"),
    MISSING_COLUMN("write the six columns"),
    UNKNOWN_COLUMN("write the six columns, each once, and no other"),
    BAD_ROW("write the file again with the tool that records it"),
    BAD_TIME("write times as 2026-01-02T03:00:00Z or in milliseconds"),
    BAD_NUMBER("write plain decimals with at most eight digits behind the point"),
    BAD_PRICE("write the file again with the tool that records it"),
    HIGH_BELOW_LOW("write the file again with the tool that records it"),
    OUTSIDE_RANGE("write the file again with the tool that records it"),
    DUPLICATE_CANDLE("record the period again; do not drop rows by hand"),
    NOT_MONOTONIC("record the period again; do not sort rows by hand"),
    GAP("choose a period without gaps, or record it again"),
    OFF_GRID("name the interval of the candles"),
    NOT_ALIGNED("give every instrument the same period"),
    OTHER_SYMBOLS("give candles for exactly the instruments of the configuration's universe"),
    CONFIGURATION("mend the configuration: gatehouse config validate"),
    TOO_FEW_CANDLES("give a longer period, or fewer cycles"),
    TOO_MANY_FILLS("shorten the period, or raise the interval"),
    OUT_OF_RANGE("choose instruments whose prices the smoke can count with"),
    STRATEGY_FAILED("mend the strategy"),
    ZERO_SIGNALS("mend the strategy, or choose a period in which it must act"),
    ZERO_TRADES("mend the strategy, or choose a period in which it must act"),
    LOOK_AHEAD("mend the strategy: a target may rest on candles up to its own alone"),
    TOO_FEW_CUTS("give a longer period"),
    RECURSIVE("declare a longer warm-up, or mend the strategy"),
    NONDETERMINISTIC("mend the strategy: equal candles must give equal targets"),
    BASELINE_UNREADABLE("write the expected figures again"),
    BASELINE_OF_OTHER_DATA("use the expected figures of these candles, terms and cycles"),
    BASELINE_MISSING("write expected figures for this strategy and version"),
    TOLERANCE_EXCEEDED("explain the deviation; adopt new expected figures only when it is meant"),
    LIMIT_EXCEEDED("lower the risk of the strategies"),
    PAPER_LOG_UNREADABLE("write the log again with the paper runtime"),
    DUPLICATE_FILL("find out why one fill was written twice"),
    DUPLICATE_ORDER("find out why one order was written twice"),
    UNKNOWN_INSTRUMENT("find out who traded what the strategies do not"),
    UNKNOWN_ORDER("find out who ordered what the strategies did not"),
    OVERFILLED("find out why more was filled than ordered"),
    OTHER_SIDE("find out why the fill went the other way"),
    SIGNALS_DIFFER("find out why paper and backtest decide differently"),
    TOO_FEW_ORDERS("let the paper run go on"),
    TOO_FEW_FILLS("let the paper run go on, or find out why orders stay open"),
    TOO_SHORT("let the paper run go on"),
    FILL_RATIO("find out why orders stay open"),
    PRICE_DRIFT("find out why paper prices leave the backtest's");

    /** The id under which the findings of a run stand. */
    public static final String RULE = "smoke-run";

    private final String remedy;

    SmokeCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
