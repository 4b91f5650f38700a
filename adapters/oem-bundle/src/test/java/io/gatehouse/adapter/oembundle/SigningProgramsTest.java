package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.oembundle.CodeSigning.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningProgramsTest {

    private static final String HOOKS =
            "{\"schema\":\"gatehouse.code-signing-hooks/1\",\"hooks\":["
                    + "{\"name\":\"gpg\",\"platform\":\"linux\",\"command\":[\"gpg\",\"{archive}\"]}]}";

    @TempDir private Path home;

    private Path program(String name, String text) throws Exception {
        Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Status run(String... command) {
        return new SigningPrograms(home.toString(), Duration.ofSeconds(20)).run(List.of(command));
    }

    @Test
    void shouldRunAProgramThatIsThere() throws Exception {
        program("sign", "echo signed > \"$1.sig\"");

        assertThat(run("sign", home.resolve("a").toString())).isEqualTo(Status.DONE);
        assertThat(home.resolve("a.sig")).hasContent("signed");
        assertThat(run(home.resolve("sign").toString(), home.resolve("b").toString()))
                .isEqualTo(Status.DONE);
    }

    @Test
    void shouldNeverCallDoneWhatWasNot() throws Exception {
        program("fails", "exit 3");
        Files.writeString(home.resolve("text"), "not a program");

        assertThat(run("fails")).isEqualTo(Status.FAILED);
        assertThat(run("text")).isEqualTo(Status.NOT_PRESENT);
        assertThat(run("absent")).isEqualTo(Status.NOT_PRESENT);
        assertThat(run("./fails")).isEqualTo(Status.NOT_PRESENT);
        assertThat(run("/absent/program")).isEqualTo(Status.NOT_PRESENT);
        assertThat(run("a\0b")).isEqualTo(Status.NOT_PRESENT);
    }

    @Test
    void shouldEndAProgramThatDoesNotEnd() throws Exception {
        program("hangs", "exec sleep 600");

        assertThat(
                        new SigningPrograms(home.toString(), Duration.ofMillis(50))
                                .run(List.of("hangs")))
                .isEqualTo(Status.FAILED);
    }

    @Test
    void shouldReadHooksAndRefuseHalfOfThem() {
        assertThat(read(HOOKS).orElseThrow())
                .containsExactly(
                        new CodeSigning.Hook("gpg", Platform.LINUX, List.of("gpg", "{archive}")));
        for (String bad :
                List.of(
                        "",
                        "[]",
                        "{}",
                        HOOKS.replace("hooks/1", "hooks/2"),
                        HOOKS.replace("linux", "plan9"),
                        HOOKS.replace("\"gpg\",\"{archive}\"", ""),
                        HOOKS.replace("\"{archive}\"", "1"),
                        HOOKS.replace("\"name\":\"gpg\"", "\"name\":\"g p g\""),
                        HOOKS.replace("\"name\"", "\"password\":\"x\",\"name\""),
                        HOOKS.replace("]}]}", "]},7]}"),
                        "{\"schema\":\"gatehouse.code-signing-hooks/1\",\"hooks\":[]}")) {
            assertThat(read(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void shouldReadAnyBytesWithoutFailing() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;
        Random random = new Random(seed);
        int read = 0;
        int accepted = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = HOOKS.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            for (CodeSigning.Hook hook : SigningHooks.read(bytes).orElse(List.of())) {
                // what is accepted is a whole command all the same
                assertThat(hook.command()).as("seed %d", seed).isNotEmpty();
                accepted++;
            }
            read++;
        }
        assertThat(read).isEqualTo(tries);
        assertThat(accepted).as("seed %d", seed).isLessThan(tries);
    }

    private static Optional<List<CodeSigning.Hook>> read(String text) {
        return SigningHooks.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
