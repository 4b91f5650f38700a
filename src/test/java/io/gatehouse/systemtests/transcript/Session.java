package io.gatehouse.systemtests.transcript;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import io.gatehouse.definitions.load.Floor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person at a terminal in a workspace of its own. A transcript is a Markdown page; in its blocks
 * {@code console} a line {@code $ gatehouse ...} is run, the lines {@code > ...} below it are what
 * the person types, and everything else is what the screen shows. Passphrases are typed by
 * themselves. {@code $ cd DIR} goes to another directory, any other line is a line of the shell.
 *
 * <p>What the person noted is put in for {@code $POSITION} (from the last {@code status}) and
 * {@code $KEY} (the engine's public key, from the last {@code key list}); {@code $TODAY} is the
 * date.
 */
final class Session {

    private static final Pattern DIGEST = Pattern.compile("sha(256|384):[0-9a-f]{12,96}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern HEX = Pattern.compile("\\b[0-9a-f]{96}\\b");
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");
    private static final Pattern SIZE = Pattern.compile(", \\d+ bytes\\.");
    private static final Pattern OFFSET = Pattern.compile("at byte \\d+");
    private static final Pattern NOTED_POSITION =
            Pattern.compile("event (\\d+), (sha384:[0-9a-f]{96})");
    private static final Pattern NOTED_KEY =
            Pattern.compile("\"public\":\"([A-Za-z0-9_-]{43})\",\"purpose\":\"engine\"");
    private static final Pattern STAMP = Pattern.compile("-\\d{14}\\b");
    private static final Pattern LEFT = Pattern.compile("\\((\\d+) (d|h) \\d+ (h|min) left\\)");

    private final Path workspace;
    private Path here;
    private final Map<String, String> noted = new HashMap<>();
    private Instant now = Instant.now();
    private final InstantSource clock = () -> now = now.plusMillis(1);

    Session(Path workspace) {
        this.workspace = workspace;
        this.here = workspace;
    }

    Path write(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void program(String path, String text) throws IOException {
        Files.setPosixFilePermissions(
                write(path, text), PosixFilePermissions.fromString("rwx------"));
    }

    /** Some time passes: ids of keys are made of seconds. */
    void later() {
        now = now.plusSeconds(2);
    }

    /** Runs a whole page and gives it back as it looks now. */
    String run(String page) {
        StringBuilder out = new StringBuilder();
        List<String> lines = page.lines().toList();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals("```console")) {
                inside = true;
                out.append(line).append('\n');
            } else if (inside && line.equals("```")) {
                inside = false;
                out.append(line).append('\n');
            } else if (!inside) {
                out.append(line).append('\n');
            } else if (line.startsWith("$ ")) {
                List<String> typed = new ArrayList<>();
                while (i + 1 < lines.size() && lines.get(i + 1).startsWith("> ")) {
                    typed.add(lines.get(++i).substring(2));
                }
                out.append(line).append('\n');
                typed.forEach(text -> out.append("> ").append(text).append('\n'));
                out.append(command(line.substring(2), typed));
            }
        }
        return out.toString();
    }

    private String command(String line, List<String> typed) {
        List<String> words = new ArrayList<>(Arrays.asList(filledIn(line).split(" ")));
        String program = words.remove(0);
        if (program.equals("cd")) {
            here = here.resolve(words.get(0)).normalize();
            return "";
        }
        if (!program.equals("gatehouse")) {
            return shell(filledIn(line));
        }
        if (!words.contains("--lang")) {
            words.addAll(List.of("--lang", "en"));
        }
        StringWriter text = new StringWriter();
        PrintWriter screen = new PrintWriter(text, true);
        int exit =
                Main.run(
                        new Surroundings(
                                screen,
                                screen,
                                person(new ArrayDeque<>(typed)),
                                clock,
                                new SecureRandom(),
                                here,
                                Argon2Cost.FLOOR,
                                Floor::general),
                        words.toArray(String[]::new));
        note(line, text.toString());
        return normal(text.toString()) + (exit == 0 ? "" : "[exit " + exit + "]\n");
    }

    private String filledIn(String line) {
        String filled = line.replace("$TODAY", now.toString().substring(0, 10));
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            filled = filled.replace(entry.getKey(), entry.getValue());
        }
        return filled;
    }

    private void note(String line, String text) {
        Matcher position = NOTED_POSITION.matcher(text);
        if (line.startsWith("gatehouse status") && position.find()) {
            noted.put("$POSITION", position.group(1) + ":" + position.group(2));
        }
        Matcher key = NOTED_KEY.matcher(text);
        if (line.startsWith("gatehouse key list") && key.find()) {
            noted.put("$KEY", key.group(1));
        }
    }

    private String shell(String line) {
        try {
            Process process =
                    new ProcessBuilder("/bin/sh", "-euc", line)
                            .directory(here.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            return normal(said) + (exit == 0 ? "" : "[exit " + exit + "]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Terminal person(Deque<String> typed) {
        return new Terminal() {
            @Override
            public Optional<char[]> passphrase(String prompt) {
                return Optional.of("correct horse".toCharArray());
            }

            @Override
            public Optional<String> line(String prompt) {
                return Optional.ofNullable(typed.poll());
            }
        };
    }

    /** What differs from run to run: digests, times, the workspace, and columns made by them. */
    private String normal(String text) {
        StringBuilder out = new StringBuilder();
        text.lines()
                .forEach(
                        line -> {
                            String steady = line.replace(workspace.toString(), "WORKSPACE");
                            steady = steady.replace(workspace.getParent().toString(), "HOME");
                            steady = DIGEST.matcher(steady).replaceAll("sha$1:<digest>");
                            steady = HEX.matcher(steady).replaceAll("<digest>");
                            steady = PUBLIC_KEY.matcher(steady).replaceAll("<key>");
                            steady = SIZE.matcher(steady).replaceAll(", <n> bytes.");
                            steady = OFFSET.matcher(steady).replaceAll("at byte <n>");
                            steady = TIME.matcher(steady).replaceAll("<time>");
                            steady = STAMP.matcher(steady).replaceAll("-<stamp>");
                            steady = LEFT.matcher(steady).replaceAll("($1 $2 left)");
                            if (!steady.equals(line)) {
                                steady = steady.replaceAll("(?<=\\S) {2,}", "  ");
                            }
                            out.append(steady.stripTrailing()).append('\n');
                        });
        return out.toString();
    }
}
