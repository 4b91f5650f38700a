package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.configuration.ConfigValue;
import io.gatehouse.core.digest.DigestPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Mutated configurations. What must hold for every one of them:
 *
 * <ol>
 *   <li>nothing throws, and both reports can be written;
 *   <li>a faulty leaf that still stands at its path with its value keeps the file invalid: with its
 *       own code at its own path, or, where the mutation repeated a key so that the trading system
 *       reads another value, with {@code key_duplicate}.
 * </ol>
 *
 * <p>So a file that was invalid becomes valid only when the mutation removed the fault.
 */
class ConfigFuzzTest {

    private static final int TRIED = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 4_000;

    /** One leaf, what is wrong with it, and the path at which it stands. */
    private record Fault(String sound, String faulty, String path, ConfigCode code) {}

    private static final String SOUND =
            """
            risk_profiles:
              conservative:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            instrument_universes:
              u:
                instruments:
                  BTC: {exchanges: {venue: BTCUSDT}, backfill: [{interval: 15m, lookback_days: 9}]}
            environments:
              one:
                exchange: venue
                environment: paper
                keychain_key: k
                data_cache_path: ./var
                risk_profile: conservative
                default_strategy: s
                default_controller: c
                instrument_universe: u
                alert_channels: ["email:ops"]
                required_permissions: [read, trade]
                forbidden_permissions: [withdraw]
            alerts:
              email_channels: {ops: {host: smtp.example.com}}
              prometheus:
                - {name: a, expr: "rate(live_router_failures_total[10m]) > 0.05", for: 5m}
            runtime:
              controllers: {c: {tick_seconds: 3600, interval: 1h}}
              live_routing:
                enabled: true
                default_route: [venue]
                latency_histogram_buckets: [0.1, 0.5]
              metrics_service:
                host: 127.0.0.1
                port: 55060
                jank_alert_critical_over_ms: 12.0
                rbac_tokens:
                  - {token_id: t, token_env: T, scopes: [metrics.read]}
              risk_decision_log: {path: audit/r.jsonl, signing_key_env: X}
              require_demo_mode: true
            strategies: {s: {parameters: {fast_ma: 5, slow_ma: 9}}}
            """;

    private static final List<Fault> FAULTS =
            List.of(
                    new Fault(
                            "max_leverage: 2.0",
                            "max_leverage: -2.0",
                            "risk_profiles.conservative.max_leverage",
                            RiskProfilesCheck.NEGATIVE),
                    new Fault(
                            "max_position_pct: 0.03",
                            "max_position_pct: 3.5",
                            "risk_profiles.conservative.max_position_pct",
                            RiskProfilesCheck.ABOVE_ONE),
                    new Fault(
                            "interval: 15m",
                            "interval: 30s",
                            "instrument_universes.u.instruments.BTC.backfill[0].interval",
                            UniversesCheck.SUFFIX),
                    new Fault(
                            "environment: paper",
                            "environment: demo",
                            "environments.one.environment",
                            EnvironmentsCheck.KIND),
                    new Fault(
                            "jank_alert_critical_over_ms: 12.0",
                            "jank_alert_critical_over_ms: -1",
                            "runtime.metrics_service.jank_alert_critical_over_ms",
                            TelemetryCheck.NOT_POSITIVE),
                    new Fault(
                            "port: 55060",
                            "port: 99999",
                            "runtime.metrics_service.port",
                            TelemetryCheck.PORT),
                    new Fault(
                            "live_router_failures_total[10m]",
                            "live_router_failure_share[10m]",
                            "alerts.prometheus[0].expr",
                            PrometheusAlertsCheck.UNKNOWN),
                    new Fault(
                            "tick_seconds: 3600",
                            "tick_seconds: 0",
                            "runtime.controllers.c.tick_seconds",
                            ControllersCheck.TICK),
                    new Fault(
                            "require_demo_mode: true",
                            "compliance_confirmed: true",
                            "runtime.compliance_confirmed",
                            RuntimeFlagsCheck.CONFIRMED),
                    new Fault(
                            "path: audit/r.jsonl",
                            "path: audit/decision_logs/paper.jsonl",
                            "runtime.risk_decision_log.path",
                            DecisionLogsCheck.RESERVED));

    private static final ConfigFiles FILES =
            path ->
                    Optional.of(
                            path.length() % 2 == 0
                                    ? new ConfigFiles.Sight.Absent("no such file")
                                    : new ConfigFiles.Sight.Present(DigestPair.of(new byte[0])));

    @Test
    void shouldBeginWithASoundFileAndWithFaultsThatAreFound() {
        assertThat(validate(SOUND.getBytes(StandardCharsets.UTF_8)).errors()).isEmpty();
        for (Fault fault : FAULTS) {
            assertThat(SOUND).contains(fault.sound());
            assertThat(validate(faulty(fault)).errors())
                    .as(fault.path())
                    .extracting(f -> f.path() + " " + f.code().id())
                    .contains(fault.path() + " " + fault.code().id());
        }
    }

