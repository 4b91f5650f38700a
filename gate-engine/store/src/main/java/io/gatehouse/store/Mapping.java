package io.gatehouse.store;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.store.Rows.AssessmentRow;
import io.gatehouse.store.Rows.DecisionRow;
import io.gatehouse.store.Rows.EnvironmentRow;
import io.gatehouse.store.Rows.EventRow;
import io.gatehouse.store.Rows.EvidenceRow;
import io.gatehouse.store.Rows.FindingRow;
import io.gatehouse.store.Rows.PermitRow;
import io.gatehouse.store.Rows.PromotionRow;
import io.gatehouse.store.Rows.StepRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Rows of tables to rows of answers; the second argument is the row's number, which none needs. */
final class Mapping {

    private Mapping() {}

    static PromotionRow promotion(ResultSet row, int n) throws SQLException {
        Optional<String> log = text(row, "decision_log");
        long index = row.getLong("decision_index");
        return new PromotionRow(
                row.getString("id"),
                row.getString("gate"),
                digest(row, "definition"),
                row.getString("state"),
                row.getBoolean("ended"),
                row.getString("requester"),
                time(row, "opened"),
                time(row, "touched"),
                row.getString("release_id"),
                digest(row, "release_bundle"),
                row.getString("release_commit"),
                row.getString("reason"),
                log.map(name -> name + "#" + index));
    }

    static StepRow step(ResultSet row, int n) throws SQLException {
        return new StepRow(
                row.getInt("ordinal"),
                row.getString("step"),
                row.getString("status"),
                row.getInt("attempt"),
                text(row, "action_key"),
                text(row, "action_phase"),
                row.getInt("sign_offs"));
    }

    static EvidenceRow evidence(ResultSet row, int n) throws SQLException {
        return new EvidenceRow(
                row.getString("promotion"),
                row.getString("id"),
                row.getString("step"),
                row.getString("artefact"),
                row.getInt("attempt"),
                row.getString("path"),
                row.getLong("size"),
                digest(row, "sha256"),
                digest(row, "sha384"),
                time(row, "recorded"),
                row.getBoolean("secret"),
                row.getString("recorded_by"),
                row.getBoolean("counts"));
    }

    static AssessmentRow assessment(ResultSet row, int n) throws SQLException {
        return new AssessmentRow(
                row.getLong("seq"),
                row.getString("step"),
                row.getString("verdict"),
                time(row, "as_of"),
                digest(row, "evidence_root"),
                row.getString("build"));
    }

    static FindingRow finding(ResultSet row, int n) throws SQLException {
        return new FindingRow(
                row.getLong("seq"),
                time(row, "event_time"),
                text(row, "promotion"),
                text(row, "step"),
                row.getString("source"),
                row.getString("rule"),
                row.getString("code"),
                row.getString("subject"),
                row.getString("expected"),
                row.getString("observed"),
                row.getString("remedy"),
                row.getString("clause"),
                row.getBoolean("pending"));
    }

    static EventRow event(ResultSet row, int n) throws SQLException {
        return new EventRow(
                row.getLong("seq"),
                time(row, "event_time"),
                row.getString("type"),
                row.getString("aggregate"),
                row.getString("actor"));
    }

    static DecisionRow decision(ResultSet row, int n) throws SQLException {
        return new DecisionRow(
                row.getString("log"),
                row.getLong("line_index"),
                row.getLong("seq"),
                row.getString("status"),
                digest(row, "digest"),
                time(row, "event_time"));
    }

    static PermitRow permit(ResultSet row, int n) throws SQLException {
        return new PermitRow(
                row.getString("id"),
                row.getLong("seq"),
                digest(row, "digest"),
                row.getString("environment"),
                time(row, "issued"),
                Optional.ofNullable(row.getObject("revoked", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("reason"));
    }

    static EnvironmentRow environment(ResultSet row, int n) throws SQLException {
        return new EnvironmentRow(
                row.getString("machine"),
                time(row, "since"),
                row.getString("reason"),
                text(row, "permit"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Digest digest(ResultSet row, String column) throws SQLException {
        return Digest.parse(row.getString(column));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
