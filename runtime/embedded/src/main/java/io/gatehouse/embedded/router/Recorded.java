package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.Amounts;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.paper.PaperBar;
import io.gatehouse.adapter.liverouter.venue.paper.PaperMarket;
import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.CandleReader;
import io.gatehouse.adapter.smoke.candle.CandleReading;
import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bars of an instrument, from a file of candles as the smokes read them.
 *
 * @param pace how long each is on
 */
record Recorded(Instrument instrument, List<PaperBar> bars, Duration pace) {

    Recorded {
        bars = List.copyOf(bars);
    }

    /** A market that begins to be played. */
    PaperMarket market() {
        return new PaperMarket(instrument, bars, pace);
    }

    /** Reads all markets; what cannot be read is a finding and no market. */
    static List<Recorded> all(List<PaperPlan.Market> markets, Path root, List<Finding> findings) {
        List<Recorded> recorded = new ArrayList<>();
        for (PaperPlan.Market market : markets) {
            try (InputStream in = open(root, market.candles())) {
                CandleReading reading =
                        CandleReader.read(
                                new io.gatehouse.adapter.smoke.candle.Instrument(
                                        market.instrument().symbol(),
                                        "paper",
                                        market.instrument().symbol()),
                                market.interval(),
                                in.readNBytes(CandleReader.LARGEST + 1));
                if (reading instanceof CandleReading.Refused refused) {
                    findings.addAll(refused.findings());
                } else {
                    recorded.add(of(market, ((CandleReading.Read) reading).series()));
                }
            } catch (IOException e) {
                findings.add(unusable(market, "a file", e.getClass().getSimpleName()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                findings.add(unusable(market, "prices that fit its steps", "others"));
            }
        }
        return recorded;
    }

    private static Finding unusable(PaperPlan.Market market, String expected, String observed) {
        return RouterCode.MARKET.at(market.candles(), expected, observed);
    }

    /** Below the workspace also when a link is on the way. */
    private static InputStream open(Path root, String candles) throws IOException {
        Path file = root.resolve(candles).toRealPath();
        if (!file.startsWith(root.toRealPath())) {
            throw new IOException("outside of the workspace");
        }
        return Files.newInputStream(file);
    }

    private static Recorded of(PaperPlan.Market market, CandleSeries series) {
        Instrument instrument = market.instrument();
        List<PaperBar> bars = new ArrayList<>(series.candles().size());
        for (Candle candle : series.candles()) {
            bars.add(
                    new PaperBar(
                            price(candle.open(), instrument),
                            price(candle.high(), instrument),
                            price(candle.low(), instrument),
                            price(candle.close(), instrument),
                            scaled(candle.volume(), instrument.quantityScale())));
        }
        return new Recorded(instrument, bars, market.pace());
    }

    private static long price(long eighths, Instrument instrument) {
        return scaled(eighths, instrument.priceScale());
    }

    /** From eight decimals to the instrument's; what is finer is cut alike for all figures. */
    private static long scaled(long eight, int scale) {
        long unit = 1;
        for (int i = scale; i < Amounts.SCALE; i++) {
            unit *= 10;
        }
        return eight / unit;
    }
}
