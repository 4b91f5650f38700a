package io.gatehouse.audit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.journal.FakeDisk;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.journal.StoryTeller;
import io.gatehouse.audit.journal.TestKeys;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.AggregateId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Journals whose bytes and codes are all right, but whose content is not what the state gives. */
class ReplayerTest {

    private static final Digest OTHER = Digest.sha384(new byte[] {1});

    private static Replayer replay(UnaryOperator<Draft> change, boolean wrongRoot)
            throws IOException {
        FakeDisk disk = new FakeDisk();
        StoryTeller story = new StoryTeller("replayed");
        try (SegmentJournal journal =
                SegmentJournal.open(
                                disk.place(),
                                TestKeys.standard(),
                                InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z")),
                                JournalSettings.DEFAULTS,
                                group -> {})
                        .journal()) {
            journal.append(story.group(3), story.root());
            List<Draft> group = new ArrayList<>(story.group(3));
            group.set(1, change.apply(group.get(1)));
            journal.append(group, wrongRoot ? OTHER : story.root());
            journal.append(story.group(3), story.root());
        }
        Replayer replayer = new Replayer();
        new JournalReader(disk.directory("journal"), TestKeys.standard()).groups(replayer);
        return replayer;
    }

    @Test
    void shouldFindTheSameDigestsAtEveryEventAndTheSameRootAtEveryCommit() throws IOException {
        Replayer replayer = replay(draft -> draft, false);

        assertThat(replayer.fault()).isEmpty();
        assertThat(replayer.events()).isEqualTo(9);
        assertThat(replayer.groups()).isEqualTo(3);
        assertThat(replayer.state().ledger().refused()).isEqualTo(8);
    }

    @Test
    void shouldReportTheFirstEventWhoseDigestsDiffer() throws IOException {
        assertFault(
                replay(
                        d -> draft(d, d.type(), 1, d.aggregate(), OTHER, d.after(), d.data()),
                        false),
                JournalFault.Kind.STATE_DIVERGES,
                5);
        assertFault(
                replay(
                        d -> draft(d, d.type(), 1, d.aggregate(), d.before(), OTHER, d.data()),
                        false),
                JournalFault.Kind.STATE_DIVERGES,
                5);
    }

    @Test
    void shouldReportARootThatDiffers() throws IOException {
        assertFault(replay(d -> d, true), JournalFault.Kind.STATE_DIVERGES, 6);
    }

    @Test
    void shouldRefuseAnUnknownTypeOrVersionOrShape() throws IOException {
        assertFault(
                replay(
                        d -> draft(d, "NEVER", 1, d.aggregate(), d.before(), d.after(), d.data()),
                        false),
                JournalFault.Kind.EVENT_UNKNOWN,
                5);
        assertFault(
                replay(
                        d -> draft(d, d.type(), 9, d.aggregate(), d.before(), d.after(), d.data()),
                        false),
                JournalFault.Kind.EVENT_UNKNOWN,
                5);
        assertFault(
                replay(
                        d ->
                                draft(
                                        d,
                                        d.type(),
                                        1,
                                        d.aggregate(),
                                        d.before(),
                                        d.after(),
                                        JsonObject.EMPTY),
                        false),
                JournalFault.Kind.EVENT_UNKNOWN,
                5);
    }

    @Test
    void shouldRefuseAnEventUnderAnotherAggregate() throws IOException {
        assertFault(
                replay(
                        d ->
                                draft(
                                        d,
                                        d.type(),
                                        1,
                                        AggregateId.ENVIRONMENT,
                                        d.before(),
                                        d.after(),
                                        d.data()),
                        false),
                JournalFault.Kind.STATE_DIVERGES,
                5);
    }

    @Test
    void shouldRefuseAnEventThatCannotHaveHappened() throws IOException {
        StoryTeller another = new StoryTeller("second");
        Draft founding = another.group(1).get(0);
        assertFault(
                replay(
                        d ->
                                draft(
                                        d,
                                        founding.type(),
                                        1,
                                        AggregateId.GOVERNANCE,
                                        founding.after(),
                                        founding.after(),
                                        founding.data()),
                        false),
                JournalFault.Kind.STATE_DIVERGES,
                5);
    }

    /** Its digests fit: only the fold itself can tell that it cannot have happened. */
    @Test
    void shouldRefuseAForgedEventWhoseDigestsFit() throws IOException {
        Digest governance = new StoryTeller("replayed").group(1).get(0).after();
        Draft founding = new StoryTeller("second").group(1).get(0);
        JsonObject noRules =
                JsonObject.of("document", Digest.ZERO.value()).with("content", JsonObject.EMPTY);
        for (Map.Entry<String, JsonObject> forged :
                Map.of(founding.type(), founding.data(), "ADOPTED", noRules).entrySet()) {
            Replayer replayer =
                    replay(
                            d ->
                                    draft(
                                            d,
                                            forged.getKey(),
                                            1,
                                            AggregateId.GOVERNANCE,
                                            governance,
                                            governance,
                                            forged.getValue()),
                            false);
            assertFault(replayer, JournalFault.Kind.STATE_DIVERGES, 5);
            assertThat(replayer.fault().orElseThrow().expected()).contains("can happen");
            assertThat(replayer.events()).isEqualTo(4);
            assertThat(replayer.groups()).isEqualTo(1);
        }
    }

    private static void assertFault(Replayer replayer, JournalFault.Kind kind, long seq) {
        JournalFault fault = replayer.fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.seq()).isEqualTo(seq);
    }

    private static Draft draft(
            Draft draft,
            String type,
            int version,
            AggregateId aggregate,
            Digest before,
            Digest after,
            JsonObject data) {
        return new Draft(draft.time(), type, version, aggregate, before, after, data);
    }
}
