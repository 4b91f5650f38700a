package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.ImportJob;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code labs import}: text files of market data become Parquet that the laboratory reads. */
@Command(
        name = "import",
        description =
                "Brings a text file of bars, order book, trades or delays into the layout of the laboratory: 0 done, 1 refused, 3 it could not be read or written.")
public final class LabsImportCommand extends LabsVerb {

    @Parameters(
            paramLabel = "FILE",
            description = "The text file; known by its first line, or by --columns.")
    private Path csv;

    @Option(
            names = "--symbol",
            required = true,
            paramLabel = "SYMBOL",
            description = "The instrument.")
    private String symbol;

    @Option(
            names = "--dataset-root",
            paramLabel = "FOLDER",
            defaultValue = "data/ohlcv",
            description = "Root of the market data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "binance_spot",
            description = "The venue's folder below the root (default: ${DEFAULT-VALUE}).")
    private String namespace;

    @Option(
            names = "--interval",
            paramLabel = "BAR",
            description = "Length of a bar; found from the times where it is not given.")
    private Optional<String> interval = Optional.empty();

    @Option(
            names = "--columns",
            paramLabel = "MAPPING",
            description =
                    "open_time=Date,open=O,high=H,low=L,close=C,volume=V,unit=iso,zone=Europe/Warsaw")
    private Optional<String> columns = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ImportJob job =
                new ImportJob(
                        workspace().root().toRealPath(),
                        around().directory().toAbsolutePath().resolve(csv).normalize(),
                        inWorkspace(data),
                        namespace,
                        symbol,
                        interval,
                        columns);
        if (job.fault().isPresent()) {
            throw new ParameterException(spec().commandLine(), job.fault().get());
        }
        Optional<LabEnd> end = carryOut(job);
        return end.isEmpty() ? ExitCodes.UNDECIDED : tell(end.get());
    }

    private int tell(LabEnd end) {
        Output output = output();
        switch (end.status()) {
            case WRITTEN ->
                    output.say(
                            "labs.import.done",
                            symbol + " " + end.facts().requireText("kind"),
                            end.facts().integer("rows").orElse(0L),
                            end.facts().array("files").size());
            case REFUSED -> output.say("labs.import.refused");
            case FAULT -> output.say("labs.import.fault");
        }
        output.findings(end.findings());
        output.json(
                "gatehouse.labs-import/1",
                end.facts()
                        .with("status", end.status().name())
                        .with("findings", Output.toJson(end.findings())));
        return switch (end.status()) {
            case WRITTEN -> ExitCodes.ALLOWED;
            case REFUSED -> ExitCodes.REFUSED;
            case FAULT -> ExitCodes.UNDECIDED;
        };
    }
}
