package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the second version of the journal's form sees, and how it follows the first. */
class SealedJournalTest {

    private static final String FIRST = ChainState.segment(1);
    private static final JournalSize LARGE = JournalSize.STANDARD;

    private final FaultyFiles files = new FaultyFiles();
    private final List<OrderEvent> written = new ArrayList<>();

    private static FileOrderJournal open(FaultyFiles files, JournalSize size) {
        return ((JournalOpening.Opened) FileOrderJournal.openQuiet(files, size, event -> {}))
                .journal();
    }

    private static List<OrderEvent> read(FaultyFiles files) {
        List<OrderEvent> events = new ArrayList<>();
        assertThat(FileOrderJournal.openQuiet(files, LARGE, events::add))
                .isInstanceOf(JournalOpening.Opened.class);
        return events;
    }

    private static List<String> refusal(FaultyFiles files) {
        JournalOpening opening = FileOrderJournal.openQuiet(files, LARGE, event -> {});
        return opening instanceof JournalOpening.Refused refused
                ? refused.findings().stream().map(Finding::code).toList()
                : List.of();
    }

    private void append(FileOrderJournal journal, OrderEvent... events) {
        journal.append(List.of(events));
        written.addAll(List.of(events));
    }

    /** Orders with their reservations, answers and cancels over some segments and sessions. */
    private void writeSessions(int sessions, JournalSize size) {
        for (int session = 0; session < sessions; session++) {
            FileOrderJournal journal = open(files, size);
            for (int i = 0; i < 2; i++) {
                append(journal, Events.ordered(2 * session + i));
                append(journal, Events.numbered(2 * session + i));
            }
            journal.close();
        }
    }

    private String text(String name) {
        return new String(files.files.get(name), StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellAnOrderAndItsFirstReservationByOneLine() {
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.ordered(7));
        append(journal, Events.orderedElsewhere(8));
        journal.close();

        assertThat(text(FIRST).lines().map(SealedJournalTest::kind))
                .containsExactly(
                        "header",
                        "ordered",
                        "commit",
                        "parent-taken",
                        "reserved",
                        "commit",
                        "seal");
        assertThat(read(files)).isEqualTo(written);
    }

    private static String kind(String line) {
        for (String kind : List.of("ordered", "parent-taken", "reserved", "commit", "seal")) {
            if (line.contains("\"" + kind + "\"")) {
                return kind;
            }
        }
        return "header";
    }

    @Test
    void shouldReadAnOrderedLineOfOddWordsAsItWasWritten() {
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.orderedBy("zażółć \"p\"\n", 1));
        journal.close();

        assertThat(text(FIRST)).contains("\"kind\":\"ordered\"");
        assertThat(read(files)).isEqualTo(written);
    }

    @Test
    void shouldRefuseAFlippedBitInAnyByteOfAClosedJournal() {
        writeSessions(3, new JournalSize(1_500));
        assertThat(files.files).hasSizeGreaterThan(2);
        int tried = 0;
        for (Map.Entry<String, byte[]> file : files.files.entrySet()) {
            for (int at = 0; at < file.getValue().length; at++) {
                FaultyFiles changed = files.copy();
                byte[] bytes = file.getValue().clone();
                bytes[at] ^= (byte) (1 << tried++ % 8);
                changed.files.put(file.getKey(), bytes);
                assertThat(refusal(changed)).as("%s at %d", file.getKey(), at).hasSize(1);
            }
        }
        assertThat(tried).isGreaterThan(4_000);
    }

