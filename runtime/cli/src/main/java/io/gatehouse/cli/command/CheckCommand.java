package io.gatehouse.cli.command;

import io.gatehouse.app.query.CheckGate;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.embedded.Law;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse check}: runs a gate's rules as they would be run now, and changes nothing. */
@Command(
        name = "check",
        description = "Runs all rules of a gate's open promotion and changes nothing.")
public final class CheckCommand extends Verb {

    @Parameters(
            paramLabel = "GATE",
            description = "demo, paper, live or stage6; or a promotion's id.")
    private String gate;

    @Override
    public Integer call() throws Exception {
        ReadOnlyInstallation installation = read();
        PromotionState promotion = find(installation);
        CheckGate.Report report =
                new CheckGate(Law.rules(), around().clock()).run(installation, promotion);
        int code = code(report);
        Output output = output();
        long passed =
                report.steps().stream()
                        .filter(s -> s.evaluation().verdict() == Verdict.PASS)
                        .count();
        output.say(
                "check." + (report.isPending() ? "PENDING" : report.verdict().name()),
                promotion.id(),
                passed,
                report.steps().size());
        for (CheckGate.StepCheck step : report.steps()) {
            output.line(step.evaluation().verdict() + "  " + step.step());
            output.findings(step.evaluation().findings());
        }
        output.json(
                "gatehouse.check/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("promotion", promotion.id().value())
                        .put("verdict", report.verdict().name())
                        .put("pending", report.isPending())
                        .put(
                                "steps",
                                report.steps().stream()
                                        .map(
                                                s ->
                                                        JsonObject.builder()
                                                                .put("step", s.step().value())
                                                                .put(
                                                                        "verdict",
                                                                        s.evaluation()
                                                                                .verdict()
                                                                                .name())
                                                                .put(
                                                                        "findings",
                                                                        Output.toJson(
                                                                                s.evaluation()
                                                                                        .findings()))
                                                                .build())
                                        .toList())
                        .build());
        return code;
    }

    private PromotionState find(ReadOnlyInstallation installation) throws Unanswerable {
        return installation.state().openPromotions().stream()
                .filter(p -> p.gate().value().equals(gate) || p.id().value().equals(gate))
                .findFirst()
                .orElseThrow(() -> Unanswerable.conflict("no open promotion of " + gate));
    }

    private static int code(CheckGate.Report report) {
        if (report.isPending()) {
            return ExitCodes.PENDING;
        }
        return switch (report.verdict()) {
            case PASS -> ExitCodes.ALLOWED;
            case FAIL, NOT_APPLICABLE -> ExitCodes.REFUSED;
            case ERROR -> ExitCodes.UNDECIDED;
        };
    }
}
