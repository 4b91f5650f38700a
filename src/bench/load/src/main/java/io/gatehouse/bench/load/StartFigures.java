package io.gatehouse.bench.load;

import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.workspace.Workspace;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
            server(installation.workspace());
        } finally {
            Scratch.delete(directory);
        }
    }

    /** From the command to the first answer that the server is ready. */
    private void server(Workspace workspace) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i <= runs / 2; i++) {
            long start = System.nanoTime();
            Process server =
                    new ProcessBuilder(
                                    root.resolve("gatehouse").toString(),
                                    "serve",
                                    "--workspace",
                                    workspace.root().toString(),
                                    "--port",
                                    "0")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                while (!isReady(client, workspace)) {
                    if (!server.isAlive()) {
                        throw new IllegalStateException("serve ended with " + server.exitValue());
                    }
                    Thread.sleep(10);
                }
                if (i > 0) {
                    seconds.add((System.nanoTime() - start) / 1e9);
                }
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "| gatehouse serve, until it is ready | median %.2f s, best %.2f s of %d (aim 3 s)"
                        + " |%n",
                seconds.get(seconds.size() / 2),
                seconds.get(0),
                seconds.size());
    }

    private static boolean isReady(HttpClient client, Workspace workspace)
            throws InterruptedException {
        Optional<ServerNote> note = ServerNote.read(workspace);
        if (note.isEmpty()) {
            return false;
        }
        try {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    note.get().url().resolve("/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not listening yet
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
