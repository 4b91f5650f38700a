package io.gatehouse.adapter.oembundle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs signing programs of this machine, each within a limit of time; what they print is discarded,
 * for it may name secrets. Thread-safe.
 */
public final class SigningPrograms implements CodeSigning.Runner {

    private final String searchPath;
    private final Duration longest;

    /**
     * @param searchPath folders in which programs are looked for, as in the variable PATH
     * @param longest after it a program is ended, and has failed
     */
    public SigningPrograms(String searchPath, Duration longest) {
        this.searchPath = searchPath;
        this.longest = longest;
    }

    @Override
    public CodeSigning.Status run(List<String> command) {
        Optional<Path> program = find(command.get(0));
        if (program.isEmpty()) {
            return CodeSigning.Status.NOT_PRESENT;
        }
        // the very file that was found: the system might look for the name elsewhere
        List<String> line = new ArrayList<>(command);
        line.set(0, program.get().toString());
        try {
            Process process =
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return CodeSigning.Status.FAILED;
            }
            return process.exitValue() == 0 ? CodeSigning.Status.DONE : CodeSigning.Status.FAILED;
        } catch (IOException e) {
            return CodeSigning.Status.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CodeSigning.Status.FAILED; // not known to be done
        }
    }

    private static File nothing() {
        boolean windows = File.separatorChar == '\\';
        return new File(windows ? "NUL" : "/dev/null");
    }

    private Optional<Path> find(String program) {
        try {
            Path typed = Path.of(program);
            if (typed.isAbsolute()) {
                return Optional.of(typed).filter(Files::isExecutable);
            }
            // a name with a folder in it would be sought from wherever this runs
            return typed.getNameCount() == 1
                    ? Stream.of(searchPath.split(File.pathSeparator, -1))
                            .filter(folder -> !folder.isEmpty())
                            .flatMap(
                                    folder ->
                                            Stream.of(
                                                    Path.of(folder, program),
                                                    Path.of(folder, program + ".exe")))
                            .filter(Files::isRegularFile)
                            .filter(Files::isExecutable)
                            .findFirst()
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
