package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What held at a moment, and verdicts run again, over a small real history. */
class AuditHistoryTest {

    @TempDir private Path home;
    private Bench bench;

    @BeforeEach
    void granted() throws IOException {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
    }

    private JsonObject json(int exit, String... arguments) {
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                        .toArray(String[]::new);
        Bench.Said said = bench.run(all);
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
        assertThat(said.out().lines()).hasSize(1);
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.walk(bench.workspace().resolve("audit/artefacts"))) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9a-f]{96}"))
                    .sorted()
                    .toList();
        }
    }

    private long seqOf(String type) {
        return json(0, "audit", "log").array("events").stream()
                .map(JsonObject.class::cast)
                .filter(e -> e.text("type").equals(java.util.Optional.of(type)))
                .findFirst()
                .orElseThrow()
                .integer("seq")
                .orElseThrow();
    }

    @Test
    void shouldShowWhatHeldBeforeAndAfterTheGrant() {
        // given
        long opened = seqOf("PROMOTION_OPENED");
        long granted = seqOf("PROMOTION_GRANTED");

        // when
        JsonObject before = json(0, "audit", "show", "--at", Long.toString(opened));
        JsonObject after = json(0, "audit", "show", "--at", Long.toString(granted));

        // then
        assertThat(before.requireText("environment")).isEqualTo("NONE");
        assertThat(before.array("open_promotions")).hasSize(1);
        assertThat(before.array("people")).hasSize(Bench.PEOPLE.size());
        assertThat(before.array("rules")).isEmpty();
        assertThat(before.has("permit")).isFalse();
        assertThat(after.requireText("environment")).isEqualTo("DEMO");
        assertThat(after.array("open_promotions")).isEmpty();
        assertThat(after.array("ended_promotions")).hasSize(1);
        assertThat(after.array("rules")).isNotEmpty();
        assertThat(after.object("permit")).isPresent();
    }

    @Test
    void shouldTakeAPointInsideAGroupForTheWholeGroup() {
        // given the grant, which was committed with the permit after it
        long granted = seqOf("PROMOTION_GRANTED");

        // when
        JsonObject shown = json(0, "audit", "show", "--at", Long.toString(granted));

        // then
        long position = shown.object("journal").orElseThrow().integer("seq").orElseThrow();
        assertThat(position).isGreaterThan(granted);
        assertThat(json(0, "audit", "show", "--at", Long.toString(position)).requireText("root"))
                .isEqualTo(shown.requireText("root"));
    }

    @Test
    void shouldShowNothingBeforeTheFounding() {
        // when
        JsonObject shown = json(0, "audit", "show", "--at", "2001-01-31");

        // then
        assertThat(shown.array("people")).isEmpty();
        assertThat(shown.requireText("environment")).isEqualTo("NONE");
        assertThat(shown.object("journal").orElseThrow().integer("seq")).hasValue(0L);
    }

    @Test
    void shouldShowInBothLanguages() {
        assertThat(bench.run("audit", "show").out()).contains("Definitions in force:");
        assertThat(bench.run("audit", "show", "--lang", "pl").out())
                .contains("Obowiązujące definicje:");
    }

    @Test
    void shouldRefuseAPointThatIsNone() {
        assertThat(bench.run("audit", "show", "--at", "yesterday").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("audit", "show", "--at", "999999").exit())
                .isEqualTo(ExitCodes.UNDECIDED);
    }

    @Test
    void shouldRefuseToShowAnythingOfADamagedHistory() throws IOException {
        // given damage behind the moment that is asked for
        Path segment =
                bench.workspace().resolve("var/gatehouse/journal/00000000000000000001.jsonl");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length * 2 / 3] ^= 1;
        Files.write(segment, bytes);

        // when
        Bench.Said said = bench.run("audit", "show", "--at", "5");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.out()).contains("engine-journal").doesNotContain("Environment:");
    }

    @Test
    void shouldGiveEveryVerdictAgainWhateverTheWorkspaceHoldsToday() throws IOException {
        // given files of the workspace that have moved on
        bench.write("config/core.yaml", "execution:\n  mode: other\n");
        Files.delete(bench.workspace().resolve("reports/smoke/report.json"));

        // when
        JsonObject replay = json(0, "audit", "replay", "--guards");

        // then
        assertThat(replay.integer("same").orElseThrow()).isGreaterThanOrEqualTo(4);
        assertThat(replay.integer("differing")).hasValue(0L);
        assertThat(replay.integer("not_rerun")).hasValue(0L);
        assertThat(replay.integer("rules").orElseThrow()).isGreaterThan(10);
    }

    @Test
    void shouldNotPassAVerdictWhoseArchivedBytesAreMissing() throws IOException {
        // given
        Files.delete(archived().get(0));

        // when
        JsonObject replay = json(ExitCodes.UNDECIDED, "audit", "replay", "--guards");

        // then
        assertThat(replay.integer("not_rerun").orElseThrow()).isPositive();
        assertThat(replay.integer("differing")).hasValue(0L);
        assertThat(replay.toString()).contains("BYTES_MISSING");
    }

    @Test
    void shouldRefuseAVerdictWhoseArchivedBytesWereChanged() throws IOException {
        // given
        Files.writeString(archived().get(0), "forged");

        // when
        JsonObject replay = json(ExitCodes.REFUSED, "audit", "replay", "--guards");

        // then
        assertThat(replay.integer("differing").orElseThrow()).isPositive();
        assertThat(replay.toString()).contains("changed");
    }

    @Test
    void shouldSayThatARefusalRestedOnBytesThatWereNeverArchived() throws IOException {
        // given a refusal because a file had changed, which is nowhere any more
        Bench other = Bench.founded(home.resolve("other"));
        other.propose();
        Bench.require(other.approve("rolf"), 0);
        Bench.require(other.approve("olga"), 0);
        other.write("config/core.yaml", "execution:\n  mode: live\n");
        Bench.require(other.as("otto", "promotion", "seal", "p-1"), ExitCodes.REFUSED);

        // when
        Bench.Said said = other.run("audit", "replay", "--guards");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.out()).contains("never archived");
    }

    @Test
    void shouldRunAgainTheVerdictsOfOnePromotionAlone() {
        assertThat(json(0, "audit", "replay", "--guards", "--promotion", "p-1").integer("same"))
                .isEqualTo(json(0, "audit", "replay", "--guards").integer("same"));
        assertThat(
                        json(0, "audit", "replay", "--guards", "--promotion", "p-none")
                                .array("verdicts"))
                .isEmpty();
        assertThat(bench.run("audit", "replay", "--promotion", "p-1").exit())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldDrawTheWayTakenUpToAMoment() throws IOException {
        // given
        Path whole = home.resolve("whole.svg");
        Path early = home.resolve("early.svg");

        // when
        Bench.require(bench.run("audit", "replay", "--svg", whole.toString()), 0);
        Bench.require(
                bench.run(
                        "audit",
                        "replay",
                        "--svg",
                        early.toString(),
                        "--at",
                        Long.toString(seqOf("PROMOTION_OPENED"))),
                0);

        // then
        assertThat(Files.readString(whole)).startsWith("<svg").contains("GRANTED", "DEMO", "p-1");
        assertThat(Files.readString(early)).contains("not reached").doesNotContain(">DEMO<");
        assertThat(bench.run("audit", "replay", "--svg", whole.toString()).exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(bench.run("audit", "replay", "--at", "5").exit()).isEqualTo(ExitCodes.USAGE);
    }
}
