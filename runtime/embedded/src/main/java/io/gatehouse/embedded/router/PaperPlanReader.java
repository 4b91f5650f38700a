package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.route.PlanReader;
import io.gatehouse.adapter.liverouter.route.PlanReading;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.paper.PaperSettings;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Member;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads {@code execution.paper}: written like {@code execution.live}, but nothing in it leads out.
 *
 * <p>{@code venues.<venue>}: a name that begins with {@code paper}; {@code maker_bps}, {@code
 * taker_bps} and {@code slippage_bps} 0 to 1,000, by default 4, 6 and 5 as the existing system's
 * fill model; {@code oldest_quote_ms} 1 to 86,400,000, by default 30,000; {@code seed} of the
 * places in the queue. {@code market.<SYMBOL>}: {@code candles}, a CSV file in the workspace;
 * {@code interval_ms} of its candles; {@code pace_ms} that each is on; {@code price_step}, {@code
 * quantity_step}, {@code min_notional} and {@code max_quantity} as decimals. All of these but the
 * venue's are required.
 */
final class PaperPlanReader {

    private static final Set<String> MARKET =
            Set.of(
                    "candles",
                    "interval_ms",
                    "pace_ms",
                    "price_step",
                    "quantity_step",
                    "min_notional",
                    "max_quantity");
    private static final long DAY = 86_400_000;
    private static final int LARGEST_SCALE = 8;
    private static final int MOST = 1_000;
    private static final String DECIMAL = "[0-9]{1,10}(\\.[0-9]{1,8})?";

    /** Below the workspace, and nowhere else: no dot at the beginning of a name. */
    static final String FILE = "([A-Za-z0-9_-][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9_-][A-Za-z0-9_.-]*";

    private static final String HOME = "execution.paper.";

    private final List<Finding> findings = new ArrayList<>();
    private final Mapping paper;

    private PaperPlanReader(Mapping paper) {
        this.paper = paper;
    }

    /** Reads the bytes that the permit's digest is over. */
    static PaperPlan.Reading read(byte[] configuration) {
        PlanReading routes = PlanReader.paper(configuration);
        if (routes instanceof PlanReading.Refused refused) {
            return new PaperPlan.Reading.Refused(refused.findings());
        }
        // It was read a moment ago: the section is there, once.
        Mapping root = ((ConfigReading.Parsed) ConfigTree.read(configuration)).root();
        Mapping paper = at(at(root, "execution").orElseThrow(), "paper").orElseThrow();
        return new PaperPlanReader(paper).plan(((PlanReading.Read) routes).plan());
    }

    private static Optional<Mapping> at(Mapping mapping, String key) {
        return mapping.find(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private PaperPlan.Reading plan(RoutePlan routes) {
        Map<String, ProfileLimits> profiles =
                new GuardReader(RouterMode.PAPER, findings).read(paper.find("guards"));
        LiveSettings settings = new LiveSettings(routes, List.of(), profiles);
        if (!routes.enabled()) {
            refuse("enabled", "true", "false");
        }
        Map<VenueId, PaperSettings> venues = new TreeMap<>();
        for (VenueId id : settings.routed()) {
            venues.put(id, venue(id));
        }
        List<PaperPlan.Market> markets = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (Member member : markets()) {
            told.add(member.name());
            market(member).ifPresent(markets::add);
        }
        for (String symbol : settings.symbols()) {
            if (!told.contains(symbol)) {
                market(symbol, "candles and steps", "none");
            }
        }
        return findings.isEmpty()
                ? new PaperPlan.Reading.Read(new PaperPlan(settings, venues, markets))
                : new PaperPlan.Reading.Refused(findings);
    }

    private PaperSettings venue(VenueId id) {
        if (!id.value().startsWith("paper")) {
            // In a log or a metric its fills must not pass for those of a venue.
            refuse("venues." + id, "a name that begins with paper", id.value());
        }
        Optional<Mapping> own = at(paper, "venues").flatMap(all -> at(all, id.value()));
        PaperSettings usual = PaperSettings.usual(0);
        return new PaperSettings(
                (int) number(own, id, "maker_bps", 0, MOST, usual.makerFee()),
                (int) number(own, id, "taker_bps", 0, MOST, usual.takerFee()),
                (int) number(own, id, "slippage_bps", 0, MOST, usual.slippage()),
                Duration.ofMillis(
                        number(own, id, "oldest_quote_ms", 1, DAY, usual.oldestQuote().toMillis())),
                number(own, id, "seed", 0, 999_999_999, 1));
    }

    private long number(
            Optional<Mapping> own, VenueId id, String key, long least, long most, long byDefault) {
        if (own.flatMap(mapping -> mapping.find(key)).isEmpty()) {
            return byDefault;
        }
        Optional<Long> number = own.flatMap(mapping -> StrictSection.whole(mapping, key));
        if (number.filter(n -> n >= least && n <= most).isEmpty()) {
            refuse("venues." + id + "." + key, least + " to " + most, "another value");
            return byDefault;
        }
        return number.get();
    }

    private List<Member> markets() {
        Optional<Mapping> all = at(paper, "market");
        if (all.isEmpty() || all.get().members().size() > MOST) {
            market("market", "a market of each symbol", all.isEmpty() ? "none" : "too many");
            return List.of();
        }
        return all.get().members();
    }

    private Optional<PaperPlan.Market> market(Member member) {
        int before = findings.size();
        String symbol = member.name();
        if (member.occurrence() > 1
                || !symbol.matches("[A-Z0-9]{2,20}")
                || !(member.value() instanceof Mapping own)) {
            market("market", "each symbol once, with its market", "another form");
            return Optional.empty();
        }
        StrictSection section = new StrictSection(own, MARKET, findings);
        String candles = section.text("candles", FILE);
        long interval = section.number("interval_ms", 1, DAY);
        long pace = section.number("pace_ms", 1, DAY);
        BigDecimal price = step(section, "price_step");
        BigDecimal quantity = step(section, "quantity_step");
        BigDecimal least = decimal(section, "min_notional");
        BigDecimal most = decimal(section, "max_quantity");
        if (findings.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PaperPlan.Market(
                            instrument(symbol, price, quantity, least, most),
                            candles,
                            interval,
                            Duration.ofMillis(pace)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            market(symbol, "steps above zero, and a greatest quantity on its step", "others");
            return Optional.empty();
        }
    }

    private static Instrument instrument(
            String symbol,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal least,
            BigDecimal most) {
        int priceScale = Math.max(0, price.scale());
        int quantityScale = Math.max(0, quantity.scale());
        return new Instrument(
                symbol,
                priceScale,
                quantityScale,
                price.movePointRight(priceScale).longValueExact(),
                quantity.movePointRight(quantityScale).longValueExact(),
                least.movePointRight(priceScale + quantityScale)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact(),
                most.movePointRight(quantityScale).longValueExact());
    }

    private static BigDecimal step(StrictSection section, String key) {
        return decimal(section, key).stripTrailingZeros();
    }

    private static BigDecimal decimal(StrictSection section, String key) {
        String text = section.text(key, DECIMAL);
        BigDecimal value = text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
        return value.scale() > LARGEST_SCALE ? BigDecimal.ZERO : value;
    }

    private void refuse(String key, String expected, String observed) {
        findings.add(RouterCode.VENUE_VALUE.at(HOME + key, expected, observed));
    }

    private void market(String symbol, String expected, String observed) {
        findings.add(RouterCode.MARKET.at(HOME + "market " + symbol, expected, observed));
    }
}
