package io.gatehouse.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static EvidenceItem item(String id, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return item(id, bytes.length, DigestPair.of(bytes), NOW, NOW);
    }

    private static EvidenceItem item(
            String id, long size, DigestPair digests, Instant declared, Instant recorded) {
        return new EvidenceItem(
                new EvidenceId(id),
                new StepId("work"),
                new ArtefactId("report"),
                1,
                "reports/" + id,
                size,
                digests,
                declared,
                recorded,
                false,
                "engine");
    }

    private static Observation seen(EvidenceItem item) {
        return new Observation(item, Optional.of(item.digests()), "", Optional.empty());
    }

    @Test
    void shouldKeepObservationsInOrderOfTheirIds() {
        List<Observation> given = List.of(seen(item("e-2", "b")), seen(item("e-1", "a")));
        Snapshot snapshot =
                new Snapshot(
                        NOW,
                        given,
                        List.of(
                                new LogFact(
                                        new LogName("demo"), Verdict.PASS, List.of(), List.of())),
                        new TreeMap<>(Map.of(Environment.DEMO, given.get(0))),
                        JournalPosition.START);

        assertThat(snapshot.observations()).containsExactly(given.get(1), given.get(0));
        assertThat(snapshot.observation(new EvidenceId("e-2"))).contains(given.get(0));
        assertThat(snapshot.observation(new EvidenceId("e-3"))).isEmpty();
        assertThat(snapshot.log(new LogName("demo")))
                .hasValueSatisfying(fact -> assertThat(fact.verdict()).isEqualTo(Verdict.PASS));
        assertThat(snapshot.log(new LogName("paper"))).isEmpty();
        assertThat(snapshot.admitted()).containsOnlyKeys(Environment.DEMO);
        assertThat(snapshot.footing()).isEqualTo(Footing.NONE);
    }

    @Test
    void shouldPutTheEvidenceOfOneEnvironmentBeforeTheRules() {
        Observation demo = seen(item("e-1", "a"));
        Footing footing =
                new Footing(
                        new TreeMap<>(Map.of(Environment.DEMO, List.of(demo))), Optional.empty());
        Snapshot snapshot =
                new Snapshot(
                        NOW, List.of(), List.of(), new TreeMap<>(), JournalPosition.START, footing);

        assertThat(snapshot.of(Environment.DEMO).observations()).containsExactly(demo);
        assertThat(snapshot.of(Environment.PAPER).observations()).isEmpty();
        assertThat(snapshot.of(Environment.DEMO).asOf()).isEqualTo(NOW);
        assertThat(Snapshot.bare(NOW, JournalPosition.START).observations()).isEmpty();
    }

    @Test
    void shouldSeeThatAFileIsNoLongerTheOneRecorded() {
        EvidenceItem item = item("e-1", "a");
        assertThat(seen(item).isUnchanged()).isTrue();
        assertThat(
                        new Observation(
                                        item,
                                        Optional.of(item("e-1", "b").digests()),
                                        "",
                                        Optional.empty())
                                .isUnchanged())
                .isFalse();
        assertThat(new Observation(item, Optional.empty(), "gone", Optional.empty()).isUnchanged())
                .isFalse();
    }

    @Test
    void shouldCountAgeFromTheEarlierOfTwoTimes() {
        DigestPair digests = DigestPair.of(new byte[0]);
        assertThat(item("e", 0, digests, NOW.minusSeconds(1), NOW).bornAt())
                .isEqualTo(NOW.minusSeconds(1));
        assertThat(item("e", 0, digests, NOW.plusSeconds(1), NOW).bornAt()).isEqualTo(NOW);
    }

    @Test
    void shouldSignIdSizeAndBothDigestsOfEachFile() {
        EvidenceItem a = item("e-1", "a");
        EvidenceItem b = item("e-2", "b");
        Digest root = Snapshot.evidenceRoot(List.of(a, b));
        assertThat(root)
                .isEqualTo(
                        Digest.of(
                                JsonValue.of(
                                        List.of(
                                                Map.of(
                                                        "id",
                                                        "e-1",
                                                        "size",
                                                        1,
                                                        "sha256",
                                                        a.digests().sha256().value(),
                                                        "sha384",
                                                        a.digests().sha384().value()),
                                                Map.of(
                                                        "id",
                                                        "e-2",
                                                        "size",
                                                        1,
                                                        "sha256",
                                                        b.digests().sha256().value(),
                                                        "sha384",
                                                        b.digests().sha384().value())))));
        assertThat(Snapshot.evidenceRoot(List.of(b, a))).isEqualTo(root);
    }

    @Test
    void shouldGoOnInOneWayOnly() {
        JsonObject first = JsonObject.of("n", 1);
        JsonObject second = JsonObject.of("n", 2);
        LineHistory empty = LineHistory.empty();
        LineHistory one = empty.and(List.of(first));
        LineHistory two = one.and(List.of(second));

        assertThat(empty).isEmpty();
        assertThat(one).containsExactly(first);
        assertThat(two).containsExactly(first, second);
        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> two.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> two.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.and(List.of(second)))
                .isInstanceOf(IllegalStateException.class);
        // a history is kept as it is, another list is copied
        List<JsonObject> lines = new ArrayList<>(List.of(first));
        LogFact copied = new LogFact(new LogName("demo"), Verdict.PASS, List.of(), lines);
        lines.add(second);
        assertThat(copied.lines()).containsExactly(first);
        assertThat(new LogFact(new LogName("demo"), Verdict.PASS, List.of(), two).lines())
                .isSameAs(two);
    }

    @Test
    void shouldKeepItsOwnBytesAndNeverPrintThem() {
        byte[] bytes = "secret".getBytes(UTF_8);
        Content content = Content.of(bytes);
        bytes[0] = 0;
        content.bytes()[0] = 0;

        assertThat(content.text()).isEqualTo("secret");
        assertThat(content.bytes()).isEqualTo("secret".getBytes(UTF_8));
        assertThat(content.size()).isEqualTo(6);
        assertThat(content).hasToString("Content[6 bytes]");
        assertThat(JournalPosition.START).hasToString("0:" + Digest.ZERO);
    }
}
