package io.gatehouse.store;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.store.Job.Entry;
import io.gatehouse.store.Job.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What became of each job, by key. */
final class JobTable {

    private final Database database;

    JobTable(Database database) {
        this.database = database;
    }

    Optional<Entry> find(String key) {
        return database.read(
                () ->
                        database.client()
                                .sql("SELECT * FROM jobs WHERE job_key = ?")
                                .param(key)
                                .query(JobTable::entry)
                                .optional());
    }

    /** Whether the key was new. */
    boolean insert(Job job, Instant now) {
        return database.insertIfNew(
                () ->
                        database.template()
                                .update(
                                        "INSERT INTO jobs VALUES (?,?,?,?,?,?,0,'')",
                                        job.key(),
                                        job.promotion().value(),
                                        job.slot(),
                                        Status.QUEUED.name(),
                                        Projection.time(now),
                                        Projection.time(now)));
    }

    /**
     * From one status to another, if it stands there: of two who try, one succeeds.
     *
     * @return whether it was moved
     */
    boolean move(String key, Status from, Status to, Instant now, String note) {
        return database.read(
                () ->
                        database.template()
                                        .update(
                                                "UPDATE jobs SET status = ?, changed = ?, note = ?,"
                                                        + " runs = runs + ?"
                                                        + " WHERE job_key = ? AND status = ?",
                                                to.name(),
                                                Projection.time(now),
                                                Projection.clip(note, 4_000),
                                                to == Status.RUNNING ? 1 : 0,
                                                key,
                                                from.name())
                                == 1);
    }

    List<Entry> all(Status status) {
        return database.read(
                () ->
                        database.client()
                                .sql(
                                        "SELECT * FROM jobs WHERE status = ? ORDER BY enqueued, job_key")
                                .param(status.name())
                                .query(JobTable::entry)
                                .list());
    }

    Page<Entry> page(Page.Request page) {
        return database.read(
                () ->
                        new Page<>(
                                database.client()
                                        .sql(
                                                "SELECT * FROM jobs ORDER BY enqueued DESC, job_key"
                                                        + " LIMIT ? OFFSET ?")
                                        .param(page.limit())
                                        .param(page.offset())
                                        .query(JobTable::entry)
                                        .list(),
                                database.client()
                                        .sql("SELECT COUNT(*) FROM jobs")
                                        .query(Long.class)
                                        .single()));
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        return new Entry(
                new Job(
                        row.getString("job_key"),
                        new PromotionId(row.getString("promotion")),
                        row.getString("slot")),
                Status.valueOf(row.getString("status")),
                row.getObject("enqueued", OffsetDateTime.class).toInstant(),
                row.getObject("changed", OffsetDateTime.class).toInstant(),
                row.getInt("runs"),
                row.getString("note"));
    }
}
