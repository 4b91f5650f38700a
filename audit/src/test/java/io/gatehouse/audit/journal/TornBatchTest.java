package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Several groups in one write, torn in the middle by a power failure. */
class TornBatchTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));

    private static SegmentJournal open(FakeDisk disk, List<Recorded> events) throws IOException {
        return SegmentJournal.open(
                        disk.place(),
                        TestKeys.standard(),
                        CLOCK,
                        JournalSettings.DEFAULTS,
                        group -> events.addAll(group.events()))
                .journal();
    }

    /** Eight threads append until the disk fails; every acknowledged position must survive. */
    @Test
    void shouldKeepEveryAcknowledgedEventOfEightThreadsAfterACrash() throws Exception {
        long seed = 20261120;
        Random random = new Random(seed);
        int runs = 40;
        long acknowledged = 0;
        long torn = 0;
        for (int run = 0; run < runs; run++) {
            FakeDisk disk = new FakeDisk();
            SegmentJournal journal = open(disk, new ArrayList<>());
            FakeDisk.Failure how =
                    run % 2 == 0 ? FakeDisk.Failure.CRASH : FakeDisk.Failure.SHORT_WRITE;
            disk.failAt(disk.operations() + 1 + random.nextInt(90), how);
            Set<JournalPosition> positions = race(journal);
            acknowledged += positions.size();
            for (FakeDisk.Loss loss : FakeDisk.Loss.values()) {
                FakeDisk after = disk.afterPowerFailure(loss, true);
                List<Recorded> events = new ArrayList<>();
                open(after, events).close();
                torn += after.paths().stream().anyMatch(p -> p.startsWith("quarantine/")) ? 1 : 0;
                Set<JournalPosition> found = new HashSet<>();
                events.forEach(e -> found.add(new JournalPosition(e.seq(), e.digest())));
                assertThat(found)
                        .as("seed " + seed + " run " + run + " loss " + loss)
                        .containsAll(positions);
                assertThat(found).hasSize(events.size());
            }
        }
        System.out.printf(
                "group commit: %d runs of 8 threads, %d acknowledged, %d torn tails%n",
                runs, acknowledged, torn);
        assertThat(acknowledged).isGreaterThan(runs);
        assertThat(torn).isPositive();
    }

    private static Set<JournalPosition> race(SegmentJournal journal) throws InterruptedException {
        ConcurrentLinkedQueue<JournalPosition> positions = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        StoryTeller story = new StoryTeller("race");
        Draft draft = story.group(2).get(1);
        for (int t = 0; t < 8; t++) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    while (true) {
                                        positions.add(
                                                journal.append(
                                                        List.of(draft, draft), story.root()));
                                    }
                                } catch (JournalStopped e) {
                                    // the failure that was asked for
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new HashSet<>(positions);
    }

    @Test
    void shouldCutTheRestOfATornWriteThoughALaterGroupOfItIsWhole() throws IOException {
        Batched batched = new Batched();
        for (int hole = 0; hole < 3; hole++) {
            byte[] bytes = batched.bytes(false);
            int from = batched.starts.get(hole);
            Arrays.fill(bytes, from + 40, from + 60, (byte) 0);
            FakeDisk disk = batched.disk(bytes);
            List<Recorded> events = new ArrayList<>();

            open(disk, events).close();

            assertThat(events).hasSize(2 + hole);
            assertThat(disk.bytes("journal/" + Segments.name(1))).hasSize(from);
        }
    }

    @Test
    void shouldRefuseToCutWhenALaterWriteFollowsTheDamage() throws IOException {
        Batched batched = new Batched();
        byte[] bytes = batched.bytes(true);
        int from = batched.starts.get(0);
        Arrays.fill(bytes, from + 40, from + 60, (byte) 0);
        // the third group began a write of its own: the damaged one was durable before
        FakeDisk disk = batched.disk(bytes);

        assertThatThrownBy(() -> open(disk, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e -> {
                            assertThat(e.fault().kind()).isEqualTo(JournalFault.Kind.TAIL_REFUSED);
                            assertThat(e.fault().byteOffset()).isEqualTo(from);
                        });
        assertThat(disk.bytes("journal/" + Segments.name(1))).isEqualTo(bytes);
    }

    /** A durable group of two events, then three groups of one event in chosen writes. */
    private static final class Batched {

        private final List<Integer> starts = new ArrayList<>();
        private byte[] head = new byte[0];

        /** All three groups in one write, or the third in a write of its own. */
        byte[] bytes(boolean split) throws IOException {
            starts.clear();
            FakeDisk disk = new FakeDisk();
            StoryTeller story = new StoryTeller("batched");
            try (SegmentJournal journal = open(disk, new ArrayList<>())) {
                journal.append(story.group(2), story.root());
            }
            head = disk.bytes("journal/head.json");
            byte[] durable = disk.bytes("journal/" + Segments.name(1));
            List<JournalGroup> groups = new ArrayList<>();
            new JournalReader(disk.directory("journal"), TestKeys.standard()).groups(groups::add);
            Digest digest = groups.get(0).commit().digest();
            Digest commit = Digest.sha384(groups.get(0).commit().bytes());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(durable);
            for (int i = 0; i < 3; i++) {
                starts.add(out.size());
                long seq = 3L + i;
                byte[] line =
                        EventLine.encode(seq, digest, Optional.empty(), story.group(1).get(0));
                digest = Digest.sha384(line);
                CommitRecord record =
                        CommitRecord.signed(
                                split && i == 2 ? 5 : 3,
                                seq,
                                digest,
                                story.root(),
                                commit,
                                CLOCK.instant(),
                                TestKeys.standard());
                commit = Digest.sha384(record.bytes());
                out.writeBytes(line);
                out.write('\n');
                out.writeBytes(record.bytes());
                out.write('\n');
            }
            return out.toByteArray();
        }

        FakeDisk disk(byte[] segment) {
            FakeDisk disk = new FakeDisk();
            disk.put("journal/head.json", head);
            disk.put("journal/" + Segments.name(1), segment);
            return disk;
        }
    }
}
