package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.paper.PaperLimits;
import io.gatehouse.adapter.smoke.strategy.Strategies;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a smoke is told, as members of one object.
 *
 * <p>Paths are relative to the workspace. {@link #faults} says what is wrong with an object; {@link
 * #SmokeOptions} takes only one without faults.
 */
public record SmokeOptions(JsonObject with) {

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,80}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.#-]{0,59}");
    private static final Set<String> PATHS = Set.of("config", "candles", "expected", "paper_log");
    private static final Set<String> NAMES = Set.of("universe", "profile", "operator", "job");
    private static final Map<String, long[]> NUMBERS =
            new TreeMap<>(
                    Map.of(
                            "cycles", new long[] {1, 50},
                            "seed", new long[] {0, JsonValue.MAX_SAFE_INTEGER},
                            "rows", new long[] {200, 2_000},
                            "min_orders", new long[] {2, 10_000},
                            "min_fills", new long[] {2, 10_000},
                            "min_hours", new long[] {1, 8_760},
                            "min_fill_ratio_millionths", new long[] {1, 1_000_000},
                            "max_difference_millionths", new long[] {1, 100_000}));

    public SmokeOptions {
        List<String> faults = faults(with);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0));
        }
    }

    /** Faults of an object of options; empty when there are none. */
    public static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        with.members().forEach((name, value) -> member(name, value, faults));
        Optional<SmokeTask> task = with.text("task").flatMap(SmokeTask::ofCode);
        if (task.isEmpty()) {
            faults.add("'task' must be demo, stage4 or paper");
        }
        if (!with.has("universe")) {
            faults.add("'universe' is missing: which instruments of the configuration");
        }
        boolean made = with.flag("synthetic").orElse(false);
        if (made == with.has("candles")) {
            faults.add("'candles' names a folder, unless 'synthetic' is true");
        }
        boolean paper = task.equals(Optional.of(SmokeTask.PAPER));
        if (paper == with.has("expected")) {
            faults.add("'expected' belongs to demo and stage4, which need it");
        }
        if (!paper && with.has("paper_log")) {
            faults.add("'paper_log' belongs to paper");
        }
        if (task.equals(Optional.of(SmokeTask.STAGE4)) && !with.has("job")) {
            faults.add("'job' is missing: the number that the runbook page bears");
        }
        return List.copyOf(faults);
    }

    private static void member(String name, JsonValue value, List<String> faults) {
        boolean good;
        if (PATHS.contains(name)) {
            good = value instanceof JsonString text && isPath(text.value());
        } else if (NAMES.contains(name)) {
            good = value instanceof JsonString text && NAME.matcher(text.value()).matches();
        } else if (NUMBERS.containsKey(name)) {
            long[] range = NUMBERS.get(name);
            good =
                    value instanceof JsonInteger number
                            && number.value() >= range[0]
                            && number.value() <= range[1];
        } else {
            good = further(name, value);
        }
        if (!good) {
            faults.add("'" + name + "' is unknown or has no permitted value");
        }
    }

    private static boolean further(String name, JsonValue value) {
        return switch (name) {
            case "task" -> true;
            case "synthetic" -> value instanceof JsonBoolean;
            case "interval" -> value instanceof JsonString text && isInterval(text.value());
            case "strategies" ->
                    value instanceof JsonArray array
                            && !array.values().isEmpty()
                            && array.values().stream().distinct().count() == array.values().size()
                            && array.values().stream()
                                    .allMatch(
                                            v ->
                                                    v instanceof JsonString id
                                                            && Strategies.find(id.value())
                                                                    .isPresent());
            case "output" ->
                    value instanceof JsonString text
                            && text.value().matches("reports(/[A-Za-z0-9_-]{1,60}){1,6}");
            default -> false;
        };
    }

    /** Plain names with slashes between them; none begins with a dot, so none leads upward. */
    private static boolean isPath(String text) {
        String[] parts = text.split("/", -1);
        return parts.length <= 12
                && List.of(parts).stream().allMatch(part -> PATH.matcher(part).matches());
    }

    private static boolean isInterval(String text) {
        try {
            Duration interval = Duration.parse(text);
            return interval.compareTo(Duration.ofSeconds(1)) >= 0
                    && interval.compareTo(Duration.ofDays(7)) <= 0
                    && interval.getNano() == 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    public SmokeTask task() {
        return SmokeTask.ofCode(with.requireText("task")).orElseThrow();
    }

    public String config() {
        return with.text("config").orElse("config/core.yaml");
    }

    public String universe() {
        return with.requireText("universe");
    }

    public Optional<String> candles() {
        return with.text("candles");
    }

    public Optional<String> expected() {
        return with.text("expected");
    }

    public Optional<String> paperLog() {
        return with.text("paper_log");
    }

    public String profile() {
        return with.text("profile").orElse("balanced");
    }

    public String operator() {
        return with.text("operator").orElse("unnamed");
    }

    public String job() {
        return with.text("job").orElse("");
    }

    public String output() {
        return with.text("output").orElse(task().output());
    }

    /** Milliseconds between candles. */
    public long interval() {
        return Duration.parse(with.text("interval").orElse("PT1H")).toMillis();
    }

    public int cycles() {
        return number("cycles", 1);
    }

    public int rows() {
        return number("rows", 720);
    }

    public long seed() {
        return with.integer("seed").orElse(1L);
    }

    public List<Strategy> strategies() {
        List<JsonValue> ids = with.array("strategies");
        return Strategies.all().stream()
                .filter(s -> ids.isEmpty() || ids.contains(new JsonString(s.id())))
                .toList();
    }

    public PaperLimits paperLimits() {
        PaperLimits usual = PaperLimits.USUAL;
        return new PaperLimits(
                number("min_orders", usual.orders()),
                number("min_fills", usual.fills()),
                number("min_hours", (int) (usual.seconds() / 3_600)) * 3_600L,
                number("min_fill_ratio_millionths", usual.ratio()),
                number("max_difference_millionths", usual.difference()));
    }

    private int number(String name, int otherwise) {
        return with.integer(name).orElse((long) otherwise).intValue();
    }
}
