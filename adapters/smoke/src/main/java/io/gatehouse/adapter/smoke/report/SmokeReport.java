package io.gatehouse.adapter.smoke.report;

import io.gatehouse.adapter.smoke.run.Comparison;
import io.gatehouse.adapter.smoke.run.SmokeData;
import io.gatehouse.adapter.smoke.run.SmokeResult;
import io.gatehouse.adapter.smoke.run.StrategyRun;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.List;

/**
 * The report of a demo or stage 4 smoke ({@code docs/schemas/smoke-report.json}).
 *
 * <p>It carries what every conclusion rests on, down to the single fill, so that a reader can draw
 * each conclusion again. Latency is not in it: equal runs give equal bytes but for the time.
 */
public final class SmokeReport {

    public static final String SCHEMA = "gatehouse.smoke-report/1";

    /** What no smoke looks at; a reader shall not think that it does. */
    static final List<String> NOT_TESTED =
            List.of("capacity", "latency", "market-impact", "outages", "profitability");

    private SmokeReport() {}

    public static JsonObject of(ReportHead head, SmokeResult result) {
        SmokeData data = result.data();
        List<String> instruments = data.instruments();
        JsonObject.Builder report =
                common(head, data)
                        .put("status", result.isPassed() ? "PASS" : "FAIL")
                        .put("cycles", result.cycles())
                        .put("terms", result.terms().toJson())
                        .put("basis_sha384", data.basis(result.terms(), result.cycles()).value())
                        .put("expected_sha384", result.expected().value())
                        .put("emitted_signals", signals(result.runs()))
                        .put("deviations", Json.array(result.comparisons(), Comparison::toJson))
                        .put("deviations_above_tolerance", result.deviations())
                        .put(
                                "strategies",
                                Json.array(result.runs(), run -> run.toJson(instruments)))
                        .put("findings", Json.findings(result.findings()));
        result.limits().ifPresent(limits -> report.put("limits", limits.toJson()));
        result.peaks().ifPresent(peaks -> report.put("peaks", peaks.toJson()));
        return sealed(report.build());
    }

    static JsonObject.Builder common(ReportHead head, SmokeData data) {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("kind", head.kind())
                .put("generated_at", head.time().toString())
                .put("operator", head.operator())
                .put("job", head.job())
                .put("synthetic_data", data.synthetic())
                .put(
                        "configuration",
                        JsonObject.of("path", data.configuration())
                                .with("sha384", data.configurationDigest().value())
                                .with("universe", data.universe()))
                .put("instruments", data.instruments())
                .put("data", data.toJson())
                .put("not_tested", NOT_TESTED);
    }

    /** With the digest of everything else: a slip of one digit shows at once. */
    static JsonObject sealed(JsonObject report) {
        return report.with("content_sha384", Digest.of(report).value());
    }

    private static JsonObject signals(List<StrategyRun> runs) {
        JsonObject.Builder signals = JsonObject.builder();
        runs.forEach(run -> signals.put(run.strategy().id(), run.figures().get("signals")));
        return signals.build();
    }
}
