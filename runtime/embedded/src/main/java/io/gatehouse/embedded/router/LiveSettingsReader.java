package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.dryrun.LiveWiring;
import io.gatehouse.adapter.liverouter.dryrun.WiringReader;
import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.route.PlanReader;
import io.gatehouse.adapter.liverouter.route.PlanReading;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.route.VenueRules;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads all that the router needs from the bytes of a configuration: routes, venues, limits.
 *
 * <p>{@code execution.live.venues.<venue>}: {@code key} and {@code secret} say where the account's
 * secrets are ({@code env:}, {@code file:}, {@code credential:}); {@code timeout_ms} is 1 to
 * 60,000, by default 2,000; {@code address} may only be that of a stand-in on 127.0.0.1, since an
 * exchange's own address is not a matter of configuration.
 */
public final class LiveSettingsReader {

    private static final Map<String, URI> EXCHANGES =
            Map.of(
                    "binance_spot",
                    URI.create("https://api.binance.com"),
                    Connected.KRAKEN,
                    URI.create("https://api.kraken.com"));
    private static final String PAPER = "paper";
    private static final String LOOPBACK = "loopback_spot";
    private static final String LOOPBACK_ADDRESS = "http://127\\.0\\.0\\.1:[1-9][0-9]{0,4}";
    private static final long USUAL_TIMEOUT = 2_000;

    /** Its deadline is in whole seconds, of which two must be left: shorter ones send nothing. */
    private static final Duration SHORTEST_AT_KRAKEN = Duration.ofSeconds(4);

    private final List<Finding> findings = new ArrayList<>();
    private final Mapping live;
    private final LiveWiring wiring;

    private LiveSettingsReader(Mapping live, LiveWiring wiring) {
        this.live = live;
        this.wiring = wiring;
    }

    /** Reads the bytes that the permit's digest is over. */
    public static LiveSettings.Reading read(byte[] configuration) {
        PlanReading plan = PlanReader.read(configuration);
        if (plan instanceof PlanReading.Refused refused) {
            return new LiveSettings.Reading.Refused(refused.findings());
        }
        LiveWiring.Reading wiring = WiringReader.read(configuration);
        if (wiring instanceof LiveWiring.Reading.Refused refused) {
            return new LiveSettings.Reading.Refused(List.of(refused.finding()));
        }
        ConfigReading tree = ConfigTree.read(configuration);
        Optional<Mapping> live =
                tree instanceof ConfigReading.Parsed parsed
                        ? mapping(Optional.of(parsed.root()), "execution")
                                .flatMap(execution -> mapping(Optional.of(execution), "live"))
                        : Optional.empty();
        if (live.isEmpty()) {
            return new LiveSettings.Reading.Refused(
                    List.of(
                            RouterCode.CONFIG_UNREADABLE.at(
                                    "execution.live", "a mapping", "none")));
        }
        return new LiveSettingsReader(live.get(), ((LiveWiring.Reading.Read) wiring).wiring())
                .settings(((PlanReading.Read) plan).plan());
    }

    private static Optional<Mapping> mapping(Optional<? extends ConfigNode> node, String key) {
        return node.filter(Mapping.class::isInstance)
                .flatMap(n -> ((Mapping) n).find(key))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
    }

    private LiveSettings.Reading settings(RoutePlan plan) {
        Map<String, ProfileLimits> profiles =
                new GuardReader(RouterMode.LIVE, findings).read(live.find("guards"));
        SortedSet<String> symbols = new TreeSet<>();
        profiles.values().forEach(limits -> symbols.addAll(limits.symbols().keySet()));
        List<VenueAccess> venues = new ArrayList<>();
        for (VenueId id : new LiveSettings(plan, List.of(), profiles).routed()) {
            access(id, symbols).ifPresent(venues::add);
            Duration validity =
                    plan.venues().getOrDefault(id, VenueRules.DEFAULT).messageValidity();
            if (wiring.venue(id.value()).equals(Connected.KRAKEN)
                    && validity.compareTo(SHORTEST_AT_KRAKEN) < 0) {
                refuse(id, "message_validity_ms", "at least 4000", validity.toMillis() + "");
            }
        }
        return findings.isEmpty()
                ? new LiveSettings.Reading.Read(new LiveSettings(plan, venues, profiles))
                : new LiveSettings.Reading.Refused(findings);
    }

