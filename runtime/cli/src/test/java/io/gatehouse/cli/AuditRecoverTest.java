package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatehouse.app.review.RecoveryPlan;
import io.gatehouse.app.review.RecoveryPlanner;
import io.gatehouse.app.review.WorkspaceRecovery;
import io.gatehouse.app.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage that no crash leaves, and how it is mended: never by losing or inventing anything. */
class AuditRecoverTest {

    @TempDir private Path home;
    private Bench bench;
    private Path log;
    private Path segment;
    private Path head;
    private Path pack;

    @BeforeEach
    void granted() throws IOException {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        log = bench.workspace().resolve("audit/decision_logs/demo.jsonl");
        segment = bench.workspace().resolve("var/gatehouse/journal/00000000000000000001.jsonl");
        head = bench.workspace().resolve("var/gatehouse/journal/head.json");
        pack = home.resolve("pack.zip");
        Bench.require(bench.run("audit", "export", "--out", pack.toString()), 0);
    }

    private String position() {
        Matcher position =
                Pattern.compile("\"journal\":\\{\"digest\":\"([^\"]+)\",\"seq\":([0-9]+)}")
                        .matcher(bench.run("status", "--format", "json").out());
        assertThat(position.find()).isTrue();
        return position.group(2) + ":" + position.group(1);
    }

