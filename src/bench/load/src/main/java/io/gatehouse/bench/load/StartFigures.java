package io.gatehouse.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the command line takes from its start to its end, the launcher included. */
final class StartFigures {

    private final Path root;
    private final int runs;

    StartFigures(Path root, int runs) {
        this.root = root;
        this.runs = runs;
    }

    void print() throws Exception {
        Path directory = Files.createTempDirectory(Scratch.directory(root), "start-");
        try {
            BenchInstallation installation = BenchInstallation.found(directory.resolve("w"), 1);
            String workspace = installation.workspace().root().toString();
            print("version", "version");
            print("status", "status", "--workspace", workspace);
            print("settle (opens the engine)", "settle", "--workspace", workspace);
        } finally {
            Scratch.delete(directory);
        }
    }

    private void print(String what, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("gatehouse").toString()));
        command.addAll(List.of(arguments));
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            long start = System.nanoTime();
            int code =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException(what + " ended with " + code);
            }
            if (i > 0) { // the first run may build, and warms the disk
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "| gatehouse %s | median %.2f s, best %.2f s of %d (aim 0.5 s) |%n",
                what,
                seconds.get(runs / 2),
                seconds.get(0),
                runs);
    }
}
