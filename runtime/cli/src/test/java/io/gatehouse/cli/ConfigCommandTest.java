package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.configuration.check.ConfigChecks;
import io.gatehouse.configuration.check.ConfigCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {

    private record Said(int exit, String out, String err) {}

    @TempDir private Path home;

    @BeforeEach
    void place() throws IOException {
        write("config/core.yaml", "own: 1\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Main.run(
                        new Surroundings(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                Terminal.system(),
                                InstantSource.system(),
                                new SecureRandom(),
                                home,
                                Argon2Cost.FLOOR),
                        arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    @Test
    void shouldSayYesToASoundFileAndWriteBothReports() {
        Said said =
                run(
                        "config",
                        "validate",
                        "--profile",
                        "demo",
                        "--json",
                        "out/r.json",
                        "--junit",
                        "out/r.xml",
                        "--lang",
                        "en");

        assertThat(said.exit()).as(said.err()).isEqualTo(ExitCodes.ALLOWED);
        assertThat(said.out()).contains("config/core.yaml may be used for demo: no errors");
        assertThat(home.resolve("out/r.json")).content().contains("\"verdict\":\"PASS\"");
        assertThat(home.resolve("out/r.xml")).content().startsWith("<?xml");
    }

    @Test
    void shouldNameCodePlaceMeaningAndRemedyInBothLanguages() throws IOException {
        write("config/core.yaml", "runtime:\n  compliance_confirmed: true\n");

        Said english = run("config", "validate", "--profile", "demo", "--lang", "en");
        Said polish = run("config", "validate", "--profile", "demo", "--lang", "pl");

        assertThat(english.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(english.out())
                .contains("✗ compliance_confirmed_by_hand  runtime.compliance_confirmed (line 2")
                .contains("only the gate to live confirms it")
                .contains("take the line out");
        assertThat(polish.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(polish.out())
                .contains("✗ compliance_confirmed_by_hand")
                .contains("potwierdza je tylko bramka do live");
    }

    @Test
    void shouldAnswerWithOneJsonDocument() throws IOException {
        write("config/core.yaml", "runtime:\n  compliance_confirmed: true\n");

        Said said = run("config", "validate", "--profile", "live", "--format", "json");

        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out().lines()).hasSize(1);
        assertThat(said.out()).contains("\"schema\":\"gatehouse-config-report/1\"");
    }

    @Test
    void shouldTellUsageFromWhatCannotBeDecided() {
        assertThat(run("config", "validate").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("config", "validate", "--profile", "testnet").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(run("config", "validate", "gone.yaml", "--profile", "demo").exit())
                .isEqualTo(ExitCodes.UNDECIDED);
        assertThat(run("config", "diff", "config/core.yaml", "gone.yaml").exit())
                .isEqualTo(ExitCodes.UNDECIDED);
    }

    @Test
    void shouldCompareByPathAndMaskSecrets() throws IOException {
        write("a.yaml", "b: {x: 1, y: 2}\nauth_token: hunter2\n");
        write("b.yaml", "auth_token: hunter3\nb: {y: 2, x: 5, z: 7}\n");
        write("c.yaml", "# the same in another order\nauth_token: hunter2\nb: {y: 2, x: 1}\n");
        write("d.yaml", "a: &x 1\n");

        Said differs = run("config", "diff", "a.yaml", "b.yaml", "--lang", "en");
        assertThat(differs.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(differs.out())
                .contains("3 paths differ", "~ b.x: 1 -> 5", "+ b.z: 7", "~ auth_token: ***")
                .doesNotContain("hunter");
        assertThat(run("config", "diff", "a.yaml", "c.yaml").exit()).isEqualTo(ExitCodes.ALLOWED);
        assertThat(run("config", "diff", "a.yaml", "d.yaml").exit()).isEqualTo(ExitCodes.UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "pl"})
    void shouldHaveATextForEveryCode(String language) {
        Messages messages = Messages.in(language);

        for (ConfigCode code : ConfigChecks.codes()) {
            assertThat(messages.meaning("config-valid", code.id()))
                    .as("%s in %s", code.id(), language)
                    .isPresent();
            if (language.equals("en")) {
                assertThat(messages.meaning("config-valid", code.id())).contains(code.meaning());
            }
        }
    }
}