    @Test
    void shouldNeverThrowAndNeverForgetAFaultThatStillStands() {
        long seed = 7_033L;
        Random random = new Random(seed);
        Map<String, Integer> still = new TreeMap<>();
        int tried = 0;
        int readable = 0;
        int valid = 0;
        for (; tried < TRIED; tried++) {
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            byte[] bytes = mutate(faulty(fault), random);
            try {
                if (holds(fault, bytes, still)) {
                    readable++;
                    valid += validate(bytes).isValid() ? 1 : 0;
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", input " + tried + "\n" + text(bytes), e);
            }
        }
        System.out.printf(
                "mutated inputs: configurations, tried %d, accepted %d, seed %d"
                        + " (%d readable; accepted once the fault was removed; it still stood in %s,"
                        + " none accepted)%n",
                tried, valid, seed, readable, still);
        assertThat(tried).isEqualTo(TRIED);
        assertThat(readable).as("seed %s", seed).isGreaterThan(TRIED / 10);
        assertThat(still.keySet()).as("seed %s", seed).hasSize(FAULTS.size());
    }

    /** Whether the file could be read. */
    private static boolean holds(Fault fault, byte[] bytes, Map<String, Integer> still) {
        ConfigValidation validation = validate(bytes);
        ConfigReport report = new ConfigReport("config/core.yaml", validation);
        assertThat(report.fileBytes()).isNotEmpty();
        assertThat(ConfigJunit.fileBytes(report)).isNotEmpty();
        assertThat(validation.findings()).isSorted();
        if (!(ConfigTree.read(bytes) instanceof ConfigReading.Parsed parsed)) {
            assertThat(validation.isValid()).isFalse();
            return false;
        }
        Optional<ConfigValue> leaf = parsed.tree().find(fault.path());
        if (leaf.isPresent() && leaf.equals(original(fault))) {
            still.merge(fault.code().id(), 1, Integer::sum);
            assertThat(validation.isValid()).isFalse();
            boolean found =
                    validation.errors().stream()
                            .anyMatch(
                                    f ->
                                            f.code().equals(fault.code())
                                                    && f.path().equals(fault.path()));
            assertThat(found || !parsed.tree().duplicates().isEmpty()).isTrue();
        }
        return true;
    }

    private static Optional<ConfigValue> original(Fault fault) {
        return ((ConfigReading.Parsed) ConfigTree.read(faulty(fault))).tree().find(fault.path());
    }

    private static ConfigValidation validate(byte[] bytes) {
        return ConfigValidation.of(bytes, ConfigProfile.DEMO, FILES);
    }

    private static byte[] faulty(Fault fault) {
        return SOUND.replace(fault.sound(), fault.faulty()).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            mutated = random.nextInt(4) == 0 ? inBytes(mutated, random) : inLines(mutated, random);
        }
        return mutated;
    }

    private static byte[] inBytes(byte[] bytes, Random random) {
        byte[] hints = "{}[]:&*!|>'\"%@`#-?, \n\t\0~.0e9".getBytes(StandardCharsets.UTF_8);
        byte[] copy = Arrays.copyOf(bytes, Math.max(1, bytes.length));
        if (random.nextInt(8) == 0) {
            return Arrays.copyOf(copy, random.nextInt(copy.length) + 1);
        }
        copy[random.nextInt(copy.length)] =
                random.nextBoolean()
                        ? hints[random.nextInt(hints.length)]
                        : (byte) random.nextInt(256);
        return copy;
    }

    /** A line is deleted, doubled, moved, indented, emptied of its value or given another one. */
    private static byte[] inLines(byte[] bytes, Random random) {
        List<String> values =
                List.of(
                        "",
                        "~",
                        "[]",
                        "{}",
                        "yes",
                        "-1",
                        "1e999",
                        ".nan",
                        "\"x\"",
                        "[1, {a: 2}]",
                        "{a: {b: c}}",
                        "&a x",
                        "*a",
                        "!!str 1",
                        "9999999999999999999999",
                        "\u017c");
        List<String> lines = new ArrayList<>(Arrays.asList(text(bytes).split("\n", -1)));
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int colon = line.indexOf(':');
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(random.nextInt(lines.size()), line);
            case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case 3 -> lines.set(at, random.nextBoolean() ? "  " + line : line.stripLeading());
            case 4 ->
                    lines.set(
                            at,
                            colon < 0
                                    ? line
                                    : line.substring(0, colon + 1)
                                            + " "
                                            + values.get(random.nextInt(values.size())));
            default -> lines.set(at, line.replaceFirst("[a-z]_", "_"));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
