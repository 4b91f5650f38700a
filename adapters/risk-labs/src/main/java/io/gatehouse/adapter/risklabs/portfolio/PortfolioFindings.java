package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.rule.Finding;

/** The findings about portfolios. */
final class PortfolioFindings {

    static final String RULE = "labs-portfolio";

    private PortfolioFindings() {}

    static Finding unreadable(String path, String fault) {
        return of(
                "file-unreadable",
                path,
                "name, equity, and either positions or weights, as JSON or YAML",
                fault,
                "mend the file");
    }

    static Finding number(String subject, String expected, String observed) {
        return of("number-invalid", subject, expected, observed, "write the number that is meant");
    }

    static Finding withoutData(String symbol, String observed) {
        return of(
                "instrument-without-data",
                symbol,
                "bars of the instrument up to the end of the data",
                observed,
                "import its data, or take it out of the portfolio");
    }

    static Finding tooMany(int positions, String limit, String profile) {
        return of(
                "too-many-positions",
                profile,
                "at most " + limit + " positions",
                positions + " positions",
                "close positions, or use a profile that allows them");
    }

    static Finding share(String symbol, String share, String limit) {
        return of(
                "share-above-limit",
                symbol,
                "at most " + limit + " of the equity",
                share,
                "make the position smaller");
    }

    static Finding leverage(String profile, String leverage, String limit) {
        return of(
                "leverage-above-limit",
                profile,
                "at most " + limit + " times the equity",
                leverage,
                "make the positions smaller");
    }

    static Finding series(String symbol, String observed) {
        return of(
                "series-unusable",
                symbol,
                "rising times and positive prices",
                observed,
                "let the data quality gate name the bars, and mend the data");
    }

    static Finding stale(String symbol, String time, String age, String greatest) {
        return of(
                "price-too-old",
                symbol,
                "a price not older than " + greatest + " at " + time,
                "one that is " + age + " old",
                "fill the gap, or allow older prices where the market was closed");
    }

    static Finding noOverlap(String observed) {
        return of(
                "series-without-overlap",
                "portfolio",
                "at least two times at which every instrument has a price",
                observed,
                "import data of the same period for all instruments");
    }

    private static Finding of(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
