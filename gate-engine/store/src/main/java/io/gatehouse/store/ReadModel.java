package io.gatehouse.store;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.store.Rows.AssessmentRow;
import io.gatehouse.store.Rows.DecisionRow;
import io.gatehouse.store.Rows.EnvironmentRow;
import io.gatehouse.store.Rows.EventRow;
import io.gatehouse.store.Rows.EvidenceRow;
import io.gatehouse.store.Rows.FindingRow;
import io.gatehouse.store.Rows.PermitRow;
import io.gatehouse.store.Rows.PromotionRow;
import io.gatehouse.store.Rows.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowMapper;

/**
 * What can be asked of the read model: lists, searches, counts. For people's eyes only; no verdict,
 * admission or permit may rest on an answer. Thread-safe.
 *
 * @see #position() for the event up to which the answers hold
 */
public final class ReadModel {

    /**
     * Which events are wanted; an empty part wants all. {@code from} inclusive, {@code to}
     * exclusive.
     */
    public record EventFilter(
            Optional<String> aggregate,
            Optional<String> type,
            Optional<String> actor,
            Optional<Instant> from,
            Optional<Instant> to) {

        public static final EventFilter ALL =
                new EventFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        public static EventFilter ofAggregate(String aggregate) {
            return new EventFilter(
                    Optional.of(aggregate),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private final Database database;

    ReadModel(Database database) {
        this.database = database;
    }

    /** The last event that the answers take into account. */
    public JournalPosition position() {
        return database.read(
                () ->
                        database.client()
                                .sql("SELECT seq, digest FROM projection")
                                .query(
                                        (row, n) ->
                                                new JournalPosition(
                                                        row.getLong("seq"),
                                                        Digest.parse(row.getString("digest"))))
                                .optional()
                                .orElse(JournalPosition.START));
    }

    /** How many rows each derived table has, by table. */
    public SortedMap<String, Long> counts() {
        return database.read(
                () -> {
                    TreeMap<String, Long> counts = new TreeMap<>();
                    for (String table : Projection.TABLES) {
                        if (!table.equals("projection")) {
                            counts.put(
                                    table,
                                    database.client()
                                            .sql("SELECT COUNT(*) FROM " + table)
                                            .query(Long.class)
                                            .single());
                        }
                    }
                    return counts;
                });
    }

    /** Promotions, the one touched last first. */
    public Page<PromotionRow> promotions(boolean openOnly, Page.Request page) {
        Conditions where = new Conditions();
        if (openOnly) {
            where.and("ended = ?", false);
        }
        return page("promotions", where, "touched DESC, id", page, Mapping::promotion);
    }

    public Optional<PromotionRow> promotion(PromotionId id) {
        Conditions where = new Conditions().and("id = ?", id.value());
        return list("promotions", where, "id", Mapping::promotion).stream().findFirst();
    }

    /** The steps of a promotion in the runbook's order. */
    public List<StepRow> steps(PromotionId promotion) {
        return list("steps", of(promotion), "ordinal", Mapping::step);
    }

    /** The evidence of a promotion in the order of its recording, old attempts included. */
    public List<EvidenceRow> evidence(PromotionId promotion) {
        return list("evidence", of(promotion), "seq, id", Mapping::evidence);
    }

    /** Where a file of that digest was evidence, whichever of the two digests it is. */
    public List<EvidenceRow> evidence(Digest digest) {
        Conditions where = new Conditions().and(digest.algorithm() + " = ?", digest.value());
        return list("evidence", where, "seq, id", Mapping::evidence);
    }

    /** The assessments of a promotion, the latest first. */
    public List<AssessmentRow> assessments(PromotionId promotion) {
        return list("assessments", of(promotion), "seq DESC", Mapping::assessment);
    }

    /** The findings of the latest assessment of each step: what stands in the way now. */
    public List<FindingRow> standingFindings(PromotionId promotion) {
        Conditions where =
                new Conditions()
                        .and(
                                "findings.seq IN (SELECT MAX(seq) FROM assessments"
                                        + " WHERE promotion = ? GROUP BY step)",
                                promotion.value());
        return list(FINDINGS, where, "findings.seq, ordinal", Mapping::finding);
    }

    /**
     * Findings whose rule, code, subject, expected, observed or remedy contains the text, whatever
     * its case; the latest first.
     */
    public Page<FindingRow> search(String text, Page.Request page) {
        String pattern =
                text.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_");
        Conditions where = new Conditions().and("haystack LIKE ? ESCAPE '!'", "%" + pattern + "%");
        return page(FINDINGS, where, "findings.seq DESC, ordinal", page, Mapping::finding);
    }

    /** Events in the order of the journal. */
    public Page<EventRow> events(EventFilter filter, Page.Request page) {
        Conditions where =
                new Conditions()
                        .and("aggregate = ?", filter.aggregate())
                        .and("type = ?", filter.type())
                        .and("actor = ?", filter.actor())
                        .and("event_time >= ?", filter.from().map(Projection::time))
                        .and("event_time < ?", filter.to().map(Projection::time));
        return page("events", where, "seq", page, Mapping::event);
    }

    /** The lines of one decision log by index. */
    public Page<DecisionRow> decisions(LogName log, Page.Request page) {
        Conditions where = new Conditions().and("log = ?", log.value());
        return page("decisions", where, "line_index", page, Mapping::decision);
    }

    /** Permits, the latest first. */
    public Page<PermitRow> permits(Page.Request page) {
        return page("permits", new Conditions(), "seq DESC", page, Mapping::permit);
    }

    /** Where the installation stands; empty before the first event of the environment. */
    public Optional<EnvironmentRow> environment() {
        return list("environment", new Conditions(), "machine", Mapping::environment).stream()
                .findFirst();
    }

    private static final String FINDINGS = "findings JOIN events ON events.seq = findings.seq";

    private static Conditions of(PromotionId promotion) {
        return new Conditions().and("promotion = ?", promotion.value());
    }

    private <T> List<T> list(String from, Conditions where, String order, RowMapper<T> mapper) {
        String sql = "SELECT * FROM " + from + where.sql() + " ORDER BY " + order;
        return database.read(
                () -> database.client().sql(sql).params(where.values()).query(mapper).list());
    }

    private <T> Page<T> page(
            String from, Conditions where, String order, Page.Request page, RowMapper<T> mapper) {
        String count = "SELECT COUNT(*) FROM " + from + where.sql();
        String sql =
                "SELECT * FROM " + from + where.sql() + " ORDER BY " + order + " LIMIT ? OFFSET ?";
        return database.read(
                () ->
                        new Page<>(
                                database.client()
                                        .sql(sql)
                                        .params(where.values())
                                        .param(page.limit())
                                        .param(page.offset())
                                        .query(mapper)
                                        .list(),
                                database.client()
                                        .sql(count)
                                        .params(where.values())
                                        .query(Long.class)
                                        .single()));
    }
}
