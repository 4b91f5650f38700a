package io.gatehouse.adapter.risklabs.statistics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the data sets handed out beside the tree; a test without them is skipped visibly. */
final class SharedData {

    private SharedData() {}

    /** The lines of a file of the data sets without empty ones. */
    static List<String> lines(String file) {
        Path path = Path.of("../../../shared/data").resolve(file);
        assumeTrue(Files.isReadable(path), "not there: " + path);
        try {
            return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers in a column of a file, in their order. */
    static double[] column(String file, int column, boolean header) {
        return lines(file).stream()
                .skip(header ? 1 : 0)
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                .toArray();
    }

    /** Returns of the closes of SPY, adjusted by the factors of splits and dividends. */
    static double[] adjustedReturns() {
        List<String[]> factors = rows("lean-apache2/factors_spy.csv");
        List<Double> closes = new ArrayList<>();
        int factor = 0;
        for (String[] day : rows("lean-apache2/equity_spy_daily.csv")) {
            String date = day[0].replace("-", "");
            while (factor < factors.size() - 1 && factors.get(factor)[0].compareTo(date) < 0) {
                factor++;
            }
            closes.add(
                    Double.parseDouble(day[4])
                            * Double.parseDouble(factors.get(factor)[1])
                            * Double.parseDouble(factors.get(factor)[2]));
        }
        double[] returns = new double[closes.size() - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = closes.get(i + 1) / closes.get(i) - 1;
        }
        return returns;
    }

    private static List<String[]> rows(String file) {
        return lines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }
}
