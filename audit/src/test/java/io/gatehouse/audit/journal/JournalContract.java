package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.AggregateId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every implementation of the journal port must do; one subclass for each. */
public abstract class JournalContract {

    /** Opens the one journal of this test; an empty one at first, later what was written. */
    protected abstract Journal open() throws Exception;

    /** All durable events in order, read by other means than the writer. */
    protected abstract List<Recorded> readAll() throws Exception;

    /** Lets the next write fail. */
    protected abstract void breakNextWrite() throws Exception;

    private final StoryTeller story = new StoryTeller("contract");

    @Test
    void shouldStartEmpty() throws Exception {
        try (Journal journal = open()) {
            assertThat(journal.position()).isEqualTo(JournalPosition.START);
        }
        assertThat(readAll()).isEmpty();
    }

    @Test
    void shouldNumberAndChainEventsWithoutGaps() throws Exception {
        List<Draft> drafts = new ArrayList<>();
        JournalPosition last;
        try (Journal journal = open()) {
            for (int size : new int[] {1, 3, 2}) {
                List<Draft> group = story.group(size);
                drafts.addAll(group);
                journal.append(group, story.root());
            }
            last = journal.position();
        }

        List<Recorded> events = readAll();

        assertThat(events).extracting(Recorded::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events).extracting(Recorded::draft).containsExactlyElementsOf(drafts);
        Digest prev = Digest.ZERO;
        for (Recorded event : events) {
            assertThat(event.prev()).isEqualTo(prev);
            prev = event.digest();
        }
        assertThat(last).isEqualTo(new JournalPosition(6, prev));
    }

    @Test
    void shouldReturnThePositionOfTheGroupsLastEvent() throws Exception {
        try (Journal journal = open()) {
            JournalPosition first = journal.append(story.group(2), story.root());
            JournalPosition second = journal.append(story.group(3), story.root());

            assertThat(first.seq()).isEqualTo(2);
            assertThat(second.seq()).isEqualTo(5);
            assertThat(journal.position()).isEqualTo(second);
            assertThat(readAll().get(1).digest()).isEqualTo(first.digest());
        }
    }

    @Test
    void shouldGoOnWhereItEnded() throws Exception {
        JournalPosition end;
        try (Journal journal = open()) {
            end = journal.append(story.group(2), story.root());
        }
        try (Journal journal = open()) {
            assertThat(journal.position()).isEqualTo(end);
            assertThat(journal.append(story.group(1), story.root()).seq()).isEqualTo(3);
        }
        assertThat(readAll().get(2).prev()).isEqualTo(end.digest());
    }

    @Test
    void shouldRefuseWhatCannotBeJournalledAndGoOn() throws Exception {
        try (Journal journal = open()) {
            journal.append(story.group(2), story.root());
            Draft good = story.group(1).get(0);
            Draft early =
                    new Draft(
                            good.time().minusSeconds(3600),
                            good.type(),
                            good.version(),
                            good.aggregate(),
                            good.before(),
                            good.after(),
                            good.data());
            Draft nameless =
                    new Draft(
                            good.time(),
                            "not a type",
                            1,
                            AggregateId.LEDGER,
                            good.before(),
                            good.after(),
                            JsonObject.EMPTY);

            for (List<Draft> bad : List.of(List.<Draft>of(), List.of(early), List.of(nameless))) {
                assertThatThrownBy(() -> journal.append(bad, story.root()))
                        .isInstanceOf(IllegalArgumentException.class);
            }

            assertThat(journal.append(List.of(good), story.root()).seq()).isEqualTo(3);
        }
        assertThat(readAll()).hasSize(3);
    }

    @Test
    void shouldStopForGoodAfterAFailedWrite() throws Exception {
        Journal journal = open();
        journal.append(story.group(2), story.root());
        List<Draft> lost = story.group(1);
        breakNextWrite();

        assertThatThrownBy(() -> journal.append(lost, story.root()))
                .isInstanceOf(JournalStopped.class);
        // the disk is fine again, but nobody knows what it holds: only a fresh reading tells
        assertThatThrownBy(() -> journal.append(lost, story.root()))
                .isInstanceOf(JournalStopped.class);
        assertThatThrownBy(journal::syncHead).isInstanceOf(JournalStopped.class);
        assertThat(journal.position().seq()).isEqualTo(2);
        journal.close();

        try (Journal again = open()) {
            assertThat(again.position().seq()).isIn(2L, 3L);
        }
    }

    @Test
    void shouldRefuseAppendsAfterClose() throws Exception {
        Journal journal = open();
        journal.append(story.group(1), story.root());
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.append(story.group(1), story.root()))
                .isInstanceOf(JournalStopped.class);
    }

    @Test
    void shouldKeepEveryGroupWholeAndInOrderWhenManyAppend() throws Exception {
        int threads = 8;
        int appends = 40;
        Set<JournalPosition> positions = new HashSet<>();
        ConcurrentLinkedQueue<JournalPosition> returned = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (Journal journal = open()) {
            // equal times and free-standing digests: the contract holds for any drafts
            List<Draft> group = new StoryTeller("many").group(2);
            Draft second = group.get(1);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> workers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                JsonObject data = JsonObject.of("thread", t);
                Thread worker =
                        new Thread(
                                () -> {
                                    try {
                                        go.await();
                                        for (int i = 0; i < appends; i++) {
                                            Draft a = with(second, data.with("i", i));
                                            Draft b = with(second, data.with("i", -i - 1));
                                            returned.add(
                                                    journal.append(List.of(a, b), story.root()));
                                        }
                                    } catch (Throwable e) {
                                        failures.add(e);
                                    }
                                });
                workers.add(worker);
                worker.start();
            }
            go.countDown();
            for (Thread worker : workers) {
                worker.join();
            }
        }

        assertThat(failures).isEmpty();
        List<Recorded> events = readAll();
        assertThat(events).hasSize(threads * appends * 2);
        for (int i = 0; i < events.size(); i += 2) {
            Recorded a = events.get(i);
            Recorded b = events.get(i + 1);
            assertThat(b.draft().data().integer("thread"))
                    .isEqualTo(a.draft().data().integer("thread"));
            assertThat(b.draft().data().integer("i").orElseThrow())
                    .isEqualTo(-a.draft().data().integer("i").orElseThrow() - 1);
            positions.add(new JournalPosition(b.seq(), b.digest()));
        }
        assertThat(new HashSet<>(returned)).isEqualTo(positions).hasSize(threads * appends);
    }

    private static Draft with(Draft draft, JsonObject data) {
        return new Draft(
                draft.time(),
                draft.type(),
                draft.version(),
                draft.aggregate(),
                draft.before(),
                draft.after(),
                data);
    }
}
