package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.run.Signal;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the log of a paper run: one JSON object on each line, of type signal, order or fill.
 *
 * <p>A line of any other form refuses the whole log: what is skipped cannot be compared.
 */
public final class PaperLogReader {

    /** Greatest size in bytes. */
    public static final int LARGEST = 32 * 1024 * 1024;

    /** Greatest number of lines. */
    public static final int MOST = 100_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}");
    private static final long GREATEST = 9_000_000_000_000_000L;

    private final List<Signal> signals = new ArrayList<>();
    private final List<PaperOrder> orders = new ArrayList<>();
    private final List<PaperFill> fills = new ArrayList<>();

    private PaperLogReader() {}

    /** A log, or why it is none. */
    public sealed interface Reading {

        /** Every line was understood. */
        record Read(PaperLog log) implements Reading {}

        /** Some line was not. */
        record Refused(Finding finding) implements Reading {}
    }

    /**
     * Reads a file's bytes.
     *
     * @param path for findings
     */
    public static Reading read(String path, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return refused(path, "at most " + LARGEST + " bytes", "more");
        }
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            return refused(path, "lines that end", bytes.length == 0 ? "nothing" : "it breaks off");
        }
        PaperLogReader reader = new PaperLogReader();
        int line = 0;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                if (line > MOST) {
                    return refused(path, "at most " + MOST + " lines", "more");
                }
                if (!reader.line(Arrays.copyOfRange(bytes, start, i))) {
                    return refused(
                            path + ":" + line, "a signal, an order or a fill", "another line");
                }
                start = i + 1;
            }
        }
        return new Reading.Read(
                new PaperLog(reader.signals, reader.orders, reader.fills, Digest.sha384(bytes)));
    }

    private static Reading refused(String subject, String expected, String observed) {
        return new Reading.Refused(SmokeCode.PAPER_LOG_UNREADABLE.at(subject, expected, observed));
    }

    private boolean line(byte[] bytes) {
        try {
            JsonObject line = StrictJson.readSigned(bytes).objectOrThrow();
            return switch (line.text("type").orElse("")) {
                case "signal" -> signal(line);
                case "order" -> order(line);
                case "fill" -> fill(line);
                default -> false;
            };
        } catch (JsonFaultException e) {
            return false;
        }
    }

    private boolean signal(JsonObject line) {
        Optional<String> strategy = id(line, "strategy");
        Optional<String> instrument = id(line, "instrument");
        Optional<Long> time = time(line);
        Optional<Long> target =
                line.integer("target").filter(t -> Math.abs(t) <= 10L * Targets.WHOLE);
        if (strategy.isEmpty() || instrument.isEmpty() || time.isEmpty() || target.isEmpty()) {
            return false;
        }
        signals.add(
                new Signal(strategy.get(), instrument.get(), time.get(), target.get().intValue()));
        return true;
    }

    private boolean order(JsonObject line) {
        Optional<String> id = id(line, "order_id");
        Optional<String> strategy = id(line, "strategy");
        Optional<String> instrument = id(line, "instrument");
        Optional<Long> time = time(line);
        Optional<Boolean> buy = buy(line);
        Optional<Long> quantity = amount(line, "quantity");
        if (id.isEmpty()
                || strategy.isEmpty()
                || instrument.isEmpty()
                || time.isEmpty()
                || buy.isEmpty()
                || quantity.isEmpty()) {
            return false;
        }
        orders.add(
                new PaperOrder(
                        id.get(),
                        strategy.get(),
                        instrument.get(),
                        time.get(),
                        buy.get(),
                        quantity.get()));
        return true;
    }

    private boolean fill(JsonObject line) {
        Optional<String> id = id(line, "fill_id");
        Optional<String> order = id(line, "order_id");
        Optional<String> instrument = id(line, "instrument");
        Optional<Boolean> buy = buy(line);
        Optional<Long> quantity = amount(line, "quantity");
        Optional<Long> price = amount(line, "price");
        if (id.isEmpty()
                || order.isEmpty()
                || instrument.isEmpty()
                || buy.isEmpty()
                || quantity.isEmpty()
                || price.isEmpty()) {
            return false;
        }
        fills.add(
                new PaperFill(
                        id.get(),
                        order.get(),
                        instrument.get(),
                        buy.get(),
                        quantity.get(),
                        price.get()));
        return true;
    }

    private static Optional<String> id(JsonObject line, String name) {
        return line.text(name).filter(text -> ID.matcher(text).matches());
    }

    private static Optional<Long> time(JsonObject line) {
        return line.text("time").flatMap(Timestamps::parse).map(java.time.Instant::toEpochMilli);
    }

    private static Optional<Boolean> buy(JsonObject line) {
        return line.text("side")
                .filter(side -> side.equals("buy") || side.equals("sell"))
                .map(side -> side.equals("buy"));
    }

    private static Optional<Long> amount(JsonObject line, String name) {
        return line.integer(name).filter(value -> value > 0 && value <= GREATEST);
    }
}
