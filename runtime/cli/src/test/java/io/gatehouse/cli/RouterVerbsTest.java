package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of the router, from the block to the person who lifts it, and what they refuse. */
class RouterVerbsTest {

    private static Bench founded;

    @TempDir private Path home;

    private Bench bench;

    @BeforeAll
    static void found(@TempDir Path template) throws IOException {
        founded = Bench.founded(template);
    }

    @BeforeEach
    void copy() throws IOException {
        bench = Bench.copy(founded.home(), home);
    }

    private List<String> reports() throws IOException {
        try (Stream<Path> files =
                Files.list(bench.workspace().resolve("var/gatehouse/router/kills"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void shouldShowARouterThatNeverRan() {
        Bench.Said said = bench.run("router", "status");

        assertThat(said.exit()).isEqualTo(ExitCodes.ALLOWED);
        assertThat(said.out()).contains("ACTIVE");
        assertThat(bench.workspace().resolve("var/gatehouse/router")).doesNotExist();
    }

    @Test
    void shouldBlockEvenWhenNoVenueCanBeReachedAndSayThatOrdersMayRest() throws IOException {
        Bench.Said killed = bench.run("router", "kill", "--reason", "losses", "--format", "json");

        assertThat(killed.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(killed.out()).contains("\"latched\":true", "\"reason\":\"losses\"");
        assertThat(reports()).hasSize(1);
        Bench.Said status = bench.run("router", "status");
        assertThat(status.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(status.out()).contains("HALTED", "latch 1", "losses");
        assertThat(bench.run("router", "status", "--lang", "pl").out()).contains("blokada 1");
    }

    @Test
    void shouldLiftALatchForAPersonWithTheRoleAlone() {
        bench.run("router", "kill", "--reason", "losses");
        String[] enable = {"router", "enable", "--latch", "1", "--reason", "found"};

        Bench.Said operator = bench.as("otto", enable);
        assertThat(operator.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(operator.out()).contains("lacks-role");
        assertThat(bench.run("router", "status").exit()).isEqualTo(ExitCodes.REFUSED);

        Bench.Said owner = bench.as("olga", enable);
        assertThat(owner.exit()).as(owner.out() + owner.err()).isEqualTo(ExitCodes.ALLOWED);
        Bench.Said status = bench.run("router", "status");
        assertThat(status.exit()).isEqualTo(ExitCodes.ALLOWED);
        assertThat(status.out()).contains("lifted by olga: found");
        assertThat(bench.as("olga", enable).exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldSayThatAnotherLatchStillStands() {
        bench.run("router", "kill", "--reason", "one");
        bench.run("router", "kill", "--reason", "two");

        Bench.Said first =
                bench.as("olga", "router", "enable", "--latch", "1", "--reason", "found");

        assertThat(first.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(first.out()).contains("HALTED");
    }

    @Test
    void shouldRefuseALineThatMakesNoSense() {
        assertThat(bench.run("router").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("router", "kill").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(kill("--reason", " ").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(kill("--reason", "x".repeat(501)).exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(kill("--reason", "x", "--symbol", "btc").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(kill("--reason", "x", "--venue", "../x").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.as("olga", "router", "enable", "--latch", "1", "--reason", "x").exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(bench.as("olga", "router", "enable", "--latch", "x", "--reason", "x").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("router", "run", "--environment", "demo").exit())
                .isEqualTo(ExitCodes.USAGE);
        // None of them blocked anything.
        assertThat(bench.workspace().resolve("var/gatehouse/router")).doesNotExist();
    }

    private Bench.Said kill(String... more) {
        return bench.run(
                Stream.concat(Stream.of("router", "kill"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void shouldNotStartWithoutAConfigurationAndSayWhy() {
        Bench.Said said = bench.run("router", "run");

        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out() + said.err()).contains("config").doesNotContain("Exception:");
    }
}
