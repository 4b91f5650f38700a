package io.gatehouse.bench.load;

import io.gatehouse.bench.measure.Result;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Strict verification of a long decision log beside a bare HMAC-SHA384 over the same lines, each in
 * a JVM with a heap of 64 MB.
 */
final class VerifyFigures {

    private final Child child;
    private final Path root;
    private final int lines;

    VerifyFigures(Path root, int lines) {
        this.root = root;
        this.child = new Child(root);
        this.lines = lines;
    }

    void print() throws Exception {
        Path directory = java.nio.file.Files.createTempDirectory(Scratch.directory(root), "log-");
        try {
            List<String> heap = List.of("-Xmx64m", "-XX:+UseSerialGC");
            child.run(
                    "load",
                    List.of("-XX:+UseSerialGC"),
                    LogWork.class.getName(),
                    List.of("write", directory.toString(), "" + lines));
            Result bare =
                    child.run(
                            "load",
                            heap,
                            LogWork.class.getName(),
                            List.of("bare", directory.toString()));
            Result strict =
                    child.run(
                            "load",
                            heap,
                            LogWork.class.getName(),
                            List.of("verify", directory.toString()));
            System.out.printf(
                    Locale.ROOT,
                    "| strict verification, %d lines, %.0f bytes each | %.1f s | bare HMAC-SHA384"
                            + " %.1f s | %.0f %% (aim 70 %%) |%n",
                    lines,
                    strict.number("bytes") / lines,
                    strict.number("seconds"),
                    bare.number("seconds"),
                    100 * bare.number("seconds") / strict.number("seconds"));
        } finally {
            Scratch.delete(directory);
        }
    }
}
