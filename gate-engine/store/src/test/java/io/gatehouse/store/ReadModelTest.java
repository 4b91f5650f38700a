package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.store.ReadModel.EventFilter;
import io.gatehouse.store.Rows.EventRow;
import io.gatehouse.store.Rows.EvidenceRow;
import io.gatehouse.store.Rows.FindingRow;
import io.gatehouse.store.Rows.PromotionRow;
import io.gatehouse.store.Rows.StepRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadModelTest {

    private static final PromotionId P1 = new PromotionId("p-1");

    @TempDir Path directory;
    private final History history = History.full("a");
    private Store store;
    private ReadModel model;

    @BeforeEach
    void project() {
        store = StoreFixture.open(directory);
        store.projector().synchronise(history, history.state);
        model = store.readModel();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldListPromotionsTheLastTouchedFirst() {
        Page<PromotionRow> all = model.promotions(false, Page.Request.FIRST);

        assertThat(all.total()).isEqualTo(2);
        assertThat(all.items()).extracting(PromotionRow::id).containsExactly("p-2", "p-1");
        assertThat(all.items().get(0).state()).isEqualTo("WITHDRAWN");
        assertThat(all.items().get(0).reason()).isEqualTo("not needed");
        assertThat(all.items().get(1).state()).isEqualTo("GRANTED");
        assertThat(all.items().get(1).decision()).contains("demo#1");
        assertThat(all.items().get(1).touched())
                .isEqualTo(history.state.promotion(P1).orElseThrow().touched());
        assertThat(model.promotions(true, Page.Request.FIRST).items()).isEmpty();
        assertThat(model.promotion(new PromotionId("p-9"))).isEmpty();
    }

    @Test
    void shouldShowStepsInTheRunbooksOrder() {
        history.open("p-3");
        history.intend("p-3", 1);
        store.projector().synchronise(history, history.state);

        assertThat(model.steps(P1))
                .extracting(StepRow::step, StepRow::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("labs", "ACCEPTED"),
                        org.assertj.core.groups.Tuple.tuple("review", "ACCEPTED"));
        List<StepRow> running = model.steps(new PromotionId("p-3"));
        assertThat(running).extracting(StepRow::status).containsExactly("RUNNING", "WAITING");
        assertThat(running.get(0).actionPhase()).contains("INTENDED");
        assertThat(running.get(0).actionKey()).contains(History.key("p-3", 1));
        assertThat(model.steps(new PromotionId("p-2")))
                .extracting(StepRow::status)
                .containsExactly("ENDED", "ENDED");
    }

    @Test
    void shouldKeepOldEvidenceAndSayThatItNoLongerCounts() {
        assertThat(model.evidence(P1))
                .extracting(EvidenceRow::id, EvidenceRow::counts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("e-old", false),
                        org.assertj.core.groups.Tuple.tuple("e-new", true),
                        org.assertj.core.groups.Tuple.tuple("e-review", true));
        DigestPair digests = DigestPair.of("e-new".getBytes(StandardCharsets.UTF_8));
        assertThat(model.evidence(digests.sha256()))
                .extracting(EvidenceRow::id)
                .containsExactly("e-new");
        assertThat(model.evidence(digests.sha384()))
                .extracting(EvidenceRow::id)
                .containsExactly("e-new");
        assertThat(model.evidence(Digest.ZERO)).isEmpty();
    }

    @Test
    void shouldSearchFindingsWhateverTheirCase() {
        assertThat(model.search("OSTROŻNYM", Page.Request.FIRST).items())
                .extracting(FindingRow::code)
                .containsExactly("loss");
        assertThat(model.search("reports/labs", Page.Request.FIRST).total()).isEqualTo(3);
        assertThat(model.search("reports/labs", new Page.Request(1, 1)).items())
                .extracting(FindingRow::code)
                .containsExactly("loss");
        assertThat(model.search("", Page.Request.FIRST).total()).isEqualTo(3);
    }

    @Test
    void shouldTakeWildcardsAndQuotesInASearchForThemselves() {
        assertThat(model.search("100%_sure", Page.Request.FIRST).total()).isEqualTo(1);
        assertThat(model.search("1%e", Page.Request.FIRST).total()).isZero();
        assertThat(model.search("e_it", Page.Request.FIRST).total()).isZero();
        assertThat(model.search("'; DROP TABLE findings; --", Page.Request.FIRST).total()).isZero();
        assertThat(model.search("!", Page.Request.FIRST).total()).isZero();
        assertThat(model.search("\\", Page.Request.FIRST).total()).isZero();
        assertThat(model.search("", Page.Request.FIRST).total()).isEqualTo(3);
    }

    @Test
    void shouldNameTheRefusedAndWhatStandsInTheWay() {
        FindingRow refused = model.search("mallory", Page.Request.FIRST).items().get(0);
        assertThat(refused.source()).isEqualTo("COMMAND_REFUSED");
        assertThat(refused.promotion()).contains("p-1");
        assertThat(refused.step()).isEmpty();

        assertThat(model.standingFindings(P1)).as("the latest assessments passed").isEmpty();
        history.open("p-3");
        history.intend("p-3", 1);
        history.succeeded("p-3", 1, "e-3");
        history.assess("p-3", History.LABS, History.finding("labs-pass", "old", "x"));
        history.assess("p-3", History.LABS, History.finding("labs-pass", "new", "x"));
        store.projector().synchronise(history, history.state);
        PromotionId third = new PromotionId("p-3");
        assertThat(model.standingFindings(third))
                .extracting(FindingRow::code)
                .containsExactly("new");
        assertThat(model.assessments(third))
                .extracting(Rows.AssessmentRow::verdict)
                .containsExactly("FAIL", "FAIL");
    }

    @Test
    void shouldFilterEventsAndPageThroughThem() {
        List<EventRow> all = new ArrayList<>();
        Page<EventRow> page;
        do {
            page = model.events(EventFilter.ALL, new Page.Request(all.size(), 7));
            all.addAll(page.items());
        } while (!page.items().isEmpty());
        assertThat(all).hasSize(history.events.size());
        assertThat(page.total()).isEqualTo(history.events.size());
        assertThat(all).extracting(EventRow::seq).isSorted().doesNotHaveDuplicates();

        assertThat(
                        model.events(EventFilter.ofAggregate("promotion/p-2"), Page.Request.FIRST)
                                .items())
                .extracting(EventRow::type)
                .containsExactly("PROMOTION_OPENED", "PROMOTION_ENDED");
        EventFilter mallory =
                new EventFilter(
                        Optional.empty(),
                        Optional.of("COMMAND_REFUSED"),
                        Optional.of("person:mallory"),
                        Optional.empty(),
                        Optional.empty());
        assertThat(model.events(mallory, Page.Request.FIRST).total()).isEqualTo(1);
        java.time.Instant middle = all.get(20).time();
        long before =
                model.events(between(Optional.empty(), Optional.of(middle)), Page.Request.FIRST)
                        .total();
        long from =
                model.events(between(Optional.of(middle), Optional.empty()), Page.Request.FIRST)
                        .total();
        assertThat(before + from).isEqualTo(all.size());
        assertThat(before).isBetween(1L, (long) all.size() - 1);
    }

    private static EventFilter between(
            Optional<java.time.Instant> from, Optional<java.time.Instant> to) {
        return new EventFilter(Optional.empty(), Optional.empty(), Optional.empty(), from, to);
    }

    @Test
    void shouldNameWhoCausedAnEvent() {
        assertThat(
                        model.events(EventFilter.ofAggregate("promotion/p-2"), Page.Request.FIRST)
                                .items())
                .extracting(EventRow::actor)
                .containsOnly("person:anna");
    }

    @Test
    void shouldListDecisionsPermitsAndTheEnvironment() {
        assertThat(model.decisions(new LogName("demo"), Page.Request.FIRST).items())
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.status()).isEqualTo("demo_ready");
                            assertThat(line.index()).isEqualTo(1);
                        });
        assertThat(model.permits(Page.Request.FIRST).items())
                .singleElement()
                .satisfies(
                        permit -> {
                            assertThat(permit.environment()).isEqualTo("DEMO");
                            assertThat(permit.revoked()).isPresent();
                            assertThat(permit.reason()).isEqualTo("evidence changed");
                        });
        assertThat(model.environment().orElseThrow().machine()).isEqualTo("DEMO");
        assertThat(model.position()).isEqualTo(history.position());
    }

    @Test
    void shouldAnswerEmptyBeforeTheFirstEvent(@TempDir Path empty) {
        try (Store fresh = StoreFixture.open(empty)) {
            assertThat(fresh.readModel().position()).isEqualTo(JournalPosition.START);
            assertThat(fresh.readModel().environment()).isEmpty();
            assertThat(fresh.readModel().promotions(false, Page.Request.FIRST).total()).isZero();
        }
    }

    @Test
    void shouldRefuseAPageWithoutBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Page.Request(-1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Page.Request(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Page.Request(0, 1_001));
    }
}
