package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.CompatJob;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabJob;
import io.gatehouse.adapter.risklabs.run.LabOptions;
import io.gatehouse.adapter.risklabs.run.LabTask;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code labs run}: computes the report in a process of its own and writes it as JSON and as pages.
 *
 * <p>Without {@code --fail-on-breach} a written report is success, whatever it says: the gate's
 * rule judges it. With it, a profile that does not pass is a refusal.
 */
@Command(
        name = "run",
        description =
                "Runs the risk laboratory: 0 report written, 1 data refused or (with --fail-on-breach) a profile fails, 3 it could not be computed.")
public final class LabsRunCommand extends LabsVerb {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration with the profiles' limits (config/core.yaml).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--dataset-root",
            paramLabel = "FOLDER",
            description = "Root of the market data (data/ohlcv).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "The venue's folder below the root (binance_spot).")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL",
            arity = "1..*",
            split = ",",
            description = "Instruments (BTCUSDT).")
    private List<String> symbols = List.of();

    @Option(names = "--interval", paramLabel = "BAR", description = "1m, 5m, 15m, 30m, 1h, 4h, 1d.")
    private Optional<String> interval = Optional.empty();

    @Option(
            names = "--sessions",
            description = "The market closes; without it, it trades around the clock.")
    private boolean sessions;

    @Option(
            names = "--factors",
            paramLabel = "FOLDER",
            description = "Files of splits and dividends, factors_<symbol>.csv.")
    private Optional<Path> factors = Optional.empty();

    @Option(
            names = "--max-data-age",
            paramLabel = "SPAN",
            description = "How long ago the last bar may have ended, such as PT36H.")
    private Optional<String> maxDataAge = Optional.empty();

    @Option(
            names = "--max-bars",
            paramLabel = "N",
            description = "As many last bars of each series (0: all).")
    private Optional<Long> maxBars = Optional.empty();

    @Option(names = "--base-equity", paramLabel = "AMOUNT", description = "Equity (100000).")
    private Optional<String> equity = Optional.empty();

    @Option(
            names = "--portfolio",
            paramLabel = "FILE",
            description = "Positions or weights; without it, the profile's own.")
    private Optional<Path> portfolio = Optional.empty();

    @Option(
            names = "--manual",
            paramLabel = "FILE",
            description = "Limits of the profile 'manual'.")
    private Optional<Path> manual = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "conservative, balanced, aggressive, manual or all; may be repeated.")
    private List<String> profiles = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "SCENARIO",
            description =
                    "flash_crash, dry_liquidity, latency_spike, combined, reverse or all; may be repeated.")
    private List<String> scenarios = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random number (1).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--paths", paramLabel = "N", description = "Simulated paths of each model.")
    private Optional<Long> paths = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Bars of each path.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--synthetic-fallback",
            description = "A series that is missing is made up; the report then says SYNTHETIC.")
    private boolean synthetic;

    @Option(names = "--report-language", paramLabel = "LANG", description = "pl or en.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--output-dir",
            paramLabel = "FOLDER",
            defaultValue = "reports/paper_labs",
            description = "Where the report is written (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; the report is the same for every number of them.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "The time of the run, to make an older report again.")
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "default",
            description =
                    "default, or compat: the existing tool's model, for comparison alone (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--fail-on-breach", description = "A profile that does not pass is exit 1.")
    private boolean failOnBreach;

    @Override
    public Integer call() throws Exception {
        JsonObject given = given();
        List<String> faults = LabOptions.faults(given);
        if (!faults.isEmpty()) {
            throw new ParameterException(spec().commandLine(), faults.get(0));
        }
        int workers = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (workers < 1 || workers > 64) {
            throw new ParameterException(spec().commandLine(), "'threads' must be 1 to 64");
        }
        LabJob job =
                new LabJob(
                                workspace().root().toRealPath(),
                                LabOptions.of(given),
                                inWorkspace(folder),
                                workers,
                                asOf.orElseGet(this::now).truncatedTo(ChronoUnit.SECONDS))
                        .approvedBy(embedded()::approvers);
        if (!List.of("default", "compat").contains(model)) {
            throw new ParameterException(spec().commandLine(), "'model' must be default or compat");
        }
        LabTask task = model.equals("compat") ? new CompatJob(job) : job;
        Optional<LabEnd> end = carryOut(task);
        return end.isEmpty() ? ExitCodes.UNDECIDED : tell(end.get());
    }

    private int tell(LabEnd end) {
        Output output = output();
        switch (end.status()) {
            case WRITTEN -> {
                boolean passed = end.passed();
                boolean compat = model.equals("compat");
                output.say(
                        compat ? "labs.compat" : passed ? "labs.passed" : "labs.failed",
                        end.facts().integer("breach_count").orElse(0L),
                        end.facts().integer("stress_failures").orElse(0L));
                end.facts()
                        .object("profiles")
                        .ifPresent(
                                p ->
                                        p.names()
                                                .forEach(
                                                        name ->
                                                                output.line(
                                                                        "  "
                                                                                + name
                                                                                + "  "
                                                                                + p.requireText(
                                                                                        name))));
                output.findings(end.findings());
                output.say(
                        "labs.written",
                        end.facts().requireText("report"),
                        end.facts().text("pages").orElse("-"));
                output.line("sha384 " + end.facts().requireText("report_sha384"));
            }
            case REFUSED -> {
                output.say("labs.refused");
                output.findings(end.findings());
            }
            case FAULT -> {
                output.say("labs.fault");
                output.findings(end.findings());
            }
        }
        output.json(
                "gatehouse.labs-run/1",
                end.facts()
                        .with("status", end.status().name())
                        .with("findings", Output.toJson(end.findings())));
        return switch (end.status()) {
            case WRITTEN -> failOnBreach && !end.passed() ? ExitCodes.REFUSED : ExitCodes.ALLOWED;
            case REFUSED -> ExitCodes.REFUSED;
            case FAULT -> ExitCodes.UNDECIDED;
        };
    }

    /** What was typed, in the form of a request; what was not typed has its documented value. */
    private JsonObject given() {
        JsonObject.Builder json = JsonObject.builder();
        config.ifPresent(path -> json.put("config", inWorkspace(path)));
        data.ifPresent(path -> json.put("data", inWorkspace(path)));
        factors.ifPresent(path -> json.put("factors", inWorkspace(path)));
        portfolio.ifPresent(path -> json.put("portfolio", inWorkspace(path)));
        manual.ifPresent(path -> json.put("manual", inWorkspace(path)));
        maxDataAge.ifPresent(age -> json.put("max_data_age", age));
        namespace.ifPresent(name -> json.put("namespace", name));
        interval.ifPresent(name -> json.put("interval", name));
        equity.ifPresent(amount -> json.put("equity", amount));
        if (!symbols.isEmpty()) {
            json.put("symbols", names(symbols, List.of()));
        }
        if (!profiles.isEmpty()) {
            json.put("profiles", names(profiles, LabOptions.PROFILES));
        }
        if (!scenarios.isEmpty()) {
            json.put("scenarios", names(scenarios, LabOptions.SCENARIOS));
        }
        maxBars.ifPresent(n -> json.put("max_bars", whole(n)));
        seed.ifPresent(n -> json.put("seed", whole(n)));
        paths.ifPresent(n -> json.put("paths", whole(n)));
        steps.ifPresent(n -> json.put("steps", whole(n)));
        json.put("sessions", sessions);
        json.put("synthetic", synthetic);
        json.put("language", language.orElse(output().messages().language()));
        return json.build();
    }

    private JsonInteger whole(long number) {
        return typed(() -> new JsonInteger(number));
    }

    private static JsonArray names(List<String> typed, List<String> all) {
        List<String> chosen = typed.contains("all") && !all.isEmpty() ? all : typed;
        return new JsonArray(
                new ArrayList<JsonValue>(chosen.stream().map(JsonString::new).toList()));
    }
}
