package io.gatehouse.cli.command;

import io.gatehouse.app.remote.ServerClient;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse watch}: what happens, as it happens. */
@Command(
        name = "watch",
        description =
                "Shows events as they are acknowledged, from the process that serves the workspace;"
                        + " ends with Ctrl-C.")
public final class WatchCommand extends Verb {

    private static final String DATA = "data: ";

    @Option(
            names = "--after",
            paramLabel = "SEQ",
            description = "Begin with the events after this one (default: only new ones).")
    private long after = -1;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        ServerNote note =
                ServerNote.read(workspace())
                        .orElseThrow(() -> Unanswerable.conflict(text("watch.nobody")));
        InstallationId installation =
                read().state()
                        .governance()
                        .installation()
                        .orElseThrow(() -> Unanswerable.conflict(text("watch.nobody")));
        try (InputStream events =
                        new ServerClient(note)
                                .events(
                                        installation,
                                        after < 0 ? OptionalLong.empty() : OptionalLong.of(after));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            show(lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERRUPTED;
        }
        // The stream has no end of its own: the server went.
        output().note("watch.ended");
        return ExitCodes.UNDECIDED;
    }

    private void show(BufferedReader lines) throws Unanswerable {
        Output output = output();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    show(output, line.substring(DATA.length()));
                }
            }
        } catch (IOException e) {
            return; // the server went without a word
        }
    }

    private static void show(Output output, String data) throws Unanswerable {
        JsonObject event;
        try {
            event = StrictJson.readSigned(data.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
        } catch (JsonFaultException e) {
            throw Unanswerable.undecided(e.fault().message(), List.of());
        }
        output.line(
                String.format(
                        "%6d  %s  %-20s  %s",
                        event.integer("seq").orElse(0L),
                        event.text("time").orElse("?"),
                        event.text("type").orElse("?"),
                        event.text("aggregate").orElse("?")));
        output.json("gatehouse.event/1", event);
    }
}
