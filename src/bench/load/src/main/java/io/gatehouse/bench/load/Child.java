package io.gatehouse.bench.load;

import io.gatehouse.bench.measure.Result;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program in a JVM of its own, whose one line of result is read. */
final class Child {

    private final Path root;

    /**
     * @param root of the source tree
     */
    Child(Path root) {
        this.root = root;
    }

    /** The class path of a module under {@code src/bench}. */
    String classPath(String module) {
        Path target = root.resolve("src/bench").resolve(module).resolve("target");
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    /**
     * Runs a main class to its end.
     *
     * @throws IllegalStateException when it fails or prints no result
     */
    Result run(String module, List<String> options, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(module), main));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Optional<Result> result = Optional.empty();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (Result.isResult(line)) {
                    result = Optional.of(Result.parse(line));
                } else {
                    System.out.println(line);
                }
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(main + " ended with " + code);
        }
        return result.orElseThrow(() -> new IllegalStateException(main + " gave no result"));
    }

    /** The runtime that runs this harness runs the programs too. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
