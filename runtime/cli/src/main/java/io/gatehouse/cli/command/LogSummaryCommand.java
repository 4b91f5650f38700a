package io.gatehouse.cli.command;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.usecase.WriteLine;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse log summary}: what the logs say in short, or with --append one more fact. */
@Command(
        name = "summary",
        description = "Shows the decision logs in short; with --append adds a fact to one.")
public final class LogSummaryCommand extends Verb {

    @Option(names = "--log", paramLabel = "LOG", description = "Name of the log (default: all).")
    private Optional<String> log = Optional.empty();

    @Option(
            names = "--append",
            description = "Adds a signed line of kind evidence; it grants nothing.")
    private boolean append;

    @Option(names = "--kind", paramLabel = "KIND", description = "evidence, and nothing else.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "What the line says, such as licence_received (default: recorded).")
    private Optional<String> status = Optional.empty();

    @Mixin private LineOptions options;

    @Override
    public Integer call() throws Exception {
        if (append) {
            return append();
        }
        if (kind.isPresent() || status.isPresent() || !options.isEmpty()) {
            throw Unanswerable.usage(Wording.of("append-missing"));
        }
        return show(read());
    }

    private int append() throws Exception {
        String given = log.orElseThrow(() -> Unanswerable.usage(Wording.of("append-log")));
        LogName name = typed(() -> new LogName(given));
        if (kind.filter(k -> !k.equals("evidence")).isPresent()) {
            throw Unanswerable.usage(Wording.of("append-evidence-only"));
        }
        SortedMap<String, String> artefacts =
                options.artefacts(
                        f -> workspace().root().resolve(inWorkspace(typed(() -> Path.of(f)))));
        SortedMap<String, Boolean> flags = options.flags();
        return write(
                desk ->
                        answer(
                                new WriteLine(desk)
                                        .state(
                                                name,
                                                status.orElse("recorded"),
                                                artefacts,
                                                flags,
                                                options.reason()),
                                "log.appended",
                                name));
    }

    private int show(ReadOnlyInstallation installation) {
        Output output = output();
        List<JsonObject> answers = new ArrayList<>();
        for (Map.Entry<LogName, List<LineAppended>> entry : installation.lines().entrySet()) {
            if (log.filter(l -> !l.equals(entry.getKey().value())).isEmpty()) {
                LogDigest digest = LogDigest.of(entry.getKey(), entry.getValue());
                digest.say(output);
                answers.add(digest.toJson());
            }
        }
        if (answers.isEmpty()) {
            output.say("log.none");
        }
        JsonObject flags = LogDigest.flags(installation.state().environment());
        output.say("log.summary.flags", CanonicalJson.text(flags));
        output.say("log.summary.unverified");
        output.json(
                "gatehouse.log-summary/1",
                JsonObject.builder()
                        .put("logs", answers)
                        .put("flags", flags)
                        .put("environment", installation.state().environment().machine())
                        .build());
        return ExitCodes.ALLOWED;
    }
}
