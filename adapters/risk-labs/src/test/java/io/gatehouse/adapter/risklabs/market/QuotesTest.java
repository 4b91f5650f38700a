package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotesTest {

    private static final String BARS =
            "time_utc,open,high,low,close,volume\n"
                    + "2024-01-01T00:00:00,100,100,100,100,1\n"
                    + "2024-01-01T00:01:00,100,100,100,100,1\n"
                    + "2024-01-01T00:02:00,100,100,100,100,1\n";
    private static final String QUOTES =
            "time_utc,bid_open,bid_high,bid_low,bid_close,bid_size,"
                    + "ask_open,ask_high,ask_low,ask_close,ask_size\n";

    @TempDir Path folder;

    private void imported(String text) throws IOException {
        Path csv = Files.writeString(folder.resolve("in.csv"), text);
        Reading<Importer.Imported> reading =
                Importer.run(
                        new Importer.Request(
                                csv,
                                folder.resolve("data"),
                                "test",
                                "ABC",
                                Optional.empty(),
                                Optional.empty()));
        assertThat(reading).isInstanceOf(Reading.Read.class);
    }

    private MarketData read() {
        Reading<MarketData> reading =
                MarketReader.read(
                        MarketRequest.of(
                                folder.resolve("data"),
                                "test",
                                List.of("ABC"),
                                Duration.ofMinutes(1)));
        return ((Reading.Read<MarketData>) reading).value();
    }

    @Test
    void shouldTakeQuotesForABookOfOneBand() throws IOException {
        imported(BARS);
        imported(
                QUOTES
                        + "2024-01-01T00:00:00,99,99,99,99.95,3,101,101,101,100.05,5\n"
                        + "2024-01-01T00:01:00,99,99,99,99.90,4,101,101,101,100.10,6\n"
                        + "2024-01-01T00:02:00,99,99,99,99.50,7,101,101,101,100.50,8\n");

        MarketData data = read();
        Depth book = data.instruments().get("ABC").depth().orElseThrow();

        // as of the end of each bar, at its last prices
        assertThat(book.time()[0]).isEqualTo(Instant.parse("2024-01-01T00:01:00Z").toEpochMilli());
        assertThat(book.bestBid()).containsExactly(99.95, 99.90, 99.50);
        assertThat(book.bestAsk()).containsExactly(100.05, 100.10, 100.50);
        assertThat(book.bandBps()[0]).isCloseTo(10, Offset.offset(1e-9)); // of 5, 10 and 50
        assertThat(book.bidQuantity()[2]).containsExactly(7);
        assertThat(book.askQuantity()[2]).containsExactly(8);
        assertThat(data.sources()).anyMatch(source -> source.path().contains("/quotes-1m/"));
    }

    @Test
    void shouldPreferARecordedBookToQuotes() throws IOException {
        imported(BARS);
        imported(
                QUOTES
                        + "2024-01-01T00:00:00,99,99,99,99,3,101,101,101,101,5\n"
                        + "2024-01-01T00:01:00,99,99,99,99,3,101,101,101,101,5\n");
        imported(
                "second_utc,best_bid,best_ask,spread_bps,mid,bid_qty_10bps,ask_qty_10bps\n"
                        + "2024-01-01T00:00:00,99.9,100.1,20,100,1,2\n");

        Depth book = read().instruments().get("ABC").depth().orElseThrow();

        assertThat(book.bestBid()).containsExactly(99.9);
        assertThat(book.bandBps()).containsExactly(10);
    }

    @Test
    void shouldRefuseQuotesThatCross() throws IOException {
        imported(BARS);
        imported(
                QUOTES
                        + "2024-01-01T00:00:00,99,99,99,101,3,101,101,101,99,5\n"
                        + "2024-01-01T00:01:00,99,99,99,99,3,101,101,101,101,5\n");

        MarketData data = read();

        assertThat(
                        codes(
                                DataQuality.judge(
                                                data,
                                                MarketFixture.strict(TradingCalendar.CONTINUOUS))
                                        .findings()))
                .contains("book-inconsistent");
    }
}
