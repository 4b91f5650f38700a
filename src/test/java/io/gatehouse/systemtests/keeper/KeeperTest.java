package io.gatehouse.systemtests.keeper;

import static io.gatehouse.systemtests.keeper.LiveInstallation.codes;
import static io.gatehouse.systemtests.keeper.LiveInstallation.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.keeper.Keeper;
import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of fault, found by the round that follows it, on an installation that runs live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeeperTest {

    @TempDir static Path directory;

    private Path walked;
    private LiveInstallation live;

    @BeforeAll
    void walk() {
        walked = directory.resolve("walked");
        LiveInstallation.walk(walked);
    }

    @BeforeEach
    void copy(TestInfo test) throws Exception {
        Path to = directory.resolve(test.getTestMethod().orElseThrow().getName());
        live = LiveInstallation.copy(walked, to);
    }

    @AfterEach
    void close() {
        live.close();
    }

    // ---- nothing is wrong

    @Test
    void shouldRenewTheLeaseOnceAMinuteAndNothingElse() throws Exception {
        Keeper.Round round = live.round();

        assertThat(round.outcomes()).hasSize(1);
        Outcome first = round.outcomes().get(0);
        assertThat(first.isAdmitted()).as(first.findings().toString()).isTrue();
        EnvironmentReverified seen =
                first(first.events(), EnvironmentReverified.class).orElseThrow();
        assertThat(seen.environment()).isEqualTo(Environment.LIVE);
        assertThat(seen.findings()).isEmpty();
        assertThat(seen.answers().orElseThrow().results())
                .extracting(r -> r.rule().value())
                .containsExactlyInAnyOrder(
                        "artefact-fresh",
                        "mtls-bundle",
                        "artefact-fresh",
                        "licence-registry",
                        "licence-valid",
                        "device-licensed");
        assertThat(first(first.events(), PermitRenewed.class)).isPresent();
        assertThat(round.next()).isEqualTo(Keeper.LONGEST_SLEEP);

        live.pass(Duration.ofSeconds(59));
        assertThat(live.round().outcomes()).isEmpty();
        live.pass(Duration.ofMillis(600));
        assertThat(live.round().next()).isEqualTo(Duration.ofMillis(400));
        live.pass(Duration.ofMillis(400));
        Outcome second = live.round().outcomes().get(0);
        assertThat(first(second.events(), EnvironmentReverified.class).orElseThrow().answers())
                .as("the same answers are not written twice")
                .isEmpty();
    }

    @Test
    void shouldLeaveEverythingAsItIsForAThousandRounds() throws Exception {
        live.round();
        long before = journalBytes();
        JournalPosition start = live.engine().position();
        for (int i = 0; i < 1_000; i++) {
            for (Outcome outcome : live.nextRound().outcomes()) {
                assertThat(outcome.isAdmitted()).as("round %d: %s", i, outcome.findings()).isTrue();
            }
        }
        long events = live.engine().position().seq() - start.seq();
        long bytes = journalBytes() - before;
        System.out.printf(
                "1000 rounds without a fault: %d events, %d bytes of journal, %d a round%n",
                events, bytes, bytes / 1_000);
        assertThat(live.environment().machine()).isEqualTo("LIVE");
        assertThat(events).isBetween(3_000L, 3_010L);
        assertThat(bytes).isLessThan(3_000_000);
        // one permit took the place of another in its last eight hours; its lease did not
        assertThat(Files.readAllLines(live.path("var/gatehouse/revoked")))
                .filteredOn(line -> line.startsWith("permit-live-"))
                .hasSize(1);
        sound();
    }

    @Test
    void shouldEndTheLeaseWhenNobodyRenewsIt() throws Exception {
        live.round();
        StrategyContext holder = live.holder();
        Path config = live.path("config/core.yaml");
        assertThat(holder.mayRun(Environment.LIVE, config)).isInstanceOf(Permission.Allowed.class);
        byte[] older = Files.readAllBytes(live.permit("live"));
        for (int i = 0; i < 5; i++) {
            live.nextRound();
            assertThat(holder.mayRun(Environment.LIVE, config))
                    .isInstanceOf(Permission.Allowed.class);
        }
        byte[] newer = Files.readAllBytes(live.permit("live"));
        // an older renewal of the same permit starts no lease anew
        Files.write(live.permit("live"), older);
        assertRefused(holder, "lease-rolled-back");
        Files.write(live.permit("live"), newer);
        live.pass(Duration.ofSeconds(149));
        assertThat(holder.mayRun(Environment.LIVE, config)).isInstanceOf(Permission.Allowed.class);
        live.pass(Duration.ofSeconds(1));
        assertRefused(holder, "lease-lapsed");
    }

    private void assertRefused(StrategyContext holder, String code) {
        Permission answer = holder.mayRun(Environment.LIVE, live.path("config/core.yaml"));
        assertThat(answer).isInstanceOf(Permission.Refused.class);
        assertThat(((Permission.Refused) answer).findings())
                .extracting(f -> f.code())
                .contains(code);
    }

    @Test
    void shouldSayOnceThatTheClockWentBackAndRenewNothing() throws Exception {
        live.round();
        byte[] permit = Files.readAllBytes(live.permit("live"));
        live.pass(Duration.ofMinutes(-10));

        Keeper.Round said = live.round();

        assertThat(said.outcomes()).hasSize(1);
        assertThat(codes(said.outcomes().get(0).findings())).containsExactly("engine-clock behind");
        JournalPosition position = live.engine().position();
        for (int i = 0; i < 100; i++) {
            live.pass(Duration.ofSeconds(1));
            assertThat(live.round().outcomes()).isEmpty();
        }
        assertThat(live.engine().position()).isEqualTo(position);
        assertThat(Files.readAllBytes(live.permit("live"))).isEqualTo(permit);
        live.pass(Duration.ofMinutes(10));
        assertThat(live.round().outcomes().get(0).isAdmitted()).isTrue();
    }

    @Test
    void shouldFollowALatchThatAnotherProcessDropped() throws Exception {
        live.round();
        new HaltLatch(live.workspace()).drop();
        live.pass(Duration.ofSeconds(1));

        Outcome outcome = live.round().outcomes().get(0);

        assertThat(first(outcome.events(), EnvironmentHalted.class)).isPresent();
        assertThat(live.permit("live")).doesNotExist();
    }

    // ---- faults of what the grant rests upon

    @Test
    void shouldHaltLiveWhenAnArchivedFileWasEdited() throws Exception {
        live.round();
        Path file = live.archived(Environment.LIVE, "dry-run-report");
        byte[] good = Files.readAllBytes(file);
        edit(file, "{}");

        assertHalted("engine-evidence changed");

        restore(file, good);
        sound();
    }

    @Test
    void shouldDemoteToTheHighestEnvironmentThatStands() throws Exception {
        toPaper();
        Path file = live.archived(Environment.PAPER, "smoke-json");
        byte[] good = Files.readAllBytes(file);
        edit(file, "{}");

        assertDemoted(Environment.DEMO, "engine-evidence changed");
        assertThat(live.permit("demo")).exists();

        restore(file, good);
        sound();
    }

    @Test
    void shouldPassOverALowerEnvironmentThatDoesNotStandEither() throws Exception {
        toPaper();
        Path paper = live.archived(Environment.PAPER, "smoke-json");
        Path demo = live.archived(Environment.DEMO, "metrics-log");
        edit(paper, "{}");
        Files.delete(demo);

        assertDemoted(Environment.NONE, "engine-evidence changed");
    }

    @Test
    void shouldHaltLiveWhenTheConfigurationWasEdited() throws Exception {
        live.round();
        Path config = live.path("config/core.yaml");
        Files.writeString(config, Files.readString(config) + "# a remark\n");

        assertHalted("engine-evidence configuration-changed");
        sound();
    }

    @Test
    void shouldTolerateOnlyTheCandidateThatAnOpenPromotionMayBring() throws Exception {
        toPaper();
        Path config = live.path("config/core.yaml");
        String admitted = Files.readString(config);
        // what LIVE had admitted lies there still, and nobody is open
        assertThat(live.nextRound().outcomes().get(0).isAdmitted()).isTrue();
        assertThat(live.environment().machine()).isEqualTo("PAPER");
        var release =
                live.engine().read(s -> s.environment().grants().get(Environment.PAPER).release());
        Outcome opened =
                live.as(
                        "olaf",
                        new Command.OpenPromotion(
                                new PromotionId("live-2"), new GateId("live"), release));
        assertThat(opened.isAdmitted()).as(opened.findings().toString()).isTrue();
        Files.writeString(config, admitted.replace("for: 5m", "for: 6m"));
        assertThat(live.nextRound().outcomes().get(0).isAdmitted()).isTrue();
        assertThat(live.environment().machine()).isEqualTo("PAPER");

        Files.writeString(
                config, admitted.replace("max_daily_loss_pct: 0.01", "max_daily_loss_pct: 0.25"));
        Outcome outcome = live.nextRound().outcomes().get(0);

        EnvironmentReverified seen =
                first(outcome.events(), EnvironmentReverified.class).orElseThrow();
        assertThat(codes(seen.findings()))
                .contains(
                        "engine-evidence configuration-changed", "config-lineage differs-outside");
        assertThat(live.environment().machine()).isNotEqualTo("PAPER");
        assertThat(live.engine().<Integer>read(s -> s.openPromotions().size())).isZero();
    }

    @Test
    void shouldHaltLiveWhenAnApproversKeyWasLostBeforeItWasUsed() throws Exception {
        live.round();
        Outcome revoked =
                live.as(
                        "celina",
                        new Command.RevokePerson(
                                new PersonId("anna"),
                                live.engine()
                                        .read(
                                                s ->
                                                        s
                                                                .governance()
                                                                .person(new PersonId("anna"))
                                                                .orElseThrow()
                                                                .keys()
                                                                .stream()
                                                                .findFirst()
                                                                .map(k -> k.id())),
                                "stolen",
                                Optional.of(live.now().minus(Duration.ofHours(20)))));
        assertThat(revoked.isAdmitted()).as(revoked.findings().toString()).isTrue();
        // a change of the rules is looked at without waiting for the minute
        live.pass(Duration.ofSeconds(1));

        assertHalted(live.round(), "engine-log not-verified");
    }

    @Test
    void shouldHaltLiveWhenItsGateIsDroppedFromTheRules() throws Exception {
        live.round();
        JsonObject document =
                new RuleFiles(live.workspace(), live.embedded().programs()).document();
        JsonArray rest =
                new JsonArray(
                        document.array("definitions").stream()
                                .filter(
                                        d ->
                                                !((JsonObject) d)
                                                        .text("gate")
                                                        .equals(Optional.of("live")))
                                .map(d -> (JsonValue) d)
                                .toList());
        JsonObject without = document.with("definitions", rest);
        live.as("anna", new Command.SignAdoption(Role.OWNER, without));
        Outcome adopted = live.as("celina", new Command.SignAdoption(Role.COMPLIANCE, without));
        assertThat(adopted.isAdmitted()).as(adopted.findings().toString()).isTrue();

        assertHalted("engine-governance definition-dropped");
        sound();
    }

    @Test
    void shouldHaltLiveBeforeACertificateEnds() throws Exception {
        live.round();
        X509Certificate certificate;
        try (InputStream in = Files.newInputStream(live.path("certs/live/server/server.crt"))) {
            certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        Instant end = certificate.getNotAfter().toInstant();
        live.pass(Duration.between(live.now(), end.minus(Duration.ofMinutes(7))));
        assertThat(live.round().outcomes().get(0).isAdmitted()).isTrue();
        assertThat(live.environment().machine()).isEqualTo("LIVE");
        live.pass(Duration.ofMinutes(1));

        assertHalted("mtls-bundle expires");
        sound();
    }

    @Test
    void shouldDemotePaperWhenTheChecklistIsOld() throws Exception {
        toPaper();
        live.pass(Duration.ofDays(90).plusHours(1));

        assertDemoted(Environment.NONE, "artefact-fresh stale");
        sound();
    }

    @Test
    void shouldDemotePaperWhenTheLicenceEnds() throws Exception {
        toPaper();
        live.pass(Duration.ofDays(365).minus(Duration.ofMinutes(3)));

        assertDemoted(Environment.NONE, "licence-registry licence-not-valid");
        sound();
    }

    // ---- faults of the history

    @Test
    void shouldHaltAndStopWhenTheDecisionLogWasCut() throws Exception {
        live.round();
        JournalPosition before = live.engine().position();
        Path log = live.path("audit/decision_logs/live_execution.jsonl");
        String whole = Files.readString(log);
        Files.writeString(log, whole.substring(0, whole.length() / 2));
        live.pass(Duration.ofSeconds(60));

        // the halt is on record and the permit gone; the line cannot follow into a damaged log
        assertThatThrownBy(live::round).isInstanceOf(EngineStopped.class);
        assertThat(live.engine().position().seq()).isGreaterThan(before.seq());
        assertThat(live.permit("live")).doesNotExist();
        assertThat(new HaltLatch(live.workspace()).isDown()).isTrue();
        assertThat(Files.readString(log)).isEqualTo(whole.substring(0, whole.length() / 2));

        recover();
        sound();
        assertThat(Files.readString(log)).contains("\"status\":\"halted\"");
    }

    @Test
    void shouldHaltWhenALineOfTheDecisionLogWasEdited() throws Exception {
        live.round();
        Path log = live.path("audit/decision_logs/live_execution.jsonl");
        Files.writeString(log, Files.readString(log).replace("live_ready", "live_reaby"));

        assertHalted("engine-log not-verified");

        recover();
        sound();
    }

    @Test
    void shouldStopEverythingWhenTheJournalWasCut() throws Exception {
        live.round();
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        String text = Files.readString(segment);
        int end = text.lastIndexOf("{\"commit\"");
        int cut = text.lastIndexOf("{\"commit\"", end - 1);
        Files.writeString(segment, text.substring(0, text.indexOf('\n', cut) + 1));

        assertStopped();

        Files.write(segment, whole);
        afterwards();
    }

    @Test
    void shouldStopEverythingWhenAnOldEventOfTheJournalWasEdited() throws Exception {
        live.round();
        live.nextRound();
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        FileTime time = Files.getLastModifiedTime(segment);
        byte[] edited = whole.clone();
        edited[whole.length / 3] ^= 1;
        Files.write(segment, edited);
        // who edits also sets the time back
        Files.setLastModifiedTime(segment, time);

        assertStopped();

        Files.write(segment, whole);
        afterwards();
    }

    @Test
    void shouldStopEverythingWhenTheHeadOfTheJournalIsAnOlderOne() throws Exception {
        Path head = live.path("var/gatehouse/journal/head.json");
        byte[] older = Files.readAllBytes(head);
        live.round();
        byte[] good = Files.readAllBytes(head);
        Files.write(head, older);

        assertStopped();

        Files.write(head, good);
        afterwards();
    }

    @Test
    void shouldStopEverythingWhenBytesWereAddedToTheJournal() throws Exception {
        live.round();
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        Files.writeString(segment, Files.readString(segment) + "{}\n");

        assertStopped();

        Files.write(segment, whole);
        afterwards();
    }

    // ---- what they have in common

    private void toPaper() throws Exception {
        Outcome demoted =
                live.engine().submit(new Command.Demote(Environment.PAPER, "test"), Actor.ENGINE);
        assertThat(demoted.isAdmitted()).isTrue();
        live.engine().submit(new Command.RenewPermit(), Actor.ENGINE);
        assertThat(live.permit("paper")).exists();
        Outcome outcome = live.round().outcomes().get(0);
        assertThat(first(outcome.events(), EnvironmentReverified.class).orElseThrow().findings())
                .isEmpty();
    }

    private void assertHalted(String code) throws Exception {
        assertHalted(live.nextRound(), code);
    }

    /** One group: findings, the permit taken back, the halt and its line in the decision log. */
    private void assertHalted(Keeper.Round round, String code) throws Exception {
        assertThat(round.outcomes()).hasSize(1);
        Outcome outcome = round.outcomes().get(0);
        assertDown(outcome, code);
        assertThat(first(outcome.events(), EnvironmentHalted.class)).isPresent();
        assertThat(live.environment().isHalted()).isTrue();
        assertThat(live.permit("live")).doesNotExist();
        assertThat(new HaltLatch(live.workspace()).isDown()).isTrue();
        assertThat(Files.readString(live.path("audit/decision_logs/live_execution.jsonl")))
                .contains("\"status\":\"halted\"");
        assertRefused(live.holder(), "halted");
        live.pass(Duration.ofSeconds(60));
        assertThat(live.round().outcomes()).as("a halted environment is left alone").isEmpty();
    }

    private void assertDemoted(Environment to, String code) throws Exception {
        Outcome outcome = live.nextRound().outcomes().get(0);
        assertDown(outcome, code);
        assertThat(first(outcome.events(), EnvironmentDemoted.class).orElseThrow().to())
                .isEqualTo(to);
        assertThat(live.environment().current()).isEqualTo(to);
        assertThat(live.permit("paper")).doesNotExist();
        assertThat(Files.readString(live.path("audit/decision_logs/paper.jsonl")))
                .contains("\"status\":\"paper_revoked\"");
    }

    private static void assertDown(Outcome outcome, String code) {
        assertThat(outcome.isAdmitted()).as(outcome.findings().toString()).isTrue();
        List<Event> group = outcome.events();
        EnvironmentReverified seen = first(group, EnvironmentReverified.class).orElseThrow();
        assertThat(codes(seen.findings())).contains(code);
        assertThat(first(group, PermitRevoked.class)).isPresent();
        assertThat(first(group, LineAppended.class)).isPresent();
        assertThat(first(group, PermitRenewed.class)).isEmpty();
    }

    /** Nothing is written into a damaged history: no permit, a latch, an engine that has ended. */
    private void assertStopped() throws Exception {
        JournalPosition before = live.engine().position();
        live.pass(Duration.ofSeconds(60));
        assertThatThrownBy(live::round)
                .isInstanceOfSatisfying(
                        EngineStopped.class,
                        stopped ->
                                assertThat(stopped.findings())
                                        .extracting(f -> f.rule().value())
                                        .containsExactly("engine-journal"));
        assertThat(live.engine().position()).isEqualTo(before);
        assertThat(live.permit("live")).doesNotExist();
        assertThat(new HaltLatch(live.workspace()).isDown()).isTrue();
        assertRefused(live.holder(), "halted");
        assertThatThrownBy(live::round).isInstanceOf(EngineStopped.class);
    }

    /** When the files are restored, the next start puts the halt on record. */
    private void afterwards() throws Exception {
        live.close();
        live.open();
        assertThat(live.environment().isHalted()).isTrue();
        sound();
    }

    private void recover() {
        LiveInstallation.Said said =
                live.cli(
                        "audit",
                        "recover",
                        "--apply",
                        "--reason",
                        "restored from the journal",
                        "--as",
                        "celina",
                        "--passphrase-file",
                        live.path("demo/passphrases/celina.txt").toString());
        assertThat(said.exit()).as(said.text()).isZero();
    }

    private void sound() {
        for (String[] verb :
                List.of(
                        new String[] {"audit", "replay", "--guards"},
                        new String[] {"audit", "fsck"})) {
            LiveInstallation.Said said = live.cli(verb);
            assertThat(said.exit()).as(String.join(" ", verb) + "\n" + said.text()).isZero();
        }
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(live.path("var/gatehouse/journal"))) {
            return files.filter(f -> f.toString().endsWith(".jsonl"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private long journalBytes() throws IOException {
        return Files.size(segment());
    }

    private static void edit(Path file, String content) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.writeString(file, content);
    }

    private static void restore(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        assertThat(file.toFile().setWritable(false)).isTrue();
    }
}
