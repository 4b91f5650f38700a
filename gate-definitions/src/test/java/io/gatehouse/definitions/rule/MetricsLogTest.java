package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.RuleResult;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsLogTest {

    static final Map<String, Object> PARAMETERS =
            Map.of("log", "log", "snapshot", "snapshot", "max-age", "P7D");

    /** As the service writes them: time, frames per second, notes. */
    static final String LOG =
            """
            {"generated_at": "2026-11-20T11:00:00Z", "fps": 60.0, "notes": "{\\"event\\":\\"start\\"}"}
            {"generated_at": "2026-11-20T11:00:01Z", "fps": null, "notes": ""}
            """;

    /** The parts of a plan line that are judged, and some that are not. */
    static final String SNAPSHOT =
            """
            {"timestamp": "2026-11-20T10:59:59.123456+00:00", "address": "127.0.0.1:50062", \
            "jsonl_sink": {"configured": true, "file": {"exists": true, "security_warnings": []}}, \
            "runtime_state": {"available": true, "reason": null, \
            "tls": {"configured": true, "enabled": true, "require_client_auth": true}}, \
            "tls": {"configured": true, "require_client_auth": true, \
            "certificate": {"role": "tls_cert", "exists": true, "security_warnings": []}, \
            "private_key": {"role": "tls_key", "exists": true, "security_warnings": []}, \
            "client_ca": {"role": "tls_client_ca", "exists": true, "security_warnings": []}}}
            """;

    private static RuleAssert judged(String log, String snapshot) {
        return RuleAssert.that(result(log, snapshot));
    }

    static RuleResult result(String log, String snapshot) {
        return new Bench()
                .file("log", log)
                .file("snapshot", snapshot)
                .run("metrics-log", PARAMETERS);
    }

    private static RuleAssert snapshot(String before, String after) {
        assertThat(SNAPSHOT).contains(before);
        return judged(LOG, SNAPSHOT.replace(before, after));
    }

    @Test
    void shouldAcceptMetricsOfAServiceWithMutualTls() {
        judged(LOG, SNAPSHOT).passes();
        snapshot("\"enabled\": true", "\"enabled\": true, \"protocol\": \"TLSv1.3\"").passes();
    }

    @Test
    void shouldRefuseAServiceWithoutMetrics() {
        judged("", SNAPSHOT).failsWith("empty-report");
        judged(LOG, "").failsWith("empty-report");
    }

    @Test
    void shouldRefuseAServiceWithoutTls() {
        snapshot("\"enabled\": true", "\"enabled\": false").failsWith("value-refused");
        snapshot("\"tls\": {\"configured\": true, \"r", "\"tls\": {\"configured\": false, \"r")
                .failsWith("value-refused");
        assertThat(snapshot("\"runtime_state\"", "\"other\"").failsWith("no-member").subject())
                .isEqualTo("reports/snapshot/2:1 runtime_state");
    }

    @Test
    void shouldRefuseAServiceThatAsksNoCertificateOfClients() {
        snapshot("\"require_client_auth\": true", "\"require_client_auth\": false")
                .failsWith("value-refused", "value-refused");
    }

    @Test
    void shouldRefuseAServiceThatDidNotStart() {
        snapshot("\"available\": true", "\"available\": false").failsWith("value-refused");
    }

    @Test
    void shouldRefuseAnotherProtocolWhereItWasAskedFor() {
        String asked = "\"tls\": {\"configured\": true, \"require_client_auth\"";
        snapshot(asked, asked.replace("{", "{\"protocol\": \"TLSv1.2\", "))
                .failsWith("value-refused");
        snapshot(asked, asked.replace("{", "{\"protocol\": \"TLSv1.3\", ")).passes();
    }

    @Test
    void shouldRefuseMissingMaterial() {
        snapshot(
                        "\"role\": \"tls_key\", \"exists\": true",
                        "\"role\": \"tls_key\", \"exists\": false")
                .failsWith("value-refused");
        snapshot("\"client_ca\"", "\"other_ca\"").failsWith("no-member");
    }

    @Test
    void shouldRefuseAKeyThatGaveCauseForAWarning() {
        assertThat(
                        snapshot(
                                        "\"role\": \"tls_key\", \"exists\": true, \"security_warnings\": []",
                                        "\"role\": \"tls_key\", \"exists\": true, \"security_warnings\": [\"world-readable\"]")
                                .failsWith("warned")
                                .subject())
                .endsWith("tls.private_key.security_warnings");
        snapshot(
                        "\"security_warnings\": []}}, \"runtime",
                        "\"security_warnings\": \"none\"}}, \"runtime")
                .failsWith("warned");
    }

    @Test
    void shouldRefuseAnotherProtocolWhereItIsNamed() {
        snapshot("\"enabled\": true", "\"enabled\": true, \"protocol\": \"TLSv1.2\"")
                .failsWith("value-refused");
    }

    @Test
    void shouldRefuseOldAndUnorderedLines() {
        Bench bench = new Bench().file("log", LOG).file("snapshot", SNAPSHOT);
        bench.now = Instant.parse("2026-11-27T11:00:01Z");
        RuleAssert.that(bench.run("metrics-log", PARAMETERS)).failsWith("stale", "stale");
        judged(LOG.replace("11:00:01", "10:59:59"), SNAPSHOT).failsWith("out-of-order");
    }

    @Test
    void shouldJudgeEveryStart() {
        judged(LOG, SNAPSHOT.replace("\"enabled\": true", "\"enabled\": false") + SNAPSHOT)
                .failsWith("value-refused");
    }

    @Test
    void shouldNotDecideOnLinesThatCannotBeRead() {
        judged(LOG.replace("60.0,", "60.0"), SNAPSHOT).errsWith("malformed");
        judged(LOG, SNAPSHOT.strip()).errsWith("malformed");
        judged(LOG, "[]\n").errsWith("malformed");
        judged(LOG.replace("2026-11-20T11:00:01Z", "2026-11-20 11:00:01"), SNAPSHOT)
                .errsWith("malformed");
        judged(LOG.replace("2026-11-20T11:00:01Z", "2026-11-20T12:00:06Z"), SNAPSHOT)
                .errsWith("future-dated");
    }

    @Test
    void shouldRefuseMetricsThatAreNone() {
        judged(LOG.replace("60.0", "\"fast\""), SNAPSHOT).failsWith("wrong-kind");
        judged(LOG.replace("60.0", "-1"), SNAPSHOT).failsWith("wrong-kind");
        judged(LOG.replace("\"fps\": 60.0, ", ""), SNAPSHOT).failsWith("no-member");
    }

    @Test
    void shouldWaitForTheFiles() {
        Bench bench = new Bench().artefact("log").artefact("snapshot");
        RuleAssert.that(bench.run("metrics-log", PARAMETERS)).waitsWith("missing", "missing");
    }
}
