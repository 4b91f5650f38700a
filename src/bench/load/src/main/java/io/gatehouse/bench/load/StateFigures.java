package io.gatehouse.bench.load;

import io.gatehouse.bench.measure.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long a history takes to fold, and what open promotions take of memory. */
final class StateFigures {

    private static final int EVENTS_OF_A_PROMOTION = 60;

    private final Child child;
    private final Path root;

    StateFigures(Path root) {
        this.root = root;
        this.child = new Child(root);
    }

    void replay(int events) throws IOException, InterruptedException {
        Result folded = run(events / EVENTS_OF_A_PROMOTION, "whole");
        System.out.printf(
                Locale.ROOT,
                "| replay of %.0f events, heap 512 MB | %.1f s | %.0f s for 1,000,000 (aim 20 s)"
                        + " |%n",
                folded.number("events"),
                folded.number("seconds"),
                folded.number("seconds") * 1e6 / folded.number("events"));
    }

    void open(int promotions) throws IOException, InterruptedException {
        Result folded = run(promotions, "open");
        System.out.printf(
                Locale.ROOT,
                "| %.0f open promotions | %.0f MB used, within a heap of 512 MB (aim 512 MB) |%n",
                folded.number("open"),
                folded.number("used"));
    }

    private Result run(int promotions, String how) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Scratch.directory(root), "state-");
        try {
            String main = StateWork.class.getName();
            child.run(
                    "load",
                    List.of("-Xmx2g", "-XX:+UseSerialGC"),
                    main,
                    List.of("write", directory.toString(), "" + promotions, how));
            return child.run(
                    "load",
                    List.of("-Xmx512m", "-XX:+UseSerialGC"),
                    main,
                    List.of("fold", directory.toString()));
        } finally {
            Scratch.delete(directory);
        }
    }
}
