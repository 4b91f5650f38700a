package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a run of the laboratory is asked. Equal options over equal files give equal bytes of report;
 * the number of threads and the folder of the results are therefore no part of it.
 *
 * <p>Paths are relative to the workspace, plain and without a parent. Immutable, thread-safe.
 *
 * @param config the trading configuration with the profiles' limits
 * @param data root of the market data
 * @param namespace folder of a venue below the root, such as {@code binance_spot}
 * @param symbols instruments, at least one
 * @param interval name of the bars' folder, such as {@code 1h}
 * @param sessions whether the market closes (shares) or trades around the clock
 * @param factors folder with files of splits and dividends, {@code factors_<symbol>.csv}
 * @param maxDataAge how long ago the last bar may have ended; none for a study of the past
 * @param maxBars as many last bars of each series are used; 0 means all
 * @param equity of the portfolio in its currency, above zero
 * @param portfolio file of positions or weights; none means the profile's own
 * @param manual file with the limits of the profile {@code manual}
 * @param profiles to be judged, in this order
 * @param scenarios stress tests to be done
 * @param seed of every random number
 * @param paths simulated paths of each model, at least 1,000
 * @param steps bars of each path
 * @param synthetic whether a series that is missing may be made up, and is said to be
 * @param language of the pages, {@code pl} or {@code en}
 */
