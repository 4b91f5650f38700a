package io.gatehouse.demo;

import io.gatehouse.app.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The history, checked with the command line as anybody would, and packed for an auditor. */
final class HistoryCheck {

    private final Workspace workspace;
    private final Screen screen;
    private final Demo.CommandLineVerb cli;

    HistoryCheck(Workspace workspace, Screen screen, Demo.CommandLineVerb cli) {
        this.workspace = workspace;
        this.screen = screen;
        this.cli = cli;
    }

    /**
     * Makes the database again, replays, verifies, and verifies the pack against what was noted.
     */
    void run(Halting.Noted noted) throws IOException, DemoStopped {
        screen.chapter("history");
        deleteRecursively(workspace.database());
        screen.say("deleted", workspace.database());
        verb("audit", "rebuild");
        verb("audit", "replay");
        verb("audit", "fsck");
        verb("log", "verify", "--strict");
        verb("status");
        screen.say("audit");
        verb("audit", "replay", "--guards");
        verb("audit", "export", "--out", pack().toString());
        screen.say("noted");
        verb(
                "audit",
                "verify",
                pack().toString(),
                "--engine-key",
                noted.engineKey(),
                "--expect",
                noted.position().toString());
    }

    /** Says where what was made can be read. */
    void whereToLook() {
        screen.chapter("look");
        screen.say("look-logs", workspace.decisionLogs());
        screen.say("look-journal", workspace.journal());
        screen.say("look-evidence", workspace.artefacts());
        screen.say("look-pack", pack());
        screen.say("look-next", workspace.root());
    }

    private Path pack() {
        return workspace.root().resolve("demo/pack.zip");
    }

    private void verb(String... words) throws DemoStopped {
        String[] arguments = new String[words.length + 2];
        System.arraycopy(words, 0, arguments, 0, words.length);
        arguments[words.length] = "--workspace";
        arguments[words.length + 1] = workspace.root().toString();
        screen.verb(String.join(" ", words));
        int code = cli.run(arguments);
        if (code != 0) {
            throw new DemoStopped(String.join(" ", words) + " ended with " + code);
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
