package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileOrderJournalTest {

    private static final String FIRST = "orders-000000000001.jsonl";
    private static final JournalSize LARGE = JournalSize.STANDARD;

    private final FaultyFiles files = new FaultyFiles();

    private static FileOrderJournal open(FaultyFiles files, JournalSize size) {
        return ((JournalOpening.Opened) FileOrderJournal.openQuiet(files, size, event -> {}))
                .journal();
    }

    private static List<OrderEvent> read(FaultyFiles files) {
        List<OrderEvent> events = new ArrayList<>();
        assertThat(FileOrderJournal.open(files, LARGE, events::add))
                .isInstanceOf(JournalOpening.Opened.class);
        return events;
    }

    private static List<String> refusal(FaultyFiles files) {
        JournalOpening opening = FileOrderJournal.open(files, LARGE, event -> {});
        return opening instanceof JournalOpening.Refused refused
                ? refused.findings().stream().map(Finding::code).toList()
                : List.of();
    }

    @Test
    void shouldGiveBackEveryEventInOrder() {
        List<OrderEvent> events = Events.everyKind();
        FileOrderJournal journal = open(files, LARGE);
        journal.append(events);
        events.forEach(event -> journal.append(List.of(event)));
        journal.append(List.of());
        journal.close();

        List<OrderEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        assertThat(read(files)).isEqualTo(twice);
        // one for each group, and the seal at the end
        assertThat(files.writes).isEqualTo(events.size() + 2);
        assertThat(files.syncs).isEqualTo(events.size() + 2);
    }

    @Test
    void shouldKeepEventsOnARealDiskAndBeOpenOnce(@TempDir Path folder) {
        List<OrderEvent> events = Events.everyKind();
        Path directory = folder.resolve("orders");
        FileOrderJournal journal =
                ((JournalOpening.Opened) FileOrderJournal.open(directory, LARGE, event -> {}))
                        .journal();
        journal.append(events);

        JournalOpening second = FileOrderJournal.open(directory, LARGE, event -> {});
        assertThat(((JournalOpening.Refused) second).findings())
                .extracting(Finding::code)
                .containsExactly("locked");
        journal.close();
        List<OrderEvent> read = new ArrayList<>();
        JournalOpening third = FileOrderJournal.open(directory, LARGE, read::add);
        assertThat(((JournalOpening.Opened) third).events()).isEqualTo(events.size());
        assertThat(read).isEqualTo(events);
        ((JournalOpening.Opened) third).journal().close();
    }

    @Test
    void shouldBeginNewSegmentsAndGoOnInTheLast() {
        JournalSize small = new JournalSize(1_000);
        for (int run = 0; run < 5; run++) {
            FileOrderJournal journal = open(files, small);
            for (int i = 0; i < 20; i++) {
                journal.append(List.of(Events.numbered(run * 20 + i)));
            }
            journal.close();
        }

        assertThat(files.files.keySet()).hasSizeGreaterThan(10).contains(FIRST);
        List<OrderEvent> read = read(files);
        assertThat(read).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(read.get(i)).isEqualTo(Events.numbered(i));
        }
    }

    @Test
    void shouldLoseNoAcknowledgedEventWhereverTheLastWriteWasCut() {
        FileOrderJournal journal = open(files, LARGE);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            journal.append(List.of(Events.numbered(2 * i), Events.numbered(2 * i + 1)));
            ends.add(files.files.get(FIRST).length);
        }
        byte[] whole = files.files.get(FIRST);
        for (int cut = 0; cut <= whole.length; cut++) {
            int length = cut;
            FaultyFiles crashed = files.copy();
            crashed.files.put(FIRST, Arrays.copyOf(whole, cut));
            int groups = (int) ends.stream().filter(end -> end <= length).count();

            List<OrderEvent> events = new ArrayList<>();
            JournalOpening.Opened opened =
                    (JournalOpening.Opened) FileOrderJournal.open(crashed, LARGE, events::add);

            assertThat(events).as("cut at %d", cut).hasSize(2 * groups);
            int good = groups == 0 ? 0 : ends.get(groups - 1);
            assertThat(opened.torn().isPresent()).as("cut at %d", cut).isEqualTo(good < cut);
            if (good < cut) {
                assertThat(crashed.files.get(opened.torn().get().aside()))
                        .isEqualTo(Arrays.copyOfRange(whole, good, cut));
            }
            opened.journal().append(List.of(Events.numbered(99)));
            List<OrderEvent> again = read(crashed);
            assertThat(again).hasSize(2 * groups + 1);
            assertThat(again.get(2 * groups)).isEqualTo(Events.numbered(99));
        }
    }

    @ParameterizedTest
    @EnumSource(value = FaultyFiles.Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldEndForGoodWhenTheDiskFails(FaultyFiles.Fault fault) {
        JournalSize small = new JournalSize(300);
        FileOrderJournal journal = open(files, small);
        journal.append(List.of(Events.numbered(1)));
        files.fail(fault, 0);
        List<OrderEvent> acknowledged = new ArrayList<>(List.of(Events.numbered(1)));
        int next = 2;
        try {
            for (; next < 50; next++) {
                journal.append(List.of(Events.numbered(next)));
                acknowledged.add(Events.numbered(next));
            }
        } catch (OrderJournalException e) {
            assertThat(e).hasMessageContaining("IOException");
        }
        assertThat(next).isLessThan(50);
        int writes = files.writes;

        assertThatThrownBy(() -> journal.append(List.of(Events.numbered(60))))
                .isInstanceOf(OrderJournalException.class);
        assertThat(files.writes).isEqualTo(writes);
        journal.close();
        // what was acknowledged is there; the failed one may be, nobody knows, but no later one
        List<OrderEvent> read = read(files);
        assertThat(read).startsWith(acknowledged.toArray(OrderEvent[]::new));
        assertThat(read.size() - acknowledged.size()).isBetween(0, 1);
        open(files, small).append(List.of(Events.numbered(70)));
        assertThat(read(files)).endsWith(Events.numbered(70));
    }

    @Test
    void shouldWriteNothingOfAnEventThatHasNoForm() {
        FileOrderJournal journal = open(files, LARGE);
        OrderEvent odd =
                new OrderEvent.ParentRefused(
                        io.gatehouse.adapter.liverouter.guard.Orders.NOON, "\ud800", List.of());
        OrderEvent longer =
                new OrderEvent.ParentRefused(
                        io.gatehouse.adapter.liverouter.guard.Orders.NOON,
                        "x".repeat(70_000),
                        List.of());

        for (OrderEvent event : List.of(odd, longer)) {
            assertThatThrownBy(() -> journal.append(List.of(Events.numbered(1), event)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        journal.append(List.of(Events.numbered(2)));
        assertThat(read(files)).containsExactly(Events.numbered(2));
    }

    @Test
    void shouldShareOneSyncAmongCallersThatComeTogether() throws Exception {
        int callers = 8;
        int each = 200;
        FileOrderJournal journal = open(files, new JournalSize(10_000));
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger failed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int own = caller;
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                    for (int i = 0; i < each; i++) {
                                        journal.append(List.of(Events.numbered(own * each + i)));
                                    }
                                } catch (InterruptedException | RuntimeException e) {
                                    failed.incrementAndGet();
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failed.get()).isZero();
        List<OrderEvent> read = read(files);
        assertThat(read).hasSize(callers * each);
        // each caller's events in its own order
        int[] next = new int[callers];
        for (OrderEvent event : read) {
            String id = ((OrderEvent.CancelAsked) event).id().value();
            int number = Integer.parseInt(id.substring(3));
            assertThat(number % each).isEqualTo(next[number / each]++);
        }
        assertThat(files.syncs).isLessThanOrEqualTo(callers * each);
    }

    @Test
    void shouldFailEveryCallerWhoseEventsWereNotWritten() throws Exception {
        FileOrderJournal journal = open(files, LARGE);
        files.fail(FaultyFiles.Fault.SYNC, 20);
        AtomicInteger acknowledged = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i < 1_000; i++) {
                                        journal.append(List.of(Events.numbered(i)));
                                        acknowledged.incrementAndGet();
                                    }
                                } catch (OrderJournalException e) {
                                    // expected once in each thread
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(files.syncs).isEqualTo(21);
        assertThat(acknowledged.get()).isGreaterThanOrEqualTo(20);
        assertThat(read(files).size()).isGreaterThanOrEqualTo(acknowledged.get());
    }

    @Test
    void shouldWriteWhatWasNotedWithTheNextAppendAndInOrder() {
        FileOrderJournal journal = open(files, LARGE);
        List<OrderEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(Events.numbered(2 * i));
            events.add(Events.numbered(2 * i + 1));
            journal.note(List.of(Events.numbered(2 * i)));
            journal.append(List.of(Events.numbered(2 * i + 1)));
            assertThat(read(files.copy())).isEqualTo(events);
        }
        // the keeper may have been quicker than an append
        assertThat(files.syncs).isBetween(100, 200);

        journal.note(List.of(Events.numbered(200)));
        journal.close();
        events.add(Events.numbered(200));
        assertThat(read(files)).isEqualTo(events);
    }

    @Test
    void shouldWriteWhatWasNotedAlthoughNothingFollows() throws Exception {
        CountDownLatch synced = new CountDownLatch(1);
        files.onSync = synced::countDown;
        FileOrderJournal journal = open(files, LARGE);

        journal.note(List.of(Events.numbered(1)));

        assertThat(synced.await(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
        assertThat(read(files.copy())).containsExactly(Events.numbered(1));
    }

    @Test
    void shouldLoseNoNoteWithoutAllThatCameAfterIt() {
        FileOrderJournal journal = open(files, LARGE);
        List<OrderEvent> events = new ArrayList<>();
        List<Integer> acknowledged = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            journal.note(List.of(Events.numbered(3 * i)));
            journal.note(List.of(Events.numbered(3 * i + 1)));
            journal.append(List.of(Events.numbered(3 * i + 2)));
            for (int j = 0; j < 3; j++) {
                events.add(Events.numbered(3 * i + j));
            }
            acknowledged.add(events.size());
            ends.add(files.files.get(FIRST).length);
        }
        byte[] whole = files.files.get(FIRST);
        for (int cut = 0; cut <= whole.length; cut++) {
            int length = cut;
            FaultyFiles crashed = files.copy();
            crashed.files.put(FIRST, Arrays.copyOf(whole, cut));
            int appends = (int) ends.stream().filter(end -> end <= length).count();
            List<OrderEvent> found = read(crashed);
            assertThat(found).as("cut at %d", cut).isEqualTo(events.subList(0, found.size()));
            assertThat(found.size())
                    .as("cut at %d", cut)
                    .isGreaterThanOrEqualTo(appends == 0 ? 0 : acknowledged.get(appends - 1));
        }
    }

    @Test
    void shouldTellTheNextAppendThatANoteWasNotWritten() throws Exception {
        FileOrderJournal journal = open(files, LARGE);
        journal.append(List.of(Events.numbered(1)));
        files.fail(FaultyFiles.Fault.SYNC, 0);
        journal.note(List.of(Events.numbered(2)));

        assertThatThrownBy(() -> journal.append(List.of(Events.numbered(3))))
                .isInstanceOf(OrderJournalException.class);
        assertThatThrownBy(() -> journal.note(List.of(Events.numbered(4))))
                .isInstanceOf(OrderJournalException.class);
        journal.close();
    }

    @Test
    void shouldRefuseAMissingSegment() {
        FileOrderJournal journal = open(files, new JournalSize(1));
        for (int i = 0; i < 4; i++) {
            journal.append(List.of(Events.numbered(i)));
        }
        for (int gone = 1; gone <= 3; gone++) {
            FaultyFiles without = files.copy();
            without.files.remove(ChainState.segment(gone));
            assertThat(refusal(without)).containsExactly("segment-missing");
        }
    }

    @Test
    void shouldRefuseATornTailBeforeTheLastSegment() {
        FileOrderJournal journal = open(files, new JournalSize(1));
        for (int i = 0; i < 3; i++) {
            journal.append(List.of(Events.numbered(i)));
        }
        String second = ChainState.segment(2);
        byte[] bytes = files.files.get(second);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
        files.files.put(second, longer);

        assertThat(refusal(files)).containsExactly("damaged");
    }

    @Test
    void shouldRefuseASegmentOfAnotherJournal() {
        FaultyFiles other = new FaultyFiles();
        for (FaultyFiles each : List.of(files, other)) {
            FileOrderJournal journal = open(each, new JournalSize(1));
            journal.append(List.of(Events.numbered(each == files ? 1 : 2)));
            journal.append(List.of(Events.numbered(3)));
        }
        files.files.put(ChainState.segment(2), other.files.get(ChainState.segment(2)));

        assertThat(refusal(files)).containsExactly("damaged");
    }

    @Test
    void shouldRefuseAnEventOfALaterVersionEvenInAGroupThatFits() {
        ChainState state = ChainState.START;
        byte[] line =
                "{\"at\":\"2026-11-20T12:00:00Z\",\"kind\":\"shipped\"}\n"
                        .getBytes(StandardCharsets.UTF_8);
        var hash = state.next();
        hash.update(line);
        var out = new java.io.ByteArrayOutputStream();
        out.writeBytes(state.header());
        out.writeBytes(line);
        out.writeBytes(state.after(1, hash).commit());
        files.files.put(FIRST, out.toByteArray());

        assertThat(refusal(files)).containsExactly("damaged");
    }

    @Test
    void shouldRefuseAFolderThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path file = java.nio.file.Files.createFile(folder.resolve("orders"));

        assertThat(FileOrderJournal.open(file, LARGE, event -> {}))
                .isInstanceOf(JournalOpening.Refused.class);
    }

    /** Whatever is changed: the events of a whole group come out as they were, or it is refused. */
    @Test
    void shouldNeverReadWhatWasNotWritten() {
        FileOrderJournal journal = open(files, new JournalSize(2_000));
        List<OrderEvent> events = Events.everyKind();
        for (int i = 0; i + 1 < events.size(); i += 2) {
            journal.append(events.subList(i, i + 2));
        }
        int written = events.size() / 2 * 2;
        long seed = 73_21;
        Random random = new Random(seed);
        int most = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        int refused = 0;
        int tried = 0;
        List<String> names = new ArrayList<>(files.files.keySet());
        names.remove(JournalHead.NAME);
        names.add(0, JournalHead.NAME);
        for (; tried < most; tried++) {
            FaultyFiles changed = files.copy();
            String name = names.get(random.nextInt(names.size()));
            changed.files.put(name, mutate(changed.files.get(name), random));
            List<OrderEvent> read = new ArrayList<>();
            JournalOpening opening = FileOrderJournal.open(changed, LARGE, read::add);
            assertThat(read)
                    .as("seed %d try %d", seed, tried)
                    .isEqualTo(events.subList(0, read.size()));
            if (opening instanceof JournalOpening.Refused) {
                refused++;
            } else if (read.size() < written) {
                // only the end of the last segment may be missing
                assertThat(name)
                        .as("seed %d try %d", seed, tried)
                        .isEqualTo(names.get(names.size() - 1));
            }
        }
        assertThat(tried).isEqualTo(most);
        assertThat(refused).isGreaterThan(most / 2);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> {
                int from = random.nextInt(bytes.length);
                int length = 1 + random.nextInt(Math.min(40, bytes.length - from));
                byte[] cut = new byte[bytes.length - length];
                System.arraycopy(bytes, 0, cut, 0, from);
                System.arraycopy(bytes, from + length, cut, from, bytes.length - from - length);
                bytes = cut;
            }
            default -> {
                int from = random.nextInt(bytes.length);
                byte[] more = new byte[1 + random.nextInt(20)];
                random.nextBytes(more);
                byte[] longer = new byte[bytes.length + more.length];
                System.arraycopy(bytes, 0, longer, 0, from);
                System.arraycopy(more, 0, longer, from, more.length);
                System.arraycopy(bytes, from, longer, from + more.length, bytes.length - from);
                bytes = longer;
            }
        }
        return bytes;
    }
}