    private Bench.Said apply(String person, String... more) {
        return bench.as(
                person,
                Stream.concat(
                                Stream.of("audit", "recover", "--apply", "--reason", "disk fault"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private void requireWhole() {
        Bench.require(bench.run("audit", "fsck"), 0);
        Bench.require(bench.run("audit", "replay", "--guards"), 0);
        Bench.require(bench.run("log", "verify", "--strict"), 0);
        assertThat(bench.run("audit", "log").out()).contains("RECOVERED");
        Bench.require(bench.run("audit", "recover"), 0);
    }

    private List<Path> quarantined() throws IOException {
        try (Stream<Path> files =
                Files.walk(bench.workspace().resolve("var/gatehouse/quarantine"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    @Test
    void shouldSayThatThereIsNothingToRecover() {
        Bench.Said said = bench.run("audit", "recover");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("Nothing to recover");
    }

    @Test
    void shouldShowAPlanAndChangeNothing() throws IOException {
        // given
        byte[] damaged = flipped(Files.readAllBytes(log), 40);
        Files.write(log, damaged);

        // when
        Bench.Said said = bench.run("audit", "recover");

        // then
        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.PENDING);
        assertThat(said.out()).contains("would write demo.jsonl again", "Nothing was changed");
        assertThat(Files.readAllBytes(log)).isEqualTo(damaged);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void shouldRestoreADamagedLineByteForByteFromTheJournal() throws IOException {
        // given
        byte[] good = Files.readAllBytes(log);
        byte[] damaged = flipped(good, 40);
        Files.write(log, damaged);

        // when
        Bench.require(apply("olga"), 0);

        // then
        assertThat(Files.readAllBytes(log)).isEqualTo(good);
        assertThat(quarantined()).anySatisfy(f -> assertThat(f).hasBinaryContent(damaged));
        requireWhole();
    }

    @Test
    void shouldRestoreALogThatIsShorterThanItsHead() throws IOException {
        byte[] good = Files.readAllBytes(log);
        Files.write(log, new byte[0]);

        Bench.require(apply("carl"), 0);

        assertThat(Files.readAllBytes(log)).isEqualTo(good);
        requireWhole();
    }

    @Test
    void shouldRestoreTheHeadOfALog() throws IOException {
        Files.delete(log.resolveSibling("demo.jsonl.head"));

        Bench.require(apply("olga"), 0);

        requireWhole();
    }

    @Test
    void shouldRefuseAPersonWhoMayNotAnswerForIt() throws IOException {
        byte[] damaged = flipped(Files.readAllBytes(log), 40);
        Files.write(log, damaged);

        Bench.Said said = apply("otto");

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("owner or compliance");
        assertThat(Files.readAllBytes(log)).isEqualTo(damaged);
        assertThat(bench.run("audit", "recover", "--apply").exit()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldRestoreADamagedRecordInTheMiddleFromAPackAndKeepWhatCameAfterIt()
            throws IOException {
        // given a pack, then more history, then damage in what the pack holds
        Bench.require(bench.as("otto", "halt", "--reason", "losses"), 0);
        byte[] good = Files.readAllBytes(segment);
        byte[] damaged = flipped(good, good.length / 3);
        Files.write(segment, damaged);
        assertThat(bench.run("status").exit()).isEqualTo(ExitCodes.UNDECIDED);

        // when
        Bench.Said without = apply("olga");
        Bench.Said said = apply("olga", "--from", pack.toString());

        // then
        assertThat(without.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(without.out()).contains("--from").contains("never cuts");
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(Files.readAllBytes(segment)).startsWith(good);
        assertThat(quarantined()).anySatisfy(f -> assertThat(f).hasBinaryContent(damaged));
        requireWhole();
        assertThat(bench.run("status").out()).contains("HALTED");
    }

    @Test
    void shouldRestoreTheMissingEndFromACopyOfTheDirectory() throws IOException {
        // given acknowledged events that are missing: the head is ahead of the segments
        Path copy = Files.createDirectory(home.resolve("copy"));
        Files.copy(segment, copy.resolve(segment.getFileName()));
        byte[] good = Files.readAllBytes(segment);
        String text = new String(good, StandardCharsets.UTF_8);
        int cut = text.lastIndexOf("\n", text.lastIndexOf("{\"commit\"") - 2);
        cut = text.lastIndexOf("{\"commit\"", cut);
        Files.writeString(segment, text.substring(0, text.indexOf('\n', cut) + 1));
        assertThat(bench.run("audit", "fsck").out()).contains("cut");

        // when
        Bench.require(apply("olga", "--from", copy.toString()), 0);

        // then
        assertThat(Files.readAllBytes(segment)).startsWith(good);
        requireWhole();
    }

    @Test
    void shouldRefuseACopyThatEndsBeforeTheHead() throws IOException {
        // given events after the pack, and then a cut before them
        Bench.require(bench.as("otto", "halt", "--reason", "losses"), 0);
        byte[] good = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(good, good.length / 2));

        // when
        Bench.Said said = apply("olga", "--from", pack.toString());

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("would-lose");
        assertThat(Files.size(segment)).isEqualTo(good.length / 2);
    }

    @Test
    void shouldMakeALostHeadOnlyForAPositionKnownFromElsewhere() throws IOException {
        // given
        String position = position();
        Files.delete(head);

        // when
        Bench.Said without = apply("olga");
        Bench.Said wrong = apply("olga", "--expect", "9999:sha384:" + "0".repeat(96));
        Bench.Said said = apply("olga", "--expect", position);

        // then
        assertThat(without.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(without.out()).contains("no-position");
        assertThat(wrong.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        requireWhole();
    }

    @Test
    void shouldRefuseACopyOfAnotherInstallation() throws IOException {
        Bench other = Bench.founded(home.resolve("other"));
        Files.write(segment, flipped(Files.readAllBytes(segment), 2_000));

        Bench.Said said = apply("olga", "--from", other.workspace().toString());

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldRefuseAPersonWhoseKeyWasRevokedBeforeAnythingIsTouched() throws IOException {
        Bench.require(bench.as("carl", "key", "revoke", "olga-1", "--yes", "--reason", "lost"), 0);
        byte[] damaged = flipped(Files.readAllBytes(log), 40);
        Files.write(log, damaged);

        Bench.Said said = apply("olga");

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(Files.readAllBytes(log)).isEqualTo(damaged);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void shouldRecordWhatWasRestoredBeforeACrash() throws IOException {
        // given a recovery that dies at its second file
        byte[] damaged = flipped(Files.readAllBytes(log), 40);
        Files.write(log, damaged);
        Workspace workspace = Workspace.at(bench.workspace());
        RecoveryPlan plan = new RecoveryPlanner(workspace).plan(Optional.empty(), List.of());
        Files.createDirectories(log.resolveSibling("zz.jsonl/full"));
        RecoveryPlan dying =
                new RecoveryPlan(
                        plan.damage(),
                        plan.obstacles(),
                        plan.segments(),
                        plan.head(),
                        new TreeSet<>(Set.of("demo.jsonl", "zz.jsonl")),
                        plan.journal(),
                        plan.end(),
                        plan.law());
        assertThatIOException()
                .isThrownBy(
                        () ->
                                new WorkspaceRecovery(workspace, bench.clock().instant())
                                        .apply(dying));
        Files.delete(log.resolveSibling("zz.jsonl/full"));
        Files.delete(log.resolveSibling("zz.jsonl"));

        // when
        Bench.Said shown = bench.run("audit", "recover");
        Bench.require(apply("olga"), 0);

        // then
        assertThat(shown.exit()).as(shown.out()).isEqualTo(ExitCodes.PENDING);
        assertThat(quarantined()).anySatisfy(f -> assertThat(f).hasBinaryContent(damaged));
        requireWhole();
    }

    @Test
    void shouldNotMakeAHeadOfSegmentsThatADecisionLogContradicts() throws IOException {
        // given a position known from before the seal, and a history cut down to it with its head
        String text = Files.readString(segment);
        int line = text.indexOf("\"LINE_APPENDED\"");
        String cut = text.substring(0, text.lastIndexOf('\n', line) + 1);
        cut = cut.substring(0, cut.indexOf('\n', cut.lastIndexOf("{\"commit\"")) + 1);
        String last = cut.substring(cut.lastIndexOf("{\"commit\""));
        Matcher at = Pattern.compile("\"digest\":\"([^\"]+)\".*?\"seq\":([0-9]+)").matcher(last);
        assertThat(at.find()).isTrue();
        Files.writeString(segment, cut);
        Files.delete(head);

        // when
        Bench.Said said = apply("olga", "--expect", at.group(2) + ":" + at.group(1));

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("would-lose").contains("demo.jsonl");
        assertThat(Files.exists(head)).isFalse();
    }

    @Test
    void shouldSayThatTheServerHasToBeStoppedFirst() throws Exception {
        byte[] damaged = flipped(Files.readAllBytes(log), 40);
        try (Served served = Served.over(bench)) {
            // given
            Files.write(log, damaged);

            // when
            Bench.Said recover = apply("olga");
            Bench.Said people =
                    bench.run(
                            "people",
                            "add",
                            bench.workspace().resolve("secrets/people/otto.json").toString(),
                            "--role",
                            "owner");

            // then
            for (Bench.Said said : List.of(recover, people)) {
                assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.CONFLICT);
                assertThat(said.err())
                        .contains(
                                "served by process " + ProcessHandle.current().pid(),
                                "stop the server",
                                "then start the server");
            }
            assertThat(quarantined()).isEmpty();
            assertThat(served).isNotNull();
        }
        Bench.require(apply("olga"), 0);
        requireWhole();
    }
}
