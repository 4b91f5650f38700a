package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.store.Projector.Synchronised;
import io.gatehouse.store.StoreFault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectorTest {

    @TempDir Path directory;

    private static void faults(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }

    private Map<String, List<String>> after(java.util.function.Consumer<Store> work)
            throws Exception {
        try (Store store = StoreFixture.open(directory)) {
            work.accept(store);
        }
        return StoreFixture.content(directory);
    }

    @Test
    void shouldGiveTheSameContentLiveSynchronisedAndRebuilt() throws Exception {
        History history = History.full("a");
        Map<String, List<String>> live =
                after(
                        store -> {
                            InstallationState state = InstallationState.empty();
                            for (Recorded event : history.events) {
                                state.apply(
                                        io.gatehouse.core.event.EventCodec.decode(
                                                event.draft().type(),
                                                event.draft().version(),
                                                event.draft().data()));
                                store.projector().apply(List.of(event), state);
                            }
                        });
        Store.discard(directory);
        Map<String, List<String>> synchronised =
                after(store -> store.projector().synchronise(history, history.state));
        Map<String, List<String>> rebuilt =
                after(
                        store ->
                                assertThat(store.projector().rebuild(history.after(0)))
                                        .isEqualTo(history.events.size()));
        Store.discard(directory);
        Map<String, List<String>> fromDrafts =
                after(
                        store ->
                                store.projector()
                                        .apply(
                                                history.events.stream()
                                                        .map(Recorded::draft)
                                                        .toList(),
                                                history.position(),
                                                history.state));

        assertThat(synchronised).isEqualTo(live);
        assertThat(rebuilt).isEqualTo(live);
        assertThat(fromDrafts).isEqualTo(live);
        assertThat(live.get("events")).hasSize(history.events.size());
        assertThat(live.values()).as("every table has rows").noneMatch(List::isEmpty);
    }

    @Test
    void shouldTakeAnEventOnceHoweverOftenItIsOffered() throws Exception {
        History history = History.full("a");
        Map<String, List<String>> once =
                after(store -> store.projector().apply(history.events, history.state));
        Map<String, List<String>> again =
                after(
                        store -> {
                            store.projector().apply(history.events, history.state);
                            store.projector().apply(history.events.subList(3, 9), history.state);
                            store.projector()
                                    .apply(
                                            history.events.stream().map(Recorded::draft).toList(),
                                            history.position(),
                                            history.state);
                            assertThat(store.projector().synchronise(history, history.state))
                                    .isEqualTo(new Synchronised(0, false));
                        });

        assertThat(again).isEqualTo(once);
    }

    @Test
    void shouldGoOnAfterAnyInterruption() throws Exception {
        History history = History.full("a");
        Map<String, List<String>> whole =
                after(store -> store.projector().synchronise(history, history.state));
        long seed = 7;
        Random random = new Random(seed);
        int tried = 0;
        for (int round = 0; round < 8; round++) {
            int cut = random.nextInt(history.events.size());
            Store.discard(directory);
            after(
                    store -> {
                        InstallationState then = InstallationState.empty();
                        history.events.subList(0, cut).forEach(event -> applyTo(then, event));
                        store.projector().apply(history.events.subList(0, cut), then);
                    });
            Map<String, List<String>> resumed =
                    after(
                            store ->
                                    assertThat(
                                                    store.projector()
                                                            .synchronise(history, history.state))
                                            .isEqualTo(
                                                    new Synchronised(
                                                            history.events.size() - cut, false)));
            assertThat(resumed).as("seed %d, cut at %d", seed, cut).isEqualTo(whole);
            tried++;
        }
        assertThat(tried).isEqualTo(8);
    }

    private static void applyTo(InstallationState state, Recorded event) {
        state.apply(
                io.gatehouse.core.event.EventCodec.decode(
                        event.draft().type(), event.draft().version(), event.draft().data()));
    }

    @Test
    void shouldThrowAwayAModelThatIsAheadOfTheJournal() throws Exception {
        History history = History.full("a");
        History shorter = new History("a").founded();
        after(store -> store.projector().synchronise(history, history.state));

        Map<String, List<String>> content =
                after(
                        store ->
                                assertThat(store.projector().synchronise(shorter, shorter.state))
                                        .isEqualTo(new Synchronised(shorter.events.size(), true)));

        assertThat(content.get("events")).hasSize(shorter.events.size());
        assertThat(content.get("promotions")).isEmpty();
    }

    @Test
    void shouldThrowAwayAModelOfAnotherHistory() throws Exception {
        History history = History.full("a");
        History other = History.full("b");
        after(store -> store.projector().synchronise(history, history.state));

        Map<String, List<String>> content =
                after(
                        store ->
                                assertThat(
                                                store.projector()
                                                        .synchronise(other, other.state)
                                                        .rebuilt())
                                        .isTrue());

        assertThat(content.get("projection").get(0)).contains(other.position().digest().value());
    }

    @Test
    void shouldRefuseAGroupThatLeavesAGapOrComesOfAnotherHistory() {
        History history = History.full("a");
        History other = History.full("b");
        try (Store store = StoreFixture.open(directory)) {
            store.projector().apply(history.events.subList(0, 5), stateAt(history, 5));
            JournalPosition before = store.readModel().position();

            faults(
                    () -> store.projector().apply(history.events.subList(6, 8), history.state),
                    Kind.DIVERGED);
            faults(
                    () -> store.projector().apply(other.events.subList(5, 6), other.state),
                    Kind.DIVERGED);
            faults(
                    () -> store.projector().apply(other.events.subList(0, 5), other.state),
                    Kind.DIVERGED);
            faults(
                    () ->
                            store.projector()
                                    .apply(
                                            List.of(history.events.get(7).draft()),
                                            new JournalPosition(8, Digest.ZERO),
                                            history.state),
                    Kind.DIVERGED);

            assertThat(store.readModel().position()).isEqualTo(before);
        }
    }

    private static InstallationState stateAt(History history, int count) {
        InstallationState state = InstallationState.empty();
        history.events.subList(0, count).forEach(event -> applyTo(state, event));
        return state;
    }

    @Test
    void shouldTakeNothingOfAGroupWithAnEventThatItDoesNotUnderstand() {
        History history = History.full("a");
        Recorded last = history.events.get(5);
        Draft draft = last.draft();
        try (Store store = StoreFixture.open(directory)) {
            for (Draft bad :
                    List.of(
                            new Draft(
                                    draft.time(),
                                    "FROM_THE_FUTURE",
                                    1,
                                    draft.aggregate(),
                                    Digest.ZERO,
                                    Digest.ZERO,
                                    draft.data()),
                            new Draft(
                                    draft.time(),
                                    draft.type(),
                                    99,
                                    draft.aggregate(),
                                    Digest.ZERO,
                                    Digest.ZERO,
                                    draft.data()),
                            new Draft(
                                    draft.time(),
                                    draft.type(),
                                    draft.version(),
                                    draft.aggregate(),
                                    Digest.ZERO,
                                    Digest.ZERO,
                                    JsonObject.EMPTY))) {
                List<Recorded> group = new java.util.ArrayList<>(history.events.subList(0, 5));
                group.add(new Recorded(last.seq(), last.prev(), last.digest(), bad));

                faults(() -> store.projector().apply(group, history.state), Kind.UNREADABLE_EVENT);
                faults(() -> store.projector().rebuild(group.stream()), Kind.UNREADABLE_EVENT);

                assertThat(store.readModel().position()).isEqualTo(JournalPosition.START);
                assertThat(
                                store.readModel()
                                        .events(ReadModel.EventFilter.ALL, Page.Request.FIRST)
                                        .total())
                        .isZero();
            }
        }
    }

    @Test
    void shouldCutLongTextsWithoutHalfCharacters() {
        assertThat(Projection.clip("a".repeat(10), 10)).hasSize(10);
        assertThat(Projection.clip("a".repeat(11), 10)).isEqualTo("a".repeat(9) + "…");
        String astral = "a".repeat(8) + "\uD83D\uDE00".repeat(5);
        assertThat(Projection.clip(astral, 10)).isEqualTo("a".repeat(8) + "…");
        History history = new History("long").founded();
        history.open("p-1");
        history.refuse("p-1", History.finding("labs-pass", "c".repeat(300), "x".repeat(100_000)));
        try (Store store = StoreFixture.open(directory)) {
            store.projector().synchronise(history, history.state);
            assertThat(
                            store.readModel()
                                    .search("xxx", Page.Request.FIRST)
                                    .items()
                                    .get(0)
                                    .observed())
                    .hasSize(4_000);
        }
    }
}
