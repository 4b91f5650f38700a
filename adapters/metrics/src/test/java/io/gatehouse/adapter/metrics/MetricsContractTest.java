package io.gatehouse.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.metrics.alert.Shipped;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsContractTest extends GateActionContract {

    private Path workspace;

    @Override
    protected GateAction action(Path directory) throws Exception {
        workspace = directory;
        Files.createDirectories(directory.resolve("deploy"));
        Files.createDirectories(directory.resolve("config"));
        Files.copy(Shipped.file(), directory.resolve("deploy/rules.yml"));
        Files.writeString(
                directory.resolve("deploy/wrong.yml"),
                "groups: [{name: g, rules: [{alert: A, expr: live_router_latency_seconds_bucket > 1, for: 0s, labels: {severity: info}}]}]\n");
        Files.writeString(
                directory.resolve("config/core.yaml"),
                "api_key: \""
                        + SECRET
                        + "\"\nalerts: {prometheus: [{name: Own, expr: live_breaker_open > 0, for: 0s, labels: {severity: info}}]}\n");
        return new MetricsAction();
    }

    private static JsonObject with(String rules) {
        return JsonObject.builder()
                .put("task", "check-alerts")
                .put("rules", rules)
                .put("output", "reports/alerts/coverage.json")
                .build();
    }

    @Override
    protected JsonObject succeeding() {
        return with("deploy/rules.yml");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(with("deploy/wrong.yml"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(succeeding().with("config", "config/core.yaml"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "task", succeeding().with("task", "other"),
                "rules", succeeding().with("rules", "../outside.txt"),
                "config", succeeding().with("config", "/etc/passwd"),
                "missing", succeeding().without("rules"),
                "output", succeeding().with("output", "config/core.yaml"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }

    @Test
    void shouldSayInTheReportWhichAlertCoversWhat() throws Exception {
        GateAction action = new MetricsAction();
        assertThat(action.run(request(succeeding(), "report", 1)))
                .isInstanceOf(Outcome.Succeeded.class);
        JsonObject report = report();
        assertThat(report.text("status")).contains("PASS");
        assertThat(report.array("causes")).hasSize(12);
        assertThat(report.array("causes").toString()).contains("LiveRouterBreakerOpen");
        assertThat(report.array("findings")).isEmpty();
    }

    @Test
    void shouldRefuseAnAlertOnWhatNobodyExportsAndStillReport() throws Exception {
        Outcome outcome = new MetricsAction().run(request(with("deploy/wrong.yml"), "wrong", 1));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).findings())
                .extracting(Finding::code)
                .contains("bucket-without-histogram", "cause-not-covered");
        assertThat(report().text("status")).contains("FAIL");
    }

    @Test
    void shouldNotFollowALinkOutOfTheWorkspace() throws Exception {
        Files.createSymbolicLink(
                workspace.resolve("deploy/link.yml"), workspace.resolve("../outside.txt"));
        assertThat(new MetricsAction().run(request(with("deploy/link.yml"), "link", 1)))
                .isInstanceOf(Outcome.Failed.class);
        Files.createSymbolicLink(workspace.resolve("reports"), workspace.resolve(".."));
        assertThat(new MetricsAction().run(request(succeeding(), "link", 2)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(workspace.resolve("../alerts")).doesNotExist();
    }

    private JsonObject report() throws Exception {
        return StrictJson.readSigned(
                        Files.readAllBytes(workspace.resolve("reports/alerts/coverage.json")))
                .objectOrThrow();
    }
}
