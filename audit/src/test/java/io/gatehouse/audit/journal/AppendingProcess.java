package io.gatehouse.audit.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Appends for ever to the journal in a directory and prints each acknowledged position. */
public final class AppendingProcess {

    private AppendingProcess() {}

    static JournalSettings settings() {
        return new JournalSettings(20_000, Duration.ofMillis(1), Optional.empty());
    }

    /** Takes the directory, and how many events the journal holds already. */
    public static void main(String[] arguments) throws IOException {
        JournalPlace place = JournalPlace.under(Path.of(arguments[0]), Optional.empty());
        StoryTeller story = new StoryTeller("killed");
        SegmentJournal.Opened opened =
                SegmentJournal.open(
                        place,
                        TestKeys.standard(),
                        InstantSource.system(),
                        settings(),
                        group -> story.group(group.events().size()));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int i = 0; ; i++) {
            out.println(opened.journal().append(story.group(1 + i % 3), story.root()));
        }
    }
}