    private Optional<VenueAccess> access(VenueId id, SortedSet<String> symbols) {
        String adapter = wiring.venue(id.value());
        Optional<Mapping> own =
                mapping(Optional.of(live), "venues").flatMap(v -> mapping(Optional.of(v), id + ""));
        Optional<String> written = text(own, "address");
        int before = findings.size();
        if (id.value().startsWith(PAPER) || adapter.startsWith(PAPER)) {
            // Somebody would believe that live orders are filled when nothing is bought.
            findings.add(
                    RouterCode.PAPER_IN_LIVE.at(
                            "execution.live.venues." + id, "a venue that is reached", adapter));
        } else if (!EXCHANGES.containsKey(adapter) && !adapter.equals(LOOPBACK)) {
            findings.add(
                    RouterCode.VENUE_UNKNOWN.at(
                            id.value(), "one of " + new TreeSet<>(EXCHANGES.keySet()), adapter));
        } else if (written.filter(a -> !a.matches(LOOPBACK_ADDRESS)).isPresent()
                || (written.isEmpty() && adapter.equals(LOOPBACK))) {
            // An address of one's own would be the way to hand orders and keys to another party.
            refuse(id, "address", "of a stand-in on 127.0.0.1", written.orElse("none"));
        }
        Optional<Long> timeout = timeout(id, own);
        Optional<SecretLocation> key = secret(id, own, "key");
        Optional<SecretLocation> secret = secret(id, own, "secret");
        if (findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new VenueAccess(
                        id,
                        adapter,
                        written.map(URI::create).orElseGet(() -> EXCHANGES.get(adapter)),
                        Duration.ofMillis(timeout.orElse(USUAL_TIMEOUT)),
                        key.orElseThrow(),
                        secret.orElseThrow(),
                        names(adapter, symbols)));
    }

    private Optional<Long> timeout(VenueId id, Optional<Mapping> own) {
        Optional<String> written = text(own, "timeout_ms");
        Optional<Long> timeout =
                written.filter(t -> t.matches("[1-9][0-9]{0,4}"))
                        .map(Long::parseLong)
                        .filter(t -> t <= 60_000);
        if (written.isPresent() && timeout.isEmpty()) {
            refuse(id, "timeout_ms", "1 to 60000", written.get());
        }
        return timeout;
    }

    private Optional<SecretLocation> secret(VenueId id, Optional<Mapping> own, String key) {
        try {
            return Optional.of(SecretLocation.parse(text(own, key).orElse("")));
        } catch (IllegalArgumentException e) {
            // What stands there may be the secret itself: it is not repeated.
            refuse(id, key, "env:NAME, file:path or credential:name", "another form");
            return Optional.empty();
        }
    }

    private void refuse(VenueId id, String key, String expected, String observed) {
        findings.add(
                RouterCode.VENUE_VALUE.at(
                        "execution.live.venues." + id + "." + key, expected, observed));
    }

    /** The venue's own names, where a universe states them. */
    private Map<String, String> names(String adapter, SortedSet<String> symbols) {
        Map<String, String> names = new HashMap<>();
        symbols.forEach(symbol -> names.put(symbol, symbol));
        wiring.environments().stream()
                .flatMap(environment -> environment.instruments().stream())
                .filter(traded -> symbols.contains(traded.symbol()))
                .forEach(
                        traded ->
                                Optional.ofNullable(traded.symbols().get(adapter))
                                        .ifPresent(name -> names.put(traded.symbol(), name)));
        return names;
    }

    private static Optional<String> text(Optional<Mapping> own, String key) {
        return own.flatMap(m -> m.find(key))
                .filter(Scalar.class::isInstance)
                .map(node -> ((Scalar) node).text());
    }
}
