package io.gatehouse.cli.command;

import io.gatehouse.adapter.smoke.job.SmokeEnd;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smoke paper}: what paper trading did, beside the backtest (runbook 2.4). */
@Command(
        name = "paper",
        description =
                "Compares a paper run with the backtest of the same candles: 0 within what chance allows, 1 not, or too little to tell.")
public final class SmokePaperCommand extends SmokeVerb {

    @Option(
            names = "--paper-log",
            paramLabel = "FILE",
            description = "The paper run's orders and fills; simulated when absent.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--render-summary-markdown",
            paramLabel = "FILE",
            description = "Puts the page there too, in the language of the command line.")
    private Optional<Path> markdown = Optional.empty();

    @Override
    String task() {
        return "paper";
    }

    @Override
    void more(JsonObject.Builder options) {
        log.ifPresent(path -> options.put("paper_log", inWorkspace(path)));
    }

    @Override
    void written(SmokeEnd end) throws IOException {
        if (markdown.isEmpty()) {
            return;
        }
        Path root = workspace().root();
        String report = end.facts().requireText("report");
        String stem = report.substring(0, report.length() - ".json".length());
        String language = output().messages().language();
        Path page = root.resolve(stem + (language.equals("pl") ? ".md" : ".en.md"));
        Path target = root.resolve(inWorkspace(markdown.get()));
        DurableFiles.createDirectories(target.toAbsolutePath().getParent());
        DurableFiles.replace(target, Files.readAllBytes(page));
    }
}
