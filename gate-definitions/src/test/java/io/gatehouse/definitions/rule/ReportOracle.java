package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.core.digest.Digest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the rules on reports must have seen in the fixtures of this package before they may say
 * PASS: each row's demands once more, in the plainest words, on Jackson's tree. Any exception means
 * no.
 */
final class ReportOracle {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REDACTED = "***REDACTED***";

    private ReportOracle() {}

    static boolean holds(String rule, Map<String, byte[]> files) {
        try {
            return switch (rule) {
                case "mtls-bundle" -> bundle(files);
                case "metrics-log" -> metrics(files);
                case "dry-run-report" -> dryRun(files);
                case "ui-telemetry" -> telemetry(files);
                case "stage6-summary" -> stage6(files);
                default -> false;
            };
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static JsonNode json(byte[] bytes) {
        return JSON.readTree(bytes);
    }

    private static List<JsonNode> lines(byte[] bytes) {
        return new String(bytes, UTF_8).lines().map(JSON::readTree).toList();
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        node.forEach(all::add);
        return all;
    }

    private static boolean within(JsonNode time, Duration age) {
        Instant at = OffsetDateTime.parse(time.stringValue()).toInstant();
        return !at.isAfter(Bench.NOW.plusSeconds(5)) && !at.isBefore(Bench.NOW.minus(age));
    }

    private static boolean is(JsonNode node, String text) {
        return node.isString() && node.stringValue().equals(text);
    }

    private static boolean yes(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    private static boolean no(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static boolean same(byte[] pem, String original) {
        return Arrays.equals(TlsFixture.der(new String(pem, UTF_8)), TlsFixture.der(original));
    }

    private static boolean bundle(Map<String, byte[]> files) {
        TlsFixture good = new TlsFixture();
        JsonNode meta = json(files.get("meta"));
        boolean certificates =
                same(files.get("ca"), good.ca)
                        && same(files.get("server"), good.server)
                        && same(files.get("client"), good.client);
        boolean quoted =
                Map.of("ca", good.ca, "server", good.server, "client", good.client)
                        .entrySet()
                        .stream()
                        .allMatch(
                                e -> {
                                    JsonNode part = meta.get("artifacts").get(e.getKey());
                                    String print =
                                            Digest.sha256(TlsFixture.der(e.getValue())).hex();
                                    return !part.get("certificates").isEmpty()
                                            && list(part.get("certificates")).stream()
                                                    .allMatch(
                                                            c ->
                                                                    c.get("fingerprint_sha256")
                                                                            .stringValue()
                                                                            .replace(":", "")
                                                                            .toLowerCase(
                                                                                    Locale.ROOT)
                                                                            .equals(print))
                                            && (!part.has("sha256")
                                                    || is(
                                                            part.get("sha256"),
                                                            Digest.sha256(files.get(e.getKey()))
                                                                    .hex()));
                                });
        Set<String> names = Set.of("127.0.0.1", "localhost", "::1", "0:0:0:0:0:0:0:1");
        boolean hosts =
                list(meta.get("hostnames")).stream().allMatch(h -> covers(names, h.stringValue()));
        boolean silent =
                Stream.of("errors", "warnings", "security_warnings")
                        .flatMap(n -> meta.findValues(n).stream())
                        .allMatch(v -> v.isArray() && v.isEmpty());
        JsonNode registry = json(files.get("registry"));
        boolean rotated =
                Stream.of("ca", "server", "client")
                        .allMatch(
                                p ->
                                        within(
                                                registry.get("core-oem::tls_" + p),
                                                Duration.ofDays(90)));
        boolean named =
                meta.get("bundle").stringValue().strip().equalsIgnoreCase("core-oem")
                        && OffsetDateTime.parse(meta.get("generated_at").stringValue()) != null;
        return certificates && quoted && hosts && silent && rotated && named;
    }

    /** An IPv6 address has many spellings with zeros in them. */
    private static boolean covers(Set<String> names, String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return names.contains(lower) || lower.matches("[0:]*:+1");
    }

    private static boolean metrics(Map<String, byte[]> files) {
        List<JsonNode> log = lines(files.get("log"));
        List<JsonNode> snapshots = lines(files.get("snapshot"));
        Duration week = Duration.ofDays(7);
        return !log.isEmpty()
                && !snapshots.isEmpty()
                && log.stream()
                        .allMatch(
                                l ->
                                        within(l.get("generated_at"), week)
                                                && (l.get("fps").isNull()
                                                        || number(l.get("fps")).signum() >= 0))
                && snapshots.stream()
                        .allMatch(
                                s ->
                                        within(
                                                        s.has("timestamp")
                                                                ? s.get("timestamp")
                                                                : s.get("generated_at"),
                                                        week)
                                                && mutual(s)
                                                && s.findValues("security_warnings").stream()
                                                        .allMatch(w -> w.isArray() && w.isEmpty()));
    }

    private static boolean mutual(JsonNode snapshot) {
        JsonNode tls = snapshot.get("tls");
        JsonNode state = snapshot.get("runtime_state");
        return yes(tls.get("configured"))
                && yes(tls.get("require_client_auth"))
                && yes(tls.get("certificate").get("exists"))
                && yes(tls.get("private_key").get("exists"))
                && yes(tls.get("client_ca").get("exists"))
                && yes(state.get("available"))
                && yes(state.get("tls").get("enabled"))
                && yes(state.get("tls").get("require_client_auth"));
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.isString() ? node.stringValue() : node.toString());
    }

    private static boolean dryRun(Map<String, byte[]> files) {
        JsonNode report = json(files.get("report"));
        List<JsonNode> environments = list(report.get("environments"));
        boolean passed =
                is(report.get("status"), "PASS")
                        && within(report.get("generated_at"), Duration.ofDays(1))
                        && report.get("config").stringValue().endsWith("reports/config/1")
                        && !environments.isEmpty()
                        && environments.stream().allMatch(e -> environment(e, files.get("config")));
        List<JsonNode> log = lines(files.get("log"));
        return passed
                && !log.isEmpty()
                && log.stream()
                        .allMatch(
                                l ->
                                        is(l.get("status"), "PASS")
                                                && is(l.get("category"), "live_execution_dry_run")
                                                && l.get("report")
                                                        .stringValue()
                                                        .endsWith("reports/report/2")
                                                && within(l.get("timestamp"), Duration.ofDays(1))
                                                && logged(l, environments));
    }

    private static boolean logged(JsonNode line, List<JsonNode> environments) {
        return line.get("environments").size() >= environments.size()
                && list(line.get("environments")).stream()
                        .allMatch(
                                e ->
                                        is(e.get("status"), "PASS")
                                                && environments.stream()
                                                        .anyMatch(
                                                                r ->
                                                                        r.get("environment")
                                                                                .equals(
                                                                                        e.get(
                                                                                                "name"))));
    }

    private static boolean environment(JsonNode one, byte[] configuration) {
        JsonNode simulation = one.get("simulation");
        BigDecimal executed = number(simulation.get("orders_executed"));
        String name = one.get("environment").stringValue();
        return is(one.get("status"), "PASS")
                // a scalar or a flow mapping may go on in the next line; spaces count for one
                && new String(configuration, UTF_8)
                        .replaceAll("\\n(?=[^{}]*})|\\n(?!\\s*[\\w-]+:)", " ")
                        .replaceAll(" +", " ")
                        .lines()
                        .anyMatch(l -> l.contains(name) && l.replace("\"", "").contains(": live"))
                && !one.get("exchanges").isEmpty()
                && list(one.get("exchanges")).stream()
                        .allMatch(x -> one.get("adapters").has(x.stringValue()))
                && list(one.get("adapters")).stream()
                        .allMatch(
                                a ->
                                        is(a.get("status"), "PASS")
                                                && (!a.has("error") || a.get("error").isNull()))
                && executed.signum() > 0
                && executed.compareTo(number(simulation.get("orders_attempted"))) == 0;
    }

    private static boolean telemetry(Map<String, byte[]> files) {
        Duration week = Duration.ofDays(7);
        JsonNode guard = json(files.get("guard"));
        List<BigDecimal> frames =
                list(guard.get("frames").get("visible_ms")).stream()
                        .map(ReportOracle::number)
                        .sorted()
                        .toList();
        long janky = frames.stream().filter(f -> f.doubleValue() > 50).count();
        double p95 = frames.get((int) Math.ceil(frames.size() * 0.95) - 1).doubleValue();
        boolean calm =
                lines(files.get("log")).stream()
                        .allMatch(
                                l ->
                                        Set.of("info", "notice")
                                                        .contains(l.get("severity").stringValue())
                                                && within(l.get("generated_at"), week)
                                                && l.get("category").stringValue().startsWith("ui.")
                                                && l.get("payload").isObject()
                                                && l.get("context").isObject());
        return calm
                && yes(guard.get("guard").get("active"))
                && yes(guard.get("reduce_motion").get("verified"))
                && yes(guard.get("fps_monitor").get("active"))
                && frames.size() >= 100
                && frames.get(0).signum() > 0
                && p95 < 150
                && janky * 100 < frames.size()
                && stated(guard, "frame_p95_ms", p95)
                && stated(guard, "jank_share", (double) janky / frames.size())
                && list(guard.get("heartbeats")).stream().allMatch(b -> within(b, week));
    }

    private static boolean stated(JsonNode guard, String name, double computed) {
        if (!guard.has(name)) {
            return true;
        }
        BigDecimal value = number(guard.get(name));
        double half = 0.5 * Math.pow(10, -Math.max(0, Math.min(9, value.scale())));
        return Math.abs(value.doubleValue() - computed) <= half + 1e-9;
    }

    private static boolean stage6(Map<String, byte[]> files) {
        JsonNode summary = json(files.get("summary"));
        JsonNode secrets = summary.get("secrets");
        JsonNode tool = summary.get("tool");
        boolean digests =
                is(summary.get("core_rendered_checksum"), sum(files, "core"))
                        && is(summary.get("core_backup_checksum"), sum(files, "backup"))
                        && is(summary.get("core_original_checksum"), sum(files, "backup"))
                        && is(secrets.get("output_checksum"), sum(files, "vault"))
                        && secrets.get("source_checksum").stringValue().matches("[0-9a-f]{64}");
        JsonNode passphrase = secrets.get("output_passphrase");
        boolean source =
                yes(passphrase.get("provided"))
                        && yes(passphrase.get("used"))
                        && Set.of("inline", "file", "env")
                                .contains(passphrase.get("source").stringValue());
        boolean asked =
                no(summary.get("dry_run"))
                        && yes(summary.get("core_diff_requested"))
                        && yes(summary.get("core_backup_requested"))
                        && within(summary.get("timestamp"), Duration.ofDays(7))
                        && summary.get("warnings").isArray()
                        && number(secrets.get("written")).signum() > 0
                        && number(secrets.get("written")).compareTo(number(secrets.get("planned")))
                                == 0;
        boolean named =
                Stream.of("executable", "python", "package", "version", "git_commit")
                                .noneMatch(n -> tool.get(n).stringValue().isBlank())
                        && yes(tool.get("package_available"));
        return digests && source && asked && named && redacted(summary.get("cli_invocation"));
    }

    private static String sum(Map<String, byte[]> files, String name) {
        return Digest.sha256(files.get(name)).hex();
    }

    /** No value stands behind a flag for a passphrase but the mark. */
    private static boolean redacted(JsonNode invocation) {
        List<String> arguments =
                list(invocation.get("argv")).stream().map(JsonNode::stringValue).toList();
        for (int i = 0; i < arguments.size(); i++) {
            String one = arguments.get(i);
            if (one.matches("--[a-z-]*passphrase=.*") && !one.endsWith("=" + REDACTED)) {
                return false;
            }
            boolean secret = one.matches("--[a-z-]*passphrase");
            boolean valued = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
            if (secret && valued && !arguments.get(i + 1).equals(REDACTED)) {
                return false;
            }
        }
        String quotes = "['\"\\\\]";
        String plain = String.join(" ", arguments).replaceAll(quotes, "").replaceAll(" +", " ");
        String command = invocation.get("command").stringValue();
        return command.replaceAll(quotes, "").replaceAll(" +", " ").equals(plain);
    }
}
