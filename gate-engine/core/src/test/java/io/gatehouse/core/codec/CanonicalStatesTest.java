package io.gatehouse.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bytes that a state's digest is taken of are those of its value, to the last one. */
class CanonicalStatesTest {

    private enum Backwards {
        Z,
        A
    }

    private record Everything(
            String text,
            boolean flag,
            long number,
            Optional<Instant> present,
            Optional<Duration> absent,
            List<List<String>> nested,
            SortedSet<String> set,
            SortedMap<Backwards, Backwards> constants,
            SortedMap<String, Integer> empty) {}

    /** A type that says nothing of how its values are written. */
    private sealed interface Shape permits Named, Round {}

    private enum Named implements Shape {
        SQUARE
    }

    private record Round(int radius, List<Shape> within) implements Shape {}

    private record Drawing(Shape first, Optional<Shape> second, JsonValue note, Long count) {}

    @Test
    void shouldAskTheValueWhereItsTypeDoesNotSayHowItIsWritten() {
        Drawing drawing =
                new Drawing(
                        Named.SQUARE,
                        Optional.of(new Round(3, List.of(Named.SQUARE, new Round(1, List.of())))),
                        JsonObject.of("z", List.of(1, "a")),
                        8L);

        assertThat(RecordCodec.canonicalBytes(drawing))
                .isEqualTo(CanonicalJson.bytes(RecordCodec.encode(drawing)));
    }

    @Test
    void shouldWriteTheBytesOfTheValueForEveryKindOfComponent() {
        Everything everything =
                new Everything(
                        "ę\"\\\n\u0001\uD83D\uDE00",
                        true,
                        -7,
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        List.of(List.of("a", "b"), List.of()),
                        new TreeSet<>(List.of("y", "x")),
                        new TreeMap<>(
                                java.util.Map.of(
                                        Backwards.Z, Backwards.A, Backwards.A, Backwards.Z)),
                        new TreeMap<>());
        assertThat(RecordCodec.canonicalBytes(everything))
                .isEqualTo(CanonicalJson.bytes(RecordCodec.encode(everything)));
    }

    @Test
    void shouldWriteTheBytesOfTheValueForEveryAggregateOfAHistory() {
        World world = World.founded(new PlainBox());
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.propose("live", "p-3");
        InstallationState state = world.state();
        List<Record> aggregates = new ArrayList<>(state.promotions());
        aggregates.add(state.governance());
        aggregates.add(state.ledger());
        aggregates.add(state.environment());
        assertThat(aggregates).hasSizeGreaterThan(5);
        for (Record aggregate : aggregates) {
            assertThat(RecordCodec.canonicalBytes(aggregate))
                    .as(aggregate.getClass().getSimpleName())
                    .isEqualTo(CanonicalJson.bytes(RecordCodec.encode(aggregate)));
        }
    }

    /** However little is kept, and whatever was written before. */
    @Test
    void shouldWriteTheSameBytesWithPartsThatWereKept() {
        int compared = 0;
        for (CanonicalParts parts :
                List.of(
                        new CanonicalParts(),
                        new CanonicalParts(4_000),
                        new CanonicalParts(1),
                        CanonicalParts.NONE)) {
            World world = World.founded(new PlainBox());
            world.grant("demo", "p-1");
            compared += compare(world.state(), parts);
            world.grant("paper", "p-2");
            compared += compare(world.state(), parts);
            world.propose("live", "p-3");
            compared += compare(world.state(), parts);
            compared += compare(world.state(), parts);
        }
        assertThat(compared).isGreaterThan(4 * 15);
    }

    private static int compare(InstallationState state, CanonicalParts parts) {
        List<Record> aggregates = new ArrayList<>(state.promotions());
        aggregates.add(state.governance());
        aggregates.add(state.ledger());
        aggregates.add(state.environment());
        for (Record aggregate : aggregates) {
            assertThat(RecordCodec.canonicalBytes(aggregate, parts))
                    .as(aggregate.getClass().getSimpleName())
                    .isEqualTo(CanonicalJson.bytes(RecordCodec.encode(aggregate)));
        }
        return aggregates.size();
    }

    private record Inner(String text, Optional<String> more) {}

    private record Outer(Optional<Inner> alone, List<Inner> listed, List<List<Inner>> nested) {}

    /** An equal part, the same part elsewhere, and one that took another's place. */
    @Test
    void shouldKnowAPartByItsIdentityAndPlace() {
        CanonicalParts parts = new CanonicalParts();
        Inner a = new Inner("a", Optional.empty());
        Inner b = new Inner("b", Optional.of("\u0001"));
        for (Outer outer :
                List.of(
                        new Outer(Optional.of(a), List.of(), List.of()),
                        new Outer(Optional.empty(), List.of(a, b, a), List.of(List.of(a))),
                        new Outer(Optional.of(b), List.of(a), List.of(List.of(b, a))),
                        new Outer(
                                Optional.of(new Inner("a", Optional.of("c"))),
                                List.of(new Inner("b", Optional.empty())),
                                List.of()))) {
            assertThat(RecordCodec.canonicalBytes(outer, parts))
                    .isEqualTo(CanonicalJson.bytes(RecordCodec.encode(outer)));
        }
    }
}