    @Test
    void shouldReadNothingElseWhenABitOfAnOpenJournalIsFlipped() {
        FileOrderJournal journal = open(files, LARGE);
        for (int i = 0; i < 4; i++) {
            append(journal, Events.ordered(i));
        }
        byte[] whole = files.files.get(FIRST);
        for (int at = 0; at < whole.length; at++) {
            FaultyFiles changed = files.copy();
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) (1 << at % 8);
            changed.files.put(FIRST, bytes);
            List<OrderEvent> events = new ArrayList<>();
            JournalOpening opening = FileOrderJournal.openQuiet(changed, LARGE, events::add);
            assertThat(events).as("at %d", at).isEqualTo(written.subList(0, events.size()));
            // without its last line end a group looks as if it had never been written whole
            assertThat(opening instanceof JournalOpening.Refused)
                    .as("at %d", at)
                    .isEqualTo(at < whole.length - 1);
        }
    }

    @Test
    void shouldMissTheEndOfAClosedJournalWhereverItWasCut() {
        writeSessions(2, LARGE);
        byte[] whole = files.files.get(FIRST);
        for (int cut = 0; cut < whole.length; cut++) {
            FaultyFiles shorter = files.copy();
            shorter.files.put(FIRST, Arrays.copyOf(whole, cut));
            assertThat(refusal(shorter)).as("cut at %d", cut).containsExactly("cut");
        }
        assertThat(refusal(files)).isEmpty();
    }

    @Test
    void shouldMissLastSegmentsThatWereTakenAway() {
        writeSessions(2, new JournalSize(1));
        List<String> names = new ArrayList<>(files.files.keySet());
        names.remove(JournalHead.NAME);
        assertThat(names).hasSizeGreaterThan(5);
        FaultyFiles fewer = files.copy();
        for (int i = names.size() - 1; i >= 0; i--) {
            fewer.files.remove(names.get(i));
            assertThat(refusal(fewer)).as("%d left", i).containsExactly("cut");
        }
    }

    @Test
    void shouldLoseNothingWhereverACrashCutTheEndOfALaterSession() {
        writeSessions(1, LARGE);
        int closed = files.files.get(FIRST).length;
        FileOrderJournal journal = open(files, LARGE);
        List<Integer> ends = new ArrayList<>(List.of(closed));
        List<Integer> counts = new ArrayList<>(List.of(written.size()));
        for (int i = 20; i < 24; i++) {
            append(journal, Events.ordered(i));
            ends.add(files.files.get(FIRST).length);
            counts.add(written.size());
        }
        byte[] whole = files.files.get(FIRST);
        for (int cut = closed; cut <= whole.length; cut++) {
            int length = cut;
            int groups = (int) ends.stream().filter(end -> end <= length).count() - 1;
            FaultyFiles crashed = files.copy();
            crashed.files.put(FIRST, Arrays.copyOf(whole, cut));
            FileOrderJournal next = open(crashed, LARGE);
            next.append(List.of(Events.numbered(99)));
            next.close();
            List<OrderEvent> expected = new ArrayList<>(written.subList(0, counts.get(groups)));
            expected.add(Events.numbered(99));
            assertThat(read(crashed)).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseGroupsThatChangedPlaces() {
        FileOrderJournal journal = open(files, LARGE);
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            journal.append(List.of(Events.numbered(i)));
            ends.add(files.files.get(FIRST).length);
        }
        byte[] bytes = files.files.get(FIRST).clone();
        int length = ends.get(1) - ends.get(0);
        assertThat(ends.get(2) - ends.get(1)).isEqualTo(length);
        System.arraycopy(files.files.get(FIRST), ends.get(0), bytes, ends.get(1), length);
        files.files.put(FIRST, bytes);

        assertThat(refusal(files)).containsExactly("damaged");
    }

    @Test
    void shouldRefuseAForgedGroupWhoseChecksumFits() {
        writeSessions(1, LARGE);
        String forged = text(FIRST).replace("\"BUY\"", "\"SEL\"").replace("\"SEL\"", "\"SELL\"");
        StringBuilder out = new StringBuilder();
        Checksum checksum = new Checksum(JournalEnd.NO_CHECKSUM);
        for (String line : forged.split("(?<=\n)")) {
            if (line.contains("\"commit\"")) {
                String sum = new String(checksum.end(), StandardCharsets.US_ASCII);
                out.append(line.replaceAll("\"crc\":\"[0-9a-f]{8}\"", "\"crc\":\"" + sum + "\""));
            } else {
                out.append(line);
                if (!line.contains("\"schema\"") && !line.contains("\"seal\"")) {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    checksum.add(bytes, 0, bytes.length);
                }
            }
        }
        files.files.put(FIRST, out.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(files)).containsExactly("damaged");
    }

    @Test
    void shouldRefuseSegmentsWhoseHeadWasTakenAway() {
        writeSessions(1, LARGE);
        files.files.remove(JournalHead.NAME);

        assertThat(refusal(files)).containsExactly("head-missing");
    }

    /** Whoever looks on must not take a journal that grows for one that was cut. */
    @Test
    void shouldLookOnWhileTheJournalBeginsAndGrows() {
        for (int call = 1; call <= 3; call++) {
            FaultyFiles growing = new FaultyFiles();
            FileOrderJournal journal = open(growing, new JournalSize(1));
            int[] left = {call};
            growing.onList =
                    () -> {
                        if (--left[0] == 0) {
                            journal.append(List.of(Events.ordered(1)));
                            journal.append(List.of(Events.ordered(2)));
                            journal.close();
                        }
                    };
            Recovery look = new Recovery(growing, false);
            assertThat(look.run(event -> {})).as("grown after list %d", call).isEmpty();
            assertThat(new Recovery(growing, false).run(event -> {})).isEmpty();
        }
    }

    @Test
    void shouldSealWhatACrashLeftUnsealedInTheNextSession() {
        FileOrderJournal crashed = open(files, LARGE);
        append(crashed, Events.ordered(1));
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.ordered(2));
        journal.close();

        assertThat(text(FIRST).lines().filter(line -> line.contains("\"seal\":4"))).hasSize(1);
        assertThat(read(files)).isEqualTo(written);
    }

    @Test
    void shouldSealOnItsOwnWhatNothingWasWrittenAfter() throws Exception {
        CountDownLatch two = new CountDownLatch(2);
        files.onSync = two::countDown;
        FileOrderJournal journal =
                ((JournalOpening.Opened) FileOrderJournal.open(files, LARGE, event -> {}))
                        .journal();
        append(journal, Events.ordered(1));

        // the group, and the seal that the thread beside writes
        assertThat(two.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(read(files.copy())).isEqualTo(written);
        journal.close();
        assertThat(refusal(files)).isEmpty();
    }

    @Test
    void shouldBoundWhatWaitsForASeal() {
        FileOrderJournal journal = open(files, new JournalSize(1_000_000));
        List<OrderEvent> group = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            group.add(Events.numbered(i));
        }
        for (int i = 0; i < 15; i++) {
            journal.append(group);
        }

        assertThat(files.files.values().stream().mapToLong(bytes -> bytes.length).sum())
                .isGreaterThan(5 * 1024 * 1024);
        assertThat(
                        files.files.keySet().stream()
                                .filter(name -> !name.equals(JournalHead.NAME))
                                .flatMap(name -> text(name).lines())
                                .filter(line -> line.contains("\"seal\"")))
                .isNotEmpty();
        assertThat(read(files)).hasSize(75_000);
        Unsealed unsealed = new Unsealed(Seal.START);
        assertThat(unsealed.add(new byte[Unsealed.MOST])).isTrue();
        assertThat(unsealed.add(new byte[1])).isFalse();
    }

    @Test
    void shouldNotWriteMoreThanEightMegabytesAtOnce() {
        FileOrderJournal journal = open(files, LARGE);
        OrderEvent wide =
                new OrderEvent.ParentRefused(
                        Events.numbered(1).at(), "x".repeat(60_000), List.of());
        List<OrderEvent> many = java.util.Collections.nCopies(200, wide);

        assertThatThrownBy(() -> journal.append(many)).isInstanceOf(IllegalArgumentException.class);
        append(journal, Events.numbered(1));
        assertThat(read(files)).isEqualTo(written);
    }

    /** Segments of the first version: all kinds of events, the last one perhaps torn. */
    private void writeVersionOne() {
        VersionOne one = new VersionOne(files.files).segment();
        List<OrderEvent> events = Events.everyKind();
        one.group(events.subList(0, 5)).group(events.subList(5, 9));
        one.segment().group(events.subList(9, events.size()));
        written.addAll(events);
    }

    @Test
    void shouldGoOnBehindAJournalOfTheFirstVersionAndLeaveItAsItIs() {
        writeVersionOne();
        TreeMap<String, byte[]> before = new TreeMap<>(files.files);
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.ordered(1));
        journal.close();
        FileOrderJournal again = open(files, LARGE);
        append(again, Events.ordered(2));
        again.close();

        assertThat(read(files)).isEqualTo(written);
        before.forEach((name, bytes) -> assertThat(files.files.get(name)).isEqualTo(bytes));
        assertThat(files.files.keySet())
                .containsExactlyInAnyOrder(
                        FIRST,
                        ChainState.segment(10),
                        ChainState.segment(Events.everyKind().size() + 1),
                        JournalHead.NAME);
    }

    @Test
    void shouldOpenAJournalOfTheFirstVersionWithATornEnd() {
        writeVersionOne();
        String last = ChainState.segment(10);
        byte[] whole = files.files.get(last);
        int good = 9;
        for (int cut = 0; cut < whole.length; cut++) {
            FaultyFiles torn = files.copy();
            torn.files.put(last, Arrays.copyOf(whole, cut));
            FileOrderJournal journal = open(torn, LARGE);
            journal.append(List.of(Events.numbered(99)));
            journal.close();
            List<OrderEvent> expected = new ArrayList<>(written.subList(0, good));
            expected.add(Events.numbered(99));
            assertThat(read(torn)).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseAChangeInTheFirstVersionsSegmentsAfterTheUpgrade() {
        writeVersionOne();
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.ordered(1));
        journal.close();
        for (String name : List.of(FIRST, ChainState.segment(10))) {
            byte[] whole = files.files.get(name);
            for (int at = 0; at < whole.length; at += 7) {
                FaultyFiles changed = files.copy();
                byte[] bytes = whole.clone();
                bytes[at] ^= (byte) (1 << at / 7 % 8);
                changed.files.put(name, bytes);
                assertThat(refusal(changed)).as("%s at %d", name, at).hasSize(1);
            }
        }
    }

    @Test
    void shouldNotGoBackToTheFirstVersion() {
        FileOrderJournal journal = open(files, LARGE);
        append(journal, Events.numbered(1));
        journal.close();
        Optional<Seal> head = headOf(files);
        ChainState one = new ChainState(1, head.orElseThrow().digest());
        files.files.put(ChainState.segment(2), one.header());

        assertThat(refusal(files)).containsExactly("damaged");
    }

    private static Optional<Seal> headOf(FaultyFiles files) {
        try {
            return JournalHead.read(files);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
