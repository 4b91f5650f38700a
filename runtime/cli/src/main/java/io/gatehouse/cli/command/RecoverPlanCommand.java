package io.gatehouse.cli.command;

import io.gatehouse.app.recover.BackupReport;
import io.gatehouse.app.recover.ReinstallationPlan;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse recover plan}: the reinstallation as a checklist. */
@Command(
        name = "plan",
        description =
                "Shows the steps of a reinstallation without a network, what of each is there and"
                        + " what is missing.")
public final class RecoverPlanCommand extends Verb implements Reporting {

    @Option(
            names = "--backup",
            paramLabel = "BACKUP",
            description = "A backup to look at as well; its secrets stay closed.")
    private Optional<Path> backup = Optional.empty();

    @Mixin private BackupAnchors anchors;

    @Override
    public Integer call() throws Exception {
        Optional<BackupReport> report = Optional.empty();
        if (backup.isPresent()) {
            report =
                    Optional.of(
                            RecoverVerifyCommand.check(
                                    around().directory().resolve(backup.get()),
                                    anchors.known(),
                                    Optional.empty()));
        }
        List<ReinstallationPlan.Row> rows = new ReinstallationPlan(workspace(), now()).rows(report);
        long missing =
                rows.stream()
                        .filter(r -> r.standing() == ReinstallationPlan.Standing.MISSING)
                        .count();
        int code = missing > 0 ? ExitCodes.REFUSED : ExitCodes.PENDING;
        output().report(
                        new Report(
                                "gatehouse.recover-plan/1",
                                "gatehouse recover plan",
                                text(
                                        missing > 0 ? "reinstall.missing" : "reinstall.ready",
                                        missing),
                                List.of(text("reinstall.note")),
                                new TreeMap<>(),
                                rows.stream().map(this::item).toList(),
                                document(rows, code)));
        return code;
    }

    private ReportItem item(ReinstallationPlan.Row row) {
        String sentence = text("reinstall.step." + row.step().code());
        return new ReportItem(
                "",
                row.step().ordinal() + 1 + "-" + row.step().code(),
                switch (row.standing()) {
                    case THERE -> Standing.PASS;
                    case MISSING -> Standing.FAIL;
                    case PERSON -> Standing.PENDING;
                },
                row.detail().isEmpty() ? sentence : sentence + " (" + row.detail() + ")",
                List.of());
    }

    private JsonObject document(List<ReinstallationPlan.Row> rows, int code) {
        return JsonObject.builder()
                .put("exit", code)
                .put(
                        "steps",
                        rows.stream()
                                .map(
                                        r ->
                                                JsonObject.builder()
                                                        .put("step", r.step().code())
                                                        .put(
                                                                "text",
                                                                text(
                                                                        "reinstall.step."
                                                                                + r.step().code()))
                                                        .put("standing", r.standing().name())
                                                        .put("detail", r.detail())
                                                        .build())
                                .toList())
                .build();
    }
}
