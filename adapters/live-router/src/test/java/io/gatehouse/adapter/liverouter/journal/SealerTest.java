package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the writer seals is what a reader finds sealed, in whatever order both come to it. */
class SealerTest {

    private static byte[] bytes(String text) {
        return PlainLine.ascii(text + "\n");
    }

    private static void take(Sealer sealer, byte[] bytes, long events) {
        sealer.take(bytes, bytes.length, events);
    }

    @Test
    void shouldNotCoverASealThatWasWrittenBehindItsGroups() {
        Sealer sealer = new Sealer(Seal.START, false, () -> {});
        Unsealed reader = new Unsealed(Seal.START);
        take(sealer, bytes("one"), 1);
        sealer.advance(true);
        Seal first = sealer.ready();
        take(sealer, bytes("two"), 2);
        sealer.written();
        take(sealer, first.line(), 2);
        sealer.advance(true);

        reader.add(bytes("one"));
        reader.groupEnds(1);
        reader.add(bytes("two"));
        reader.groupEnds(2);
        assertThat(reader.sealAt(1)).contains(first);
        reader.add(first.line());
        assertThat(reader.sealAt(2)).contains(sealer.ready());
    }

    @Test
    void shouldGoOnBehindASealThatNoGroupFollowed() {
        Unsealed reader = new Unsealed(Seal.START);
        reader.add(bytes("one"));
        reader.groupEnds(1);
        reader.add(bytes("two"));
        reader.groupEnds(2);
        Seal first = reader.sealAt(1).orElseThrow();
        reader.add(first.line());

        Sealer sealer = new Sealer(first, false, () -> {});
        sealer.resume(reader.rest(), reader.whole(), 2);
        sealer.advance(true);

        assertThat(reader.sealAt(2)).contains(sealer.ready());
    }

    @Test
    void shouldSealWhatAReaderFindsSealedWheneverTheThreadComes() {
        long seed = Long.getLong("gatehouse.seed", 80);
        Random random = new Random(seed);
        int seals = 0;
        for (int round = 0; round < 500; round++) {
            Sealer sealer = new Sealer(Seal.START, false, () -> {});
            Unsealed reader = new Unsealed(Seal.START);
            List<Long> found = new ArrayList<>();
            long events = 0;
            for (int step = 0; step < 40; step++) {
                boolean group = random.nextInt(3) > 0;
                Seal ready = random.nextBoolean() ? sealer.ready() : null;
                if (ready != null) {
                    assertThat(reader.sealAt(ready.events()))
                            .as("seed %d, round %d", seed, round)
                            .contains(ready);
                    reader.add(ready.line());
                    found.add(ready.events());
                    sealer.written();
                }
                byte[] lines = group ? bytes("group " + events) : new byte[0];
                PlainLine written = new PlainLine();
                written.raw(lines);
                if (ready != null) {
                    written.prepend(ready.line());
                }
                reader.add(lines);
                if (group) {
                    reader.groupEnds(++events);
                }
                sealer.take(written.array(), written.length(), events);
                if (random.nextInt(3) == 0) {
                    sealer.advance(random.nextBoolean());
                }
            }
            assertThat(found).isSorted().doesNotHaveDuplicates();
            seals += found.size();
        }
        assertThat(seals).as("seed %d", seed).isGreaterThan(1_000);
    }
}
