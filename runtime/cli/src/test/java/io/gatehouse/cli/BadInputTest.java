package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a command line that makes no sense, and about an answer nobody can read. */
class BadInputTest {

    @TempDir private Path home;

    private Surroundings around(PrintWriter out, PrintWriter err) {
        return new Surroundings(
                out,
                err,
                Bench.nobody(),
                InstantSource.system(),
                new SecureRandom(),
                home.resolve("elsewhere"),
                Argon2Cost.FLOOR);
    }

    @Test
    void shouldSayUsageFaultsInPolish() throws IOException {
        Bench bench = Bench.empty(home);

        assertThat(bench.run("promotion", "open", "--lang", "pl").err())
                .contains("brakuje: ", "GATE", "wskazówka");
        assertThat(bench.run("promotion", "open", "demo", "--release", "--lang", "pl").err())
                .doesNotContain("Missing");
        assertThat(bench.run("status", "--nothing", "--lang", "pl").err())
                .contains("nieznane: --nothing");
        assertThat(bench.run("promotion", "show", "p", "--diff", "--diff", "--lang", "pl").err())
                .contains("podano więcej niż raz: --diff");
        assertThat(bench.run("promotion", "signoff", "p", "--role", "boss", "--lang", "pl").err())
                .contains("to nie jest wartość dla --role: „boss”", "compliance");
        assertThat(bench.run("pending", "--within", "3", "--lang", "pl").err())
                .contains("to nie jest okres");
        assertThat(bench.run("promotion", "resolve", "p", "s", "--note", "n", "--lang", "pl").err())
                .contains("potrzebne jest jedno z: ");
        assertThat(
                        bench.run(
                                        "promotion",
                                        "resolve",
                                        "p",
                                        "s",
                                        "--note=n",
                                        "--succeeded",
                                        "--failed",
                                        "--lang",
                                        "pl")
                                .err())
                .contains("można podać tylko jedno z: ");
    }

    @Test
    void shouldNotSayYesWhenTheAnswerCouldNotBeWritten() {
        // given a full disk, or a reader that has gone
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("no space left on device");
                    }
                };
        StringWriter err = new StringWriter();

        // when
        int exit =
                Main.run(
                        around(new PrintWriter(full, true), new PrintWriter(err, true)),
                        "version",
                        "--lang",
                        "en");

        // then
        assertThat(exit).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(err.toString()).contains("could not be written");
    }
}
