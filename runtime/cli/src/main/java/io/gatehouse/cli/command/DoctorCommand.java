package io.gatehouse.cli.command;

import io.gatehouse.app.doctor.Diagnosis;
import io.gatehouse.app.doctor.Diagnosis.Health;
import io.gatehouse.app.doctor.Doctor;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse doctor}: what would hinder the engine or a person, with remedies. */
@Command(
        name = "doctor",
        description =
                "Examines machine and workspace and says what to mend; works on a broken one and writes no data.")
public final class DoctorCommand extends Verb implements Reporting {

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "P30D",
            description = "How long before its end a key is told of (default: P30D).")
    private Duration within;

    @Override
    public Integer call() throws Exception {
        List<Diagnosis> found =
                new Doctor(
                                workspace(),
                                now(),
                                within,
                                embedded().programs(),
                                () -> embedded().databasePosition())
                        .examine();
        int code = code(found);
        Messages messages = output().messages();
        List<ReportItem> items = found.stream().map(d -> item(d, messages)).toList();
        output().report(
                        new Report(
                                "gatehouse.doctor/1",
                                "gatehouse doctor",
                                messages.text(
                                        "doctor.verdict",
                                        count(found, Health.FAIL),
                                        count(found, Health.WARN),
                                        count(found, Health.UNKNOWN),
                                        count(found, Health.OK)),
                                List.of(),
                                new TreeMap<>(),
                                items,
                                document(found, code, messages)));
        return code;
    }

    /** A warning is no refusal; what could not be looked at is no yes. */
    private static int code(List<Diagnosis> found) {
        if (count(found, Health.FAIL) > 0) {
            return ExitCodes.REFUSED;
        }
        return count(found, Health.UNKNOWN) > 0 ? ExitCodes.UNDECIDED : ExitCodes.ALLOWED;
    }

    private static long count(List<Diagnosis> found, Health health) {
        return found.stream().filter(d -> d.health() == health).count();
    }

    private static ReportItem item(Diagnosis diagnosis, Messages messages) {
        Standing standing =
                switch (diagnosis.health()) {
                    case OK -> Standing.PASS;
                    case WARN -> Standing.WARN;
                    case FAIL -> Standing.FAIL;
                    case UNKNOWN -> Standing.ERROR;
                };
        String remedy = remedy(diagnosis, messages);
        return new ReportItem(
                "",
                diagnosis.check(),
                standing,
                message(diagnosis, messages)
                        + (remedy.isEmpty() ? "" : " " + messages.text("doctor.remedy", remedy)),
                List.of());
    }

    private static String message(Diagnosis diagnosis, Messages messages) {
        return messages.text(key(diagnosis), diagnosis.arguments().toArray());
    }

    private static String remedy(Diagnosis diagnosis, Messages messages) {
        String key = key(diagnosis) + ".remedy";
        return messages.find(key).isPresent()
                ? messages.text(key, diagnosis.arguments().toArray())
                : "";
    }

    private static String key(Diagnosis diagnosis) {
        return "doctor." + diagnosis.check() + "." + diagnosis.code();
    }

    private static JsonObject document(List<Diagnosis> found, int code, Messages messages) {
        return JsonObject.builder()
                .put("exit", code)
                .put(
                        "checks",
                        found.stream()
                                .map(
                                        d ->
                                                JsonObject.builder()
                                                        .put("check", d.check())
                                                        .put("health", d.health().name())
                                                        .put("code", d.code())
                                                        .put("arguments", d.arguments())
                                                        .put("message", message(d, messages))
                                                        .put("remedy", remedy(d, messages))
                                                        .build())
                                .toList())
                .build();
    }
}
