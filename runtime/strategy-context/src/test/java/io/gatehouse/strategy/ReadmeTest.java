package io.gatehouse.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of the README, and holds it to the text there. */
class ReadmeTest {

    private static final Path MODULE =
            Path.of(System.getProperty("gatehouse.root", "../.."), "runtime/strategy-context");

    @TempDir Path workspace;
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldRunTheExampleOfTheReadme() throws IOException {
        Desk desk = new Desk(workspace);
        example(desk.configuration, () -> desk.now);
        desk.issue(desk.permit(Environment.PAPER));
        example(desk.configuration, () -> desk.now);

        assertThat(said)
                .containsExactly(
                        "no-permit: promote the installation, or ask why its permission was taken back",
                        "8 bytes",
                        "PT24H");
    }

    @Test
    void shouldShowInTheReadmeWhatRunsHere() throws IOException {
        String readme = Files.readString(MODULE.resolve("README.md"));
        String shown =
                readme.substring(
                        readme.indexOf("```java\n") + 8,
                        readme.indexOf("\n```\n", readme.indexOf("```java")));
        String source =
                Files.readString(
                        MODULE.resolve("src/test/java/io/gatehouse/strategy/ReadmeTest.java"));

        assertThat(source.replaceAll("\\s+", "")).contains(shown.replaceAll("\\s+", ""));
    }

    private void example(Path configurationFile, InstantSource clock) {
        InstallationId installation = Desk.INSTALLATION;
        String device = Desk.DEVICE;
        String engineKey = Desk.ENGINE.publicKey().text();
        StrategyContext context =
                StrategyContext.open(
                        workspace,
                        new Holder(installation, device),
                        engineKey,
                        clock,
                        System::nanoTime);
        Permission permission = context.mayRun(Environment.PAPER, configurationFile);
        if (permission instanceof Permission.Allowed allowed) {
            load(allowed.configuration().bytes(), allowed.limits());
            askAgainBefore(allowed.within());
        } else if (permission instanceof Permission.Refused refused) {
            refused.findings().forEach(finding -> report(finding.code(), finding.remedy()));
        }
    }

    private void load(byte[] configuration, JsonObject limits) {
        assertThat(limits.names()).containsExactly("notional");
        said.add(configuration.length + " bytes");
    }

    private void askAgainBefore(Duration within) {
        said.add(within.toString());
    }

    private void report(String code, String remedy) {
        said.add(code + ": " + remedy);
    }
}
