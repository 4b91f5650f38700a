package io.gatehouse.embedded;

import static io.gatehouse.embedded.Installation.PROMOTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.LocalAccess;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.port.Projection.Notice;
import io.gatehouse.app.port.Projection.Notice.Kind;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.store.Job;
import io.gatehouse.store.Page;
import io.gatehouse.store.ReadModel;
import io.gatehouse.store.Rows.EventRow;
import io.gatehouse.store.Rows.PromotionRow;
import io.gatehouse.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine of an installation with its H2 file present, lost, damaged and occupied. */
class StoreProjectionTest {

    private static final Page.Request ALL = new Page.Request(0, 1_000);

    @TempDir private Path directory;
    private Installation bot;

    @BeforeEach
    void setUp() throws Exception {
        bot = Installation.found(directory.resolve("w"));
    }

    private <T> T inStore(Function<Store, T> question) {
        try (Store store = Store.open(bot.workspace.database(), InstantSource.system())) {
            return question.apply(store);
        }
    }

    private JournalPosition position() {
        return inStore(store -> store.readModel().position());
    }

    /** Everything that the model answers, as one text. */
    private static String content(ReadModel model) {
        List<EventRow> events = model.events(ReadModel.EventFilter.ALL, ALL).items();
        List<PromotionRow> promotions = model.promotions(false, ALL).items();
        return String.join(
                "\n",
                model.position().toString(),
                model.counts().toString(),
                events.toString(),
                promotions.toString(),
                model.steps(PROMOTION).toString(),
                model.evidence(PROMOTION).toString(),
                model.assessments(PROMOTION).toString(),
                model.search("", ALL).toString(),
                model.permits(ALL).toString(),
                model.environment().toString());
    }

