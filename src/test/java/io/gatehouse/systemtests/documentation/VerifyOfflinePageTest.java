package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of {@code docs/how-to/verify-offline.md} is run as it stands there. */
class VerifyOfflinePageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("gatehouse.root"), "docs/how-to/verify-offline.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");

    @TempDir private Path directory;

    private record Run(int code, String text) {}

    private Run gatehouse(List<String> arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int code =
                Main.run(
                        new Surroundings(
                                out,
                                out,
                                Terminal.system(),
                                InstantSource.system(),
                                new SecureRandom(),
                                directory,
                                Argon2Cost.FLOOR),
                        arguments.toArray(String[]::new));
        return new Run(code, text.toString());
    }

    @Test
    void shouldRunEveryCommandOfThePage() throws Exception {
        // given the history of a demo
        Path workspace = directory.resolve("demo");
        Run demo = gatehouse(List.of("demo", workspace.toString()));
        assertThat(demo.code()).as(demo.text()).isZero();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        String key = "";
        String position = "";
        int run = 0;
        while (blocks.find()) {
            for (String line : blocks.group(1).strip().split("\n")) {
                if (!line.startsWith("gatehouse ")) {
                    continue;
                }
                // when
                List<String> words =
                        new ArrayList<>(
                                List.of(
                                        line.substring("gatehouse ".length())
                                                .replace("KEY", key)
                                                .replace("SEQ:DIGEST", position)
                                                .replace("pack.zip", at("pack.zip"))
                                                .replace("way.svg", at("way.svg"))
                                                .replace("2026-01-31", "2999-01-31")
                                                .replace("p-1", "demo-1")
                                                .split(" ")));
                words.addAll(List.of("--lang", "en"));
                if (!words.get(1).equals("verify")) {
                    words.addAll(List.of("--workspace", workspace.toString()));
                }
                Run done = gatehouse(words);

                // then
                assertThat(done.code()).as(line + "\n" + done.text()).isZero();
                key = found(done.text(), "public key ([A-Za-z0-9_-]{43})", key);
                position = found(done.text(), "ends at ([0-9]+:sha384:[0-9a-f]{96})", position);
                run++;
            }
        }
        assertThat(run).isEqualTo(7);
        handwork();
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private static String found(String text, String pattern, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** The page's last block needs programs that a computer may lack. */
    private void handwork() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unzip")), "unzip is not on this computer");
        String page = Files.readString(PAGE);
        String block = page.substring(page.indexOf("unzip -q"), page.lastIndexOf("```"));
        Process shell =
                new ProcessBuilder("/bin/sh", "-euc", block)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(shell.getInputStream().readAllBytes(), "UTF-8");
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(said).isZero();
    }
}