public record LabOptions(
        String config,
        String data,
        String namespace,
        List<String> symbols,
        String interval,
        boolean sessions,
        Optional<String> factors,
        Optional<Duration> maxDataAge,
        int maxBars,
        BigDecimal equity,
        Optional<String> portfolio,
        Optional<String> manual,
        List<String> profiles,
        List<String> scenarios,
        long seed,
        int paths,
        int steps,
        boolean synthetic,
        String language) {

    /** The profiles, the strictest first. */
    public static final List<String> PROFILES =
            List.of("conservative", "balanced", "aggressive", "manual");

    /** The stress tests, in the order in which they are reported. */
    public static final List<String> SCENARIOS =
            List.of("flash_crash", "dry_liquidity", "latency_spike", "combined", "reverse");

    /** Bars by the name of their folder, in seconds. */
    static final SortedMap<String, Integer> INTERVALS =
            new TreeMap<>(
                    Map.of(
                            "1m", 60, "5m", 300, "15m", 900, "30m", 1800, "1h", 3600, "4h", 14_400,
                            "1d", 86_400));

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,8})?");

    private static final Set<String> MEMBERS =
            Set.of(
                    "config",
                    "data",
                    "namespace",
                    "symbols",
                    "interval",
                    "sessions",
                    "factors",
                    "max_data_age",
                    "max_bars",
                    "equity",
                    "portfolio",
                    "manual",
                    "profiles",
                    "scenarios",
                    "seed",
                    "paths",
                    "steps",
                    "synthetic",
                    "language");

    public LabOptions {
        symbols = List.copyOf(symbols);
        profiles = List.copyOf(profiles);
        scenarios = List.copyOf(scenarios);
    }

    /** The members' names as they stand in a definition or a request. */
    public static Set<String> members() {
        return MEMBERS;
    }

    /**
     * What is wrong with options in their JSON form, in the order of reading; empty when {@link
     * #of} takes them. A member that is absent has the value that {@code gatehouse labs run}
     * documents.
     */
    public static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        with.names().stream()
                .filter(name -> !MEMBERS.contains(name))
                .forEach(name -> faults.add("unknown option '" + printable(name) + "'"));
        for (String path : List.of("config", "data", "factors", "portfolio", "manual")) {
            if (with.has(path) && with.text(path).filter(LabOptions::isPath).isEmpty()) {
                faults.add("'" + path + "' must be a plain path below the workspace");
            }
        }
        if (with.has("namespace")
                && with.text("namespace").filter(n -> NAME.matcher(n).matches()).isEmpty()) {
            faults.add("'namespace' must be a name of letters, digits, '_' and '-'");
        }
        names(with, "symbols", 64, n -> NAME.matcher(n).matches(), faults);
        names(with, "profiles", PROFILES.size(), PROFILES::contains, faults);
        names(with, "scenarios", SCENARIOS.size(), SCENARIOS::contains, faults);
        if (with.has("interval")
                && with.text("interval").filter(INTERVALS::containsKey).isEmpty()) {
            faults.add("'interval' must be one of " + String.join(", ", INTERVALS.keySet()));
        }
        if (with.has("equity")
                && with.text("equity")
                        .filter(t -> AMOUNT.matcher(t).matches())
                        .filter(t -> new BigDecimal(t).signum() > 0)
                        .isEmpty()) {
            faults.add("'equity' must be an amount above zero, as text");
        }
        if (with.has("max_data_age")
                && with.text("max_data_age").flatMap(LabOptions::age).isEmpty()) {
            faults.add("'max_data_age' must be a span above zero such as PT36H");
        }
        whole(with, "max_bars", 0, 10_000_000, faults);
        whole(with, "seed", 0, JsonValue.MAX_SAFE_INTEGER, faults);
        whole(with, "paths", 1_000, 1_000_000, faults);
        whole(with, "steps", 1, 10_000, faults);
        for (String flag : List.of("sessions", "synthetic")) {
            if (with.has(flag) && with.flag(flag).isEmpty()) {
                faults.add("'" + flag + "' must be true or false");
            }
        }
        if (with.has("language")
                && with.text("language").filter(List.of("pl", "en")::contains).isEmpty()) {
            faults.add("'language' must be pl or en");
        }
        return faults;
    }

    private static void names(
            JsonObject with,
            String member,
            int most,
            java.util.function.Predicate<String> known,
            List<String> faults) {
        if (!with.has(member)) {
            return;
        }
        List<JsonValue> values = with.array(member);
        long good =
                values.stream()
                        .filter(v -> v instanceof JsonString s && known.test(s.value()))
                        .distinct()
                        .count();
        if (values.isEmpty() || values.size() > most || good != values.size()) {
            faults.add("'" + member + "' must be a list of known names, each once");
        }
    }

    private static void whole(
            JsonObject with, String member, long least, long most, List<String> faults) {
        if (with.has(member)
                && with.integer(member).filter(n -> n >= least && n <= most).isEmpty()) {
            faults.add("'" + member + "' must be a whole number of " + least + " to " + most);
        }
    }

    private static Optional<Duration> age(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(age -> age.compareTo(Duration.ZERO) > 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isPath(String text) {
        return text.length() <= 300 && PATH.matcher(text).matches() && !text.contains("..");
    }

    private static String printable(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    /**
     * Options from their JSON form.
     *
     * @throws IllegalArgumentException when {@link #faults} has something to say
     */
    public static LabOptions of(JsonObject with) {
        List<String> faults = faults(with);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0));
        }
        return new LabOptions(
                with.text("config").orElse("config/core.yaml"),
                with.text("data").orElse("data/ohlcv"),
                with.text("namespace").orElse("binance_spot"),
                list(with, "symbols", List.of("BTCUSDT")),
                with.text("interval").orElse("1h"),
                with.flag("sessions").orElse(false),
                with.text("factors"),
                with.text("max_data_age").flatMap(LabOptions::age),
                with.integer("max_bars").orElse(0L).intValue(),
                new BigDecimal(with.text("equity").orElse("100000")),
                with.text("portfolio"),
                with.text("manual"),
                list(with, "profiles", PROFILES),
                list(with, "scenarios", SCENARIOS),
                with.integer("seed").orElse(1L),
                with.integer("paths").orElse(20_000L).intValue(),
                with.integer("steps").orElse(250L).intValue(),
                with.flag("synthetic").orElse(false),
                with.text("language").orElse("pl"));
    }

    private static List<String> list(JsonObject with, String member, List<String> otherwise) {
        return with.has(member)
                ? with.array(member).stream().map(v -> ((JsonString) v).value()).toList()
                : otherwise;
    }

    /** All options, spelled out; {@link #of} reads them back. */
    public JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("config", config)
                        .put("data", data)
                        .put("namespace", namespace)
                        .put("symbols", array(symbols))
                        .put("interval", interval)
                        .put("sessions", sessions)
                        .put("max_bars", maxBars)
                        .put("equity", equity.toPlainString())
                        .put("profiles", array(profiles))
                        .put("scenarios", array(scenarios))
                        .put("seed", new JsonInteger(seed))
                        .put("paths", paths)
                        .put("steps", steps)
                        .put("synthetic", synthetic)
                        .put("language", language);
        factors.ifPresent(path -> json.put("factors", path));
        maxDataAge.ifPresent(age -> json.put("max_data_age", age.toString()));
        portfolio.ifPresent(path -> json.put("portfolio", path));
        manual.ifPresent(path -> json.put("manual", path));
        return json.build();
    }

    /** All options as text: lists with commas; {@link #ofTexts} reads them back. */
    public SortedMap<String, String> texts() {
        TreeMap<String, String> texts = new TreeMap<>();
        JsonObject json = toJson();
        for (String name : json.names()) {
            JsonValue value = json.find(name).orElseThrow();
            texts.put(
                    name,
                    value instanceof JsonArray list
                            ? list.values().stream()
                                    .map(v -> ((JsonString) v).value())
                                    .collect(Collectors.joining(","))
                            : value instanceof JsonString text
                                    ? text.value()
                                    : CanonicalJson.text(value));
        }
        return texts;
    }

    /**
     * Options from what {@link #texts} made of them.
     *
     * @throws IllegalArgumentException when they are others
     */
    public static LabOptions ofTexts(Map<String, String> texts) {
        JsonObject.Builder json = JsonObject.builder();
        texts.forEach(
                (name, text) -> {
                    switch (name) {
                        case "symbols", "profiles", "scenarios" ->
                                json.put(name, array(List.of(text.split(",", -1))));
                        case "max_bars", "seed", "paths", "steps" ->
                                json.put(name, new JsonInteger(Long.parseLong(text)));
                        case "sessions", "synthetic" -> json.put(name, text.equals("true"));
                        default -> json.put(name, text);
                    }
                });
        return of(json.build());
    }

    private static JsonArray array(List<String> names) {
        return new JsonArray(names.stream().<JsonValue>map(JsonString::new).toList());
    }

    /** Length of a bar in seconds. */
    public int barSeconds() {
        return INTERVALS.get(interval);
    }
}