    private JournalPosition promote() throws Exception {
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            bot.work(engine);
            bot.finish(engine);
            bot.grant(engine);
            return requireGranted(engine);
        }
    }

    private JournalPosition requireGranted(Engine engine) throws Exception {
        assertThat(engine.<String>read(s -> s.promotion(PROMOTION).orElseThrow().machine()))
                .isEqualTo("GRANTED");
        assertThat(bot.runs()).containsExactly("first", "second");
        return engine.position();
    }

    @Test
    void shouldAnswerAsTheStateDoesAfterAPromotion() throws Exception {
        // when
        JournalPosition end = promote();

        // then
        PromotionState state;
        try (Engine engine = bot.open()) {
            state = engine.read(s -> s.promotion(PROMOTION).orElseThrow());
        }
        inStore(
                store -> {
                    ReadModel model = store.readModel();
                    assertThat(model.position()).isEqualTo(end);
                    PromotionRow row = model.promotion(PROMOTION).orElseThrow();
                    assertThat(row.state()).isEqualTo(state.machine());
                    assertThat(row.definition()).isEqualTo(state.definition());
                    assertThat(row.touched()).isEqualTo(state.touched());
                    assertThat(model.evidence(PROMOTION))
                            .hasSize(state.evidence().size())
                            .allMatch(e -> e.counts());
                    assertThat(model.counts()).containsEntry("events", end.seq());
                    assertThat(model.permits(ALL).items())
                            .singleElement()
                            .satisfies(p -> assertThat(p.revoked()).isEmpty());
                    return null;
                });
        assertThat(bot.notices).isEmpty();
    }

    private List<Job.Entry> jobs() {
        return inStore(store -> store.queue().entries(ALL).items());
    }

    @Test
    void shouldRunActionsThroughTheQueue() throws Exception {
        promote();
        assertThat(jobs())
                .hasSize(2)
                .allSatisfy(
                        entry -> {
                            assertThat(entry.status()).isEqualTo(Job.Status.DONE);
                            assertThat(entry.runs()).isEqualTo(1);
                            assertThat(entry.job().promotion()).isEqualTo(PROMOTION);
                        })
                .extracting(entry -> entry.job().slot())
                .containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void shouldRunAnActionOnceWhenItsJobIsOfferedAgain() throws Exception {
        // given an action that was run, a queue that has forgotten it, and jobs that nobody
        // intended
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            bot.work(engine);
        }
        Job done = jobs().get(0).job();
        Store.discard(bot.workspace.database());
        List<Boolean> queued =
                inStore(
                        store ->
                                List.of(
                                        store.queue().enqueue(done),
                                        store.queue().enqueue(done),
                                        store.queue().enqueue(new Job("k-1", PROMOTION, "second")),
                                        store.queue()
                                                .enqueue(new Job("k-2", PROMOTION, "activate-1")),
                                        store.queue()
                                                .enqueue(
                                                        new Job(
                                                                "k-3",
                                                                new PromotionId("p-9"),
                                                                "first"))));
        assertThat(queued).containsExactly(true, false, true, true, true);

        // when the next action goes through the queue
        try (Engine engine = bot.open()) {
            bot.finish(engine);
            bot.grant(engine);
            requireGranted(engine);
        }

        // then all five were dealt with, and what was run is run once
        assertThat(jobs()).hasSize(5).allMatch(entry -> entry.status() == Job.Status.DONE);
    }

    @Test
    void shouldRunAnIntendedActionThatTheQueueTakesForDone() throws Exception {
        // given an action at INTENDED in the journal, and a queue that says it is done
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            bot.attach(engine);
            bot.intend(engine);
            engine.parts().projection().run(List.of(bot.intended(engine)), job -> {});
        }
        assertThat(bot.runs()).isEmpty();
        assertThat(jobs()).extracting(Job.Entry::status).containsExactly(Job.Status.DONE);

        // when the installation starts again
        try (Engine engine = bot.open()) {
            new Settler(engine).recover();

            // then the journal is believed
            assertThat(bot.runs()).containsExactly("first");
            bot.finish(engine);
            bot.grant(engine);
            requireGranted(engine);
        }
    }

    @Test
    void shouldQueueAnIntendedActionAgainWhenTheQueueIsGone() throws Exception {
        // given
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            bot.attach(engine);
            bot.intend(engine);
        }
        Files.delete(bot.database());

        // when
        try (Engine engine = bot.open()) {
            new Settler(engine).recover();
        }

        // then
        assertThat(bot.runs()).containsExactly("first");
        assertThat(jobs()).singleElement().satisfies(e -> assertThat(e.runs()).isEqualTo(1));
    }

    @Test
    void shouldGoOnWhenTheDatabaseIsDeleted() throws Exception {
        // given
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            bot.work(engine);
        }
        Files.delete(bot.database());

        // when
        JournalPosition end;
        try (Engine engine = bot.open()) {
            bot.finish(engine);
            bot.grant(engine);
            end = requireGranted(engine);
        }

        // then
        assertThat(bot.notices).containsExactly(new Notice(Kind.REBUILT, "MISSING"));
        assertThat(position()).isEqualTo(end);
    }

    @Test
    void shouldGoOnWhenTheDatabaseIsDeletedWhileItIsOpen() throws Exception {
        try (Engine engine = bot.open()) {
            bot.begin(engine);
            engine.parts().projection().run(List.of(), job -> {});
            Files.delete(bot.database());
            bot.work(engine);
            bot.finish(engine);
            bot.grant(engine);
            requireGranted(engine);
        }
        String rebuilt = rebuilt();
        assertThat(rebuilt).contains("GRANTED");
    }

    @Test
    void shouldGoOnWhenTheFileIsNoDatabase() throws Exception {
        // given
        try (Engine engine = bot.open()) {
            bot.begin(engine);
        }
        Files.writeString(bot.database(), "no database at all\n".repeat(2_000));

        // when
        JournalPosition end;
        try (Engine engine = bot.open()) {
            bot.work(engine);
            bot.finish(engine);
            bot.grant(engine);
            end = requireGranted(engine);
        }

        // then
        assertThat(bot.notices).containsExactly(new Notice(Kind.REBUILT, "CORRUPT"));
        assertThat(position()).isEqualTo(end);
    }

    @Test
    void shouldGoOnWithoutADatabaseWhenItsPlaceIsTaken() throws Exception {
        // given a file where the directory would be: nothing that discarding cures
        Files.delete(bot.database());
        try (var left = Files.list(bot.workspace.database())) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(bot.workspace.database());
        Files.write(bot.workspace.database(), "in the way".getBytes(StandardCharsets.UTF_8));

        // when
        promote();

        // then the promotion was granted, and somebody was told
        assertThat(bot.notices).containsExactly(new Notice(Kind.BEHIND, "UNAVAILABLE"));
    }

    @Test
    void shouldGoOnWithoutADatabaseThatSomebodyElseHasOpen() throws Exception {
        try (Store other = Store.open(bot.workspace.database(), InstantSource.system())) {
            promote();
            assertThat(other.readModel().promotion(PROMOTION)).isEmpty();
        }
        assertThat(bot.notices).containsExactly(new Notice(Kind.BEHIND, "LOCKED"));
        assertThat(rebuilt()).contains("GRANTED");
    }

    @Test
    void shouldThrowAwayADatabaseOfAnotherHistory() throws Exception {
        // given the database of another installation
        Installation other = Installation.found(directory.resolve("other"));
        try (Engine engine = other.open()) {
            other.begin(engine);
        }
        Files.copy(other.database(), bot.database(), StandardCopyOption.REPLACE_EXISTING);

        // when
        JournalPosition end = promote();

        // then
        assertThat(bot.notices).containsExactly(new Notice(Kind.REBUILT, "DIVERGED"));
        assertThat(position()).isEqualTo(end);
    }

    @Test
    void shouldMakeTheSameContentAnewAfterDeletion() throws Exception {
        // given
        promote();
        String before = inStore(store -> content(store.readModel()));
        Files.delete(bot.database());

        // when
        String after = rebuilt();

        // then
        assertThat(after).isEqualTo(before);
    }

    /** Rebuilds through the use case, and holds its counts against the content. */
    private String rebuilt() throws Exception {
        Optional<? extends Map<String, Long>> rows;
        try (Engine engine = bot.open()) {
            Rebuilt rebuilt = LocalAccess.to(engine).rebuild();
            assertThat(rebuilt.promotions()).isEqualTo(1);
            rows = rebuilt.rows();
            assertThat(rows.orElseThrow().get("events")).isEqualTo(engine.position().seq());
        }
        return inStore(
                store -> {
                    assertThat(store.readModel().counts()).isEqualTo(rows.orElseThrow());
                    return content(store.readModel());
                });
    }
}
