package io.gatehouse.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
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
}
