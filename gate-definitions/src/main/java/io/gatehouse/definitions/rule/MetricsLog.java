package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonNull;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics service ran with mutual TLS (runbook RB-1.2): its log holds metrics, and its own
 * snapshot says that TLS was on, that clients had to show a certificate, from which files, and that
 * no key gave cause for a warning.
 *
 * <p>Every line of both files counts. The service appends to them, so a start without TLS shows
 * until the files are begun anew.
 */
public final class MetricsLog extends AbstractRule {

    private static final List<String> MATERIAL = List.of("certificate", "private_key", "client_ca");
    private static final String TLS_1_3 = "TLSv1.3";

    MetricsLog() {
        super(
                "metrics-log",
                false,
                "The metrics service wrote metrics while mutual TLS was on, and no key gave cause for a warning.",
                Parameter.required(
                        "log", Parameter.Kind.ARTEFACT, "JSONL of the service: its metrics"),
                Parameter.required(
                        "snapshot",
                        Parameter.Kind.ARTEFACT,
                        "JSONL of --config-plan-jsonl: one line for each start"),
                Parameter.optional(
                        "max-age", Parameter.Kind.DURATION, "greatest age of every line"));
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Duration> maxAge = given.duration("max-age");
        for (Observation file : inspection.readable(given.artefact("log").orElseThrow())) {
            Optional<Instant> before = Optional.empty();
            for (ReportPart line : lines(inspection, file)) {
                before = ordered(line, "generated_at", maxAge, before);
                metrics(line);
            }
        }
        for (Observation file : inspection.readable(given.artefact("snapshot").orElseThrow())) {
            Optional<Instant> before = Optional.empty();
            for (ReportPart line : lines(inspection, file)) {
                String time = line.states("timestamp") ? "timestamp" : "generated_at";
                before = ordered(line, time, maxAge, before);
                tls(line);
                Complaints.judge(line, Set.of("security_warnings"));
            }
        }
    }

    /** The lines as objects; none at all is a failure: a service that measured nothing. */
    private static List<ReportPart> lines(Inspection inspection, Observation file) {
        Optional<List<JsonLines.Entry>> lines = JsonLines.read(inspection, file);
        if (lines.isPresent() && lines.get().isEmpty()) {
            inspection.fail(
                    "empty-report",
                    file.item().path(),
                    "at least one line",
                    "none",
                    "let the service run until it has answered a client");
        }
        return lines.orElse(List.of()).stream()
                .flatMap(l -> ReportPart.ofLine(inspection, file, l).stream())
                .toList();
    }

    private static Optional<Instant> ordered(
            ReportPart line, String name, Optional<Duration> maxAge, Optional<Instant> before) {
        Optional<Instant> time = line.time(name, maxAge);
        if (time.isPresent() && before.filter(time.get()::isBefore).isPresent()) {
            line.refuse("out-of-order", name, "not before " + before.get(), time.get().toString());
        }
        return time.isPresent() ? time : before;
    }

    private static void metrics(ReportPart line) {
        if (line.object().find("fps").filter(JsonNull.class::isInstance).isPresent()) {
            return;
        }
        Optional<BigDecimal> rate = line.number("fps");
        if (rate.filter(r -> r.signum() < 0).isPresent()) {
            line.refuse("wrong-kind", "fps", "not below 0", rate.get().toPlainString());
        }
    }

    private static void tls(ReportPart line) {
        Optional<ReportPart> asked = line.part("tls");
        asked.ifPresent(
                tls -> {
                    tls.demand("configured", true);
                    tls.demand("require_client_auth", true);
                    protocol(tls);
                    for (String file : MATERIAL) {
                        tls.part(file).ifPresent(f -> f.demand("exists", true));
                    }
                });
        // what was asked for is not yet what ran
        Optional<ReportPart> ran = line.part("runtime_state");
        ran.ifPresent(
                state -> {
                    state.demand("available", true);
                    state.part("tls")
                            .ifPresent(
                                    tls -> {
                                        tls.demand("enabled", true);
                                        tls.demand("require_client_auth", true);
                                        protocol(tls);
                                    });
                });
    }

    /** The service's own snapshot does not name the protocol; where it is named, it is 1.3. */
    private static void protocol(ReportPart tls) {
        if (tls.object().has("protocol")) {
            tls.demand("protocol", TLS_1_3);
        }
    }
}
