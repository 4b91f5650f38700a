package io.gatehouse.cli.command;

import io.gatehouse.adapter.smoke.job.Refusal;
import io.gatehouse.adapter.smoke.job.SmokeEnd;
import io.gatehouse.adapter.smoke.job.SmokeJob;
import io.gatehouse.adapter.smoke.job.SmokeOptions;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the verbs of smokes share: configuration, candles, strategies, and how they end. */
abstract class SmokeVerb extends Verb {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that lists the instruments (config/core.yaml).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--universe",
            paramLabel = "NAME",
            required = true,
            description = "Which of instrument_universes is run.")
    private String universe;

    @Option(
            names = "--candles",
            paramLabel = "FOLDER",
            description = "Recorded candles, one <venue>.<symbol>.csv for each instrument.")
    private Optional<Path> candles = Optional.empty();

    @Option(
            names = "--synthetic",
            description = "Made-up candles; the report says so, and the gate refuses it.")
    private boolean synthetic;

    @Option(names = "--interval", paramLabel = "SPAN", description = "Of the candles (PT1H).")
    private Optional<String> interval = Optional.empty();

    @Option(
            names = "--strategies",
            paramLabel = "ID",
            arity = "1..*",
            description = "Which strategies; all when absent.")
    private List<String> strategies = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of what is made up (1).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--rows", paramLabel = "N", description = "Candles to make up (720).")
    private Optional<Long> rows = Optional.empty();

    @Option(names = "--operator", paramLabel = "NAME", description = "Who ran it, for the report.")
    private Optional<String> operator = Optional.empty();

    @Option(
            names = "--output-dir",
            paramLabel = "FOLDER",
            description = "Where the report is written, below reports/.")
    private Optional<Path> output = Optional.empty();

    /** {@code demo}, {@code stage4} or {@code paper}. */
    abstract String task();

    /** What this smoke alone is told. */
    abstract void more(JsonObject.Builder options);

    final SmokeOptions options() {
        JsonObject.Builder json =
                JsonObject.builder().put("task", task()).put("universe", universe);
        config.ifPresent(path -> json.put("config", inWorkspace(path)));
        candles.ifPresent(path -> json.put("candles", inWorkspace(path)));
        output.ifPresent(path -> json.put("output", inWorkspace(path)));
        interval.ifPresent(span -> json.put("interval", span));
        operator.ifPresent(name -> json.put("operator", name));
        seed.ifPresent(number -> json.put("seed", whole(number)));
        rows.ifPresent(number -> json.put("rows", whole(number)));
        if (synthetic) {
            json.put("synthetic", true);
        }
        if (!strategies.isEmpty()) {
            json.put("strategies", strategies);
        }
        more(json);
        JsonObject given = json.build();
        List<String> faults = SmokeOptions.faults(given);
        if (!faults.isEmpty()) {
            throw new ParameterException(spec().commandLine(), faults.get(0));
        }
        return new SmokeOptions(given);
    }

    final JsonInteger whole(long number) {
        return typed(() -> new JsonInteger(number));
    }

    @Override
    public Integer call() throws Exception {
        SmokeOptions options = options();
        Output out = output();
        SmokeEnd end;
        try {
            end =
                    SmokeJob.run(
                            workspace().root().toRealPath(),
                            options,
                            now().truncatedTo(ChronoUnit.SECONDS));
        } catch (Refusal e) {
            return refused(e);
        }
        out.say(end.isPassed() ? "smoke.passed" : "smoke.failed");
        out.findings(end.findings());
        out.say("smoke.written", end.facts().requireText("report"));
        out.line(end.facts().requireText("report_sha384"));
        out.json("gatehouse.smoke/1", end.facts().with("findings", Output.toJson(end.findings())));
        written(end);
        return end.isPassed() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }

    /** What is left to do when the report is there. */
    void written(SmokeEnd end) throws IOException {}

    final int refused(Refusal refusal) {
        output().say("smoke.refused");
        output().findings(refusal.findings());
        output().json(
                        "gatehouse.smoke/1",
                        JsonObject.of("status", "REFUSED")
                                .with("findings", Output.toJson(refusal.findings())));
        return ExitCodes.REFUSED;
    }
}
