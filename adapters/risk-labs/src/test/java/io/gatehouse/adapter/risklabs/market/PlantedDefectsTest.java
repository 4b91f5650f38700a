package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.parquet;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.refusals;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.request;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.strict;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a run: Parquet, the reader, the gate. One defect at a time, then none. */
class PlantedDefectsTest {

    private static final String MONTH =
            "SELECT i, (1704067200000 + i * 3600000)::DOUBLE AS open_time, 100.0::DOUBLE AS open,"
                    + " 101.5::DOUBLE AS high, 99.0::DOUBLE AS low, (100 + i % 2)::DOUBLE AS close,"
                    + " 5.0::DOUBLE AS volume FROM range(700) t(i)";

    @TempDir Path root;

    private List<String> run(String query) throws Exception {
        parquet(root, query);
        Reading<MarketData> reading = MarketReader.read(request(root));
        if (reading instanceof Reading.Read<MarketData> read) {
            return refusals(
                    DataQuality.judge(read.value(), strict(TradingCalendar.CONTINUOUS)).findings());
        }
        return refusals(reading.findings());
    }

    @Test
    void shouldAcceptTheSeriesWithoutDefect() throws Exception {
        assertThat(run(MONTH)).isEmpty();
        assertThat(run("SELECT * FROM (" + MONTH + ") ORDER BY hash(i)")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* REPLACE (CASE WHEN i < 300 THEN 7 * open ELSE open END AS open, CASE WHEN i <"
                        + " 300 THEN 7 * high ELSE high END AS high, CASE WHEN i < 300 THEN 7 * low"
                        + " ELSE low END AS low, CASE WHEN i < 300 THEN 7 * close ELSE close END AS"
                        + " close)||split-unadjusted",
                "*|WHERE i < 200 OR i > 240|gap",
                "*|WHERE i % 10 <> 3|coverage-low",
                "*|UNION ALL SELECT * FROM month WHERE i = 77|duplicate",
                "* REPLACE (CASE WHEN i = 99 THEN 200.0 ELSE close END AS close, CASE WHEN i = 99"
                        + " THEN 201.0 ELSE high END AS high)||outlier",
                "* REPLACE (CASE WHEN i = 99 THEN 'NaN'::DOUBLE ELSE close END AS"
                        + " close)||price-not-finite",
                "* REPLACE (CASE WHEN i = 99 THEN 0.0 ELSE low END AS low)||price-not-positive",
                "* REPLACE (CASE WHEN i = 99 THEN 98.0 ELSE high END AS high)||bar-inconsistent",
                "* REPLACE (CASE WHEN i = 99 THEN -1.0 ELSE volume END AS volume)||volume-invalid",
                "* REPLACE (volume::VARCHAR AS volume)||column-type",
                "* EXCLUDE (high)||column-missing",
                "*|WHERE i > 700|file-empty"
            })
    void shouldRefuseTheSeriesForItsDefect(String columns, String rows, String code)
            throws Exception {
        assertThat(
                        run(
                                "WITH month AS ("
                                        + MONTH
                                        + ") SELECT "
                                        + columns
                                        + " FROM month "
                                        + (rows == null ? "" : rows)))
                .containsExactly(code);
    }
}
