package io.gatehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine verified once it need not verify again, unless somebody touched it (ADR 0051). */
class LogPrefixTest {

    private static final LogName DEMO = new LogName("demo");

    @TempDir private Path directory;
    private Installation bot;
    private Path log;

    @BeforeEach
    void setUp() throws Exception {
        bot = Installation.found(directory.resolve("w"));
        log = bot.workspace.decisionLog(DEMO);
    }

    private Engine promoted() throws Exception {
        Engine engine = bot.open();
        bot.begin(engine);
        bot.work(engine);
        bot.finish(engine);
        bot.grant(engine);
        return engine;
    }

    /** The same length again within one tick of the kernel leaves no mark: it has ticked since. */
    private void tick() throws IOException {
        Path probe = directory.resolve("tick");
        FileTime before = Files.getLastModifiedTime(log);
        do {
            Files.writeString(probe, "x");
        } while (Files.getLastModifiedTime(probe).compareTo(before) <= 0);
    }

    private static LogFact verify(Engine engine) {
        return engine.read(state -> engine.parts().logs().verify(DEMO, state));
    }

    private static List<String> codes(LogFact fact) {
        return fact.findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldGoOnWithTheLinesThatTheEngineWrote() throws Exception {
        try (Engine engine = promoted()) {
            LogFact one = verify(engine);
            assertThat(one.verdict()).isEqualTo(Verdict.PASS);
            assertThat(one.lines()).hasSize(1);

            // when a revocation follows
            bot.desk(engine, "renata").give(new Command.Demote(Environment.NONE, "again"));

            // then the longer history is another one, and both hold
            LogFact two = verify(engine);
            assertThat(two.verdict()).isEqualTo(Verdict.PASS);
            assertThat(two.lines()).hasSize(2).startsWith(one.lines().get(0));
            assertThat(one.lines()).hasSize(1);
        }
    }

    @Test
    void shouldFindAByteThatWasChangedAndPutBackInTime() throws Exception {
        try (Engine engine = promoted()) {
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.PASS);
            tick();
            byte[] right = Files.readAllBytes(log);
            FileTime modified = Files.getLastModifiedTime(log);

            // when a byte of the first line changes, while size and time of modification stay
            byte[] wrong = right.clone();
            wrong[right.length / 2] ^= 1;
            Files.write(log, wrong);
            Files.setLastModifiedTime(log, modified);

            // then
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.FAIL);

            // and the right bytes are right again
            tick();
            Files.write(log, right);
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void shouldNotBlessAnEditByWritingTheNextLine() throws Exception {
        try (Engine engine = promoted()) {
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.PASS);
            tick();
            byte[] wrong = Files.readAllBytes(log);
            wrong[wrong.length / 2] ^= 1;
            Files.write(log, wrong);

            // when
            bot.desk(engine, "renata").give(new Command.Demote(Environment.NONE, "again"));

            // then
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void shouldFindACutLogAndAHeadThatWasPutBack() throws Exception {
        try (Engine engine = promoted()) {
            Path head = log.resolveSibling(log.getFileName() + ".head");
            byte[] firstHead = Files.readAllBytes(head);
            byte[] firstLine = Files.readAllBytes(log);
            bot.desk(engine, "renata").give(new Command.Demote(Environment.NONE, "again"));
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.PASS);

            // when the log alone is cut
            Files.write(log, firstLine);
            assertThat(codes(verify(engine))).contains("cut");

            // when head and log are both those of a moment before: the journal knows better
            Files.write(head, firstHead);
            LogFact fact = verify(engine);
            assertThat(fact.verdict() == Verdict.PASS && fact.lines().size() == 2).isFalse();
        }
    }

    @Test
    void shouldReadTheArchiveOfALineInForceEachTime() throws Exception {
        try (Engine engine = promoted()) {
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.PASS);

            // when the archive of the standing grant loses its files
            try (Stream<Path> files = Files.walk(bot.workspace.artefacts())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (Files.isRegularFile(file)
                            && !file.getFileName().toString().equals("manifest.json")) {
                        Files.delete(file);
                    }
                }
            }

            // then
            assertThat(verify(engine).verdict()).isEqualTo(Verdict.FAIL);
        }
    }
}
