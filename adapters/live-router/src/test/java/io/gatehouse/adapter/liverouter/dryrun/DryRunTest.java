package io.gatehouse.adapter.liverouter.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DryRunTest {

    private final ProxySelector before = ProxySelector.getDefault();
    private final StandInServer first = new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
    private final StandInServer second =
            new StandInServer(0, 8, Listing.usual(), Clock.systemUTC());
    private final StandInTruth truth = StandInTruth.of(first);
    private final Set<String> environment = new java.util.HashSet<>(Set.of("PATH"));
    private List<Drill> drills = Plans.drills();
    private boolean confined = true;

    @AfterEach
    void close() {
        ProxySelector.setDefault(before);
        first.close();
        second.close();
    }

    private DryRunReport run(String configuration) {
        LoopbackOnly egress = new LoopbackOnly(Set.of(first.port(), second.port()));
        ProxySelector.setDefault(confined ? egress : before);
        StandInVenues venues =
                new StandInVenues(
                        Map.of(
                                "binance_spot",
                                at(first),
                                "loopback_spot",
                                at(second),
                                "kraken_spot",
                                at(second)),
                        Map.of(
                                "binance_spot",
                                truth,
                                "loopback_spot",
                                StandInTruth.of(second),
                                "kraken_spot",
                                StandInTruth.of(second)),
                        Duration.ofMinutes(1),
                        Clock.systemUTC(),
                        egress);
        return new DryRun(
                        Plans.task(configuration),
                        venues,
                        new DryRunSurroundings(confined ? egress : Egress.ANY, environment),
                        drills,
                        Clock.systemUTC(),
                        System::nanoTime)
                .run();
    }

    private static URI at(StandInServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private List<String> codes(String configuration) {
        DryRunReport report = run(configuration);
        assertThat(report.passed()).isEqualTo(report.findings().isEmpty());
        assertThat(report.toJson().requireText("status")).isEqualTo("FAIL");
        return report.findings().stream().map(Finding::code).distinct().toList();
    }

    private static String with(String before, String after) {
        assertThat(Plans.CONFIGURATION).contains(before);
        return Plans.CONFIGURATION.replace(before, after);
    }

    @Test
    void shouldPassWhenEverythingHolds() {
        DryRunReport report = run(Plans.CONFIGURATION);
        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        JsonObject json = report.toJson();
        assertThat(json.requireText("status")).isEqualTo("PASS");
        assertThat(json.requireText("config")).isEqualTo("config/core.yaml");
        JsonObject environment = (JsonObject) json.array("environments").get(0);
        assertThat(environment.requireText("environment")).isEqualTo("binance_live");
        JsonObject simulation = environment.object("simulation").orElseThrow();
        assertThat(simulation.integer("orders_attempted")).contains(4L);
        assertThat(simulation.integer("orders_executed")).contains(4L);
        assertThat(simulation.array("symbols")).hasSize(2);
        assertThat(json.array("not_tested")).isNotEmpty();
        assertThat(json.array("drills")).hasSize(5);
        byte[] bytes = DryRunReport.bytes(json);
        assertThat(StrictJson.readSigned(bytes).objectOrThrow()).isEqualTo(json);
    }

    @Test
    void shouldRepeatItselfButForTimes() {
        JsonObject once = run(Plans.CONFIGURATION).toJson();
        // the same stand-ins again: their books have moved, and nothing of that is in the report
        JsonObject again = run(Plans.CONFIGURATION).toJson();
        assertThat(again.without("generated_at", "measured", "environments"))
                .isEqualTo(once.without("generated_at", "measured", "environments"));
    }

    @Test
    void shouldFailWithoutLiveExecutionRouteOrEnvironment() {
        assertThat(codes(with("enabled: true", "enabled: false"))).containsExactly("live-disabled");
        assertThat(codes(with("[binance_live, loopback_spot]", "[]")))
                .contains("no-route", "drill-not-run");
        assertThat(codes(with("environment: live", "environment: demo")))
                .contains("no-environment", "drill-not-run");
    }

    @Test
    void shouldFailOnAnAdapterThatIsNotThere() {
        assertThat(codes(with("loopback_spot]", "coinbase_spot]"))).containsExactly("no-adapter");
    }

    @Test
    void shouldPassWithKrakenBesideBinance() {
        DryRunReport report =
                run(
                        Plans.CONFIGURATION
                                .replace("loopback_spot]", "kraken_spot]")
                                .replace("loopback_spot: ADAEUR", "kraken_spot: ADAEUR"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.toJson().toString()).contains("KrakenVenue");
        assertThat(StandInTruth.of(second).orders()).isNotEmpty();
        assertThat(StandInTruth.of(second).seen("place")).isPositive();
    }

    @Test
    void shouldFailWithoutAnInstrumentOfTheConfiguration() {
        assertThat(codes(with("instrument_universe: core", "instrument_universe: none")))
                .contains("no-instrument");
        assertThat(codes(with("binance_spot: ADAEUR", "binance_spot: ADA-EUR")))
                .containsExactly("instrument-unknown");
    }

    @Test
    void shouldFailOnPermissions() {
        assertThat(codes(with("[withdraw]", "[withdraw, trade]")))
                .containsExactly("permission-forbidden");
        assertThat(codes(with("[read, trade]", "[read, trade, lend]")))
                .containsExactly("permission-missing");
        truth.trading(false);
        assertThat(codes(Plans.CONFIGURATION)).contains("permission-missing", "order-unfilled");
    }

    @Test
    void shouldFailOnAnyAdapterError() {
        truth.maintenance(true);
        assertThat(codes(Plans.CONFIGURATION)).contains("adapter-error", "instrument-unknown");
        truth.maintenance(false);
        truth.script(FaultScript.always(FaultKind.GARBAGE_BEFORE, "place", 0));
        assertThat(codes(Plans.CONFIGURATION)).contains("order-unfilled", "lookup-differs");
        truth.script(FaultScript.always(FaultKind.ERROR_BEFORE, "cancel", 0));
        assertThat(codes(Plans.CONFIGURATION)).contains("not-cancelled");
        truth.script(FaultScript.always(FaultKind.ERROR_BEFORE, "time", 0));
        assertThat(codes(Plans.CONFIGURATION)).contains("adapter-error");
    }

    @Test
    void shouldFailOverTheLatencyBudget() {
        assertThat(codes(with("latency_budget_ms: 60000", "latency_budget_ms: 0")))
                .containsExactly("over-latency-budget");
    }

    @Test
    void shouldFailWhenADrillIsMissingFailsOrShowsNothing() {
        drills = List.of();
        DryRunReport report = run(Plans.CONFIGURATION);
        assertThat(report.findings().stream().map(f -> f.code() + " " + f.subject()))
                .containsExactly(
                        "drill-not-run alert", "drill-not-run fallback", "drill-not-run kill");
        drills = new ArrayList<>(Plans.drills());
        drills.set(0, Plans.drill("alert", false));
        assertThat(codes(Plans.CONFIGURATION)).containsExactly("drill-failed");
        drills.set(
                0,
                new Drill() {
                    @Override
                    public String name() {
                        return "alert";
                    }

                    @Override
                    public List<DryRunCheck> run(List<WiredVenue> venues) {
                        return List.of();
                    }
                });
        assertThat(codes(Plans.CONFIGURATION)).containsExactly("drill-not-run");
        drills.set(
                0,
                new Drill() {
                    @Override
                    public String name() {
                        return "alert";
                    }

                    @Override
                    public List<DryRunCheck> run(List<WiredVenue> venues) {
                        throw new IllegalStateException("broken");
                    }
                });
        assertThat(codes(Plans.CONFIGURATION)).containsExactly("drill-not-run");
    }

    @Test
    void shouldFailWhereItIsNotConfined() {
        environment.add("BINANCE_API_KEY");
        assertThat(codes(Plans.CONFIGURATION)).containsExactly("credential-present");
        environment.clear();
        confined = false;
        assertThat(codes(Plans.CONFIGURATION)).containsExactly("egress-open");
    }

    @Test
    void shouldFailOnAConfigurationThatCannotBeRead() {
        assertThat(codes("a: [")).containsExactly("config-unreadable");
        assertThat(codes(Plans.CONFIGURATION + "execution: {}\n"))
                .containsExactly("config-unreadable");
        assertThat(codes(with("latency_budget_ms: 60000", "latency_budget_ms: soon")))
                .containsExactly("config-unreadable");
    }

    private static List<Drill> realDrills() {
        return List.of(
                new FallbackDrill(Clock.systemUTC()),
                new KillDrill(Clock.systemUTC()),
                Plans.drill("alert", true));
    }

    private List<String> failedDrills() {
        return run(Plans.CONFIGURATION).findings().stream()
                .filter(f -> f.code().equals("drill-failed"))
                .map(Finding::subject)
                .toList();
    }

    @Test
    void shouldPractiseTheRealFallbackAndKill() {
        drills = realDrills();
        assertThat(failedDrillsOfAFreeMoment()).isEmpty();
        // once more at the same venues, whose books hold what the first run left
        assertThat(failedDrillsOfAFreeMoment()).isEmpty();
    }

    /** A drill has a second or less for what it practises, and a machine may be busy for longer. */
    private List<String> failedDrillsOfAFreeMoment() {
        List<String> failed = failedDrills();
        for (int again = 0; again < 20 && !failed.isEmpty(); again++) {
            failed = failedDrills();
        }
        return failed;
    }

    @Test
    void shouldFailTheKillWhereOrdersStay() {
        WiredVenue wired = wired();
        truth.script(FaultScript.always(FaultKind.ERROR_BEFORE, "cancel", 0));
        assertThat(
                        new KillDrill(Clock.systemUTC())
                                .run(List.of(wired)).stream()
                                        .filter(c -> !c.holds())
                                        .map(DryRunCheck::subject))
                .containsExactly("cancels");
    }

    @Test
    void shouldFailTheFallbackWhereNoVenueFills() {
        WiredVenue only = wired();
        FallbackDrill drill = new FallbackDrill(Clock.systemUTC());
        assertThat(drill.run(List.of(only))).allMatch(DryRunCheck::holds);
        // a venue that does not answer is asked about, never passed over
        truth.maintenance(true);
        assertThat(drill.run(List.of(only))).anyMatch(c -> !c.holds());
    }

    /** The first stand-in behind its real client. */
    private WiredVenue wired() {
        List<WiredVenue> seen = new ArrayList<>();
        List<Drill> given = drills;
        drills =
                List.of(
                        new Drill() {
                            @Override
                            public String name() {
                                return "looks";
                            }

                            @Override
                            public List<DryRunCheck> run(List<WiredVenue> venues) {
                                seen.addAll(venues);
                                return List.of();
                            }
                        });
        run(Plans.CONFIGURATION);
        drills = given;
        return seen.get(0);
    }

    private static LogSigner signer(String keyId, String algorithm) {
        return new LogSigner() {
            @Override
            public String keyId() {
                return keyId;
            }

            @Override
            public String algorithm() {
                return algorithm;
            }

            @Override
            public byte[] sign(byte[] canonical) {
                try {
                    Mac mac = Mac.getInstance("HmacSHA384");
                    mac.init(new SecretKeySpec(new byte[48], "HmacSHA384"));
                    return mac.doFinal(canonical);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Test
    void shouldSignTheEntryAndNeverLeaveItUnsigned() {
        JsonObject report = run(Plans.CONFIGURATION).toJson();
        LogSigner signer = signer("live-dry", "HMAC-SHA384");
        JsonObject entry = DryRunEntry.signed(report, "logs/live_dry_run/report.json", signer);
        assertThat(entry.requireText("category")).isEqualTo("live_execution_dry_run");
        assertThat(entry.requireText("status")).isEqualTo("PASS");
        assertThat(((JsonObject) entry.array("environments").get(0)).integer("orders_executed"))
                .contains(4L);
        JsonObject signature = entry.object("signature").orElseThrow();
        assertThat(signature.requireText("key_id")).isEqualTo("live-dry");
        assertThat(Base64.getDecoder().decode(signature.requireText("value")))
                .isEqualTo(signer.sign(CanonicalJson.bytes(entry.without("signature"))));
        for (LogSigner wrong : List.of(signer("", "HMAC-SHA384"), signer("live-dry", "none"))) {
            assertThatThrownBy(() -> DryRunEntry.signed(report, "r.json", wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
