package io.gatehouse.app.recover;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The steps of a reinstallation without a network (plan, section 5), and what of each is there: in
 * a workspace that still works, so that a failure finds it prepared, or in a restored one.
 *
 * <p>Takes no lock and writes nothing. What only a person can do is never reported as there.
 */
public final class ReinstallationPlan {

    private final Workspace workspace;
    private final Instant now;

    public ReinstallationPlan(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    /** The steps, in the order in which they are done. */
    public enum Step {
        HALT,
        BACKUP,
        LICENCE,
        BUNDLE,
        HISTORY,
        INSTALLER,
        KEYS,
        TRIAL;

        /** The name in documents. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a step stands. */
    public enum Standing {
        THERE,
        MISSING,
        /** Only a person can do or see it. */
        PERSON
    }

    /**
     * A row of the plan.
     *
     * @param detail what was seen, in the language of logs: a position, a count, a file
     */
    public record Row(Step step, Standing standing, String detail) {}

    /**
     * The rows.
     *
     * @param backup what a verification of the backup found, where one was named
     */
    public List<Row> rows(Optional<BackupReport> backup) throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.add(halt());
        rows.add(backup(backup));
        rows.add(
                file(
                        Step.LICENCE,
                        workspace.root().resolve("var/licenses"),
                        name -> name.equals("registry.jsonl")));
        rows.add(
                file(
                        Step.BUNDLE,
                        workspace.root().resolve("var/dist"),
                        name -> name.matches("core-oem-.*\\.(tar\\.gz|zip)")));
        rows.add(history());
        rows.add(
                file(
                        Step.INSTALLER,
                        workspace.root().resolve("var/audit/acceptance"),
                        name -> name.equals("summary.json")));
        rows.add(keys());
        rows.add(new Row(Step.TRIAL, Standing.PERSON, ""));
        return rows;
    }

    private Row halt() {
        boolean halted = workspace.isInitialised() && new HaltLatch(workspace).isDown();
        return new Row(
                Step.HALT, halted ? Standing.THERE : Standing.PERSON, halted ? "halted" : "");
    }

    private static Row backup(Optional<BackupReport> backup) {
        if (backup.isEmpty()) {
            return new Row(Step.BACKUP, Standing.MISSING, "");
        }
        BackupReport report = backup.get();
        String ends = report.summary().map(s -> s.journal().toString()).orElse("");
        return report.sound()
                ? new Row(
                        Step.BACKUP,
                        report.incomplete().isEmpty() ? Standing.THERE : Standing.PERSON,
                        ends)
                : new Row(Step.BACKUP, Standing.MISSING, report.findings().size() + " finding(s)");
    }

    private Row history() throws IOException {
        if (!workspace.isInitialised()) {
            return new Row(Step.HISTORY, Standing.MISSING, "");
        }
        try {
            JournalCheck.Checked checked =
                    new JournalCheck(workspace, now).fsck(List.of(), Optional.empty());
            return checked.sound()
                    ? new Row(Step.HISTORY, Standing.THERE, checked.position().toString())
                    : new Row(
                            Step.HISTORY,
                            Standing.MISSING,
                            checked.findings().size() + " finding(s)");
        } catch (KeyFaultException e) {
            return new Row(Step.HISTORY, Standing.MISSING, e.fault().message());
        }
    }

    private Row keys() throws IOException {
        if (!Files.isRegularFile(workspace.keys(), LinkOption.NOFOLLOW_LINKS)) {
            return new Row(Step.KEYS, Standing.MISSING, "");
        }
        try {
            KeyRing ring = EngineKeys.ring(workspace);
            List<String> absent = new ArrayList<>();
            for (KeyEntry key : ring.keys()) {
                // keys of others, such as those of build machines, have no secret half here
                boolean own = key.secret().isPresent() && key.revokedAt().isEmpty();
                if (own && !isReadable(key)) {
                    absent.add(key.id().value());
                }
            }
            return absent.isEmpty()
                    ? new Row(Step.KEYS, Standing.THERE, ring.keys().size() + "")
                    : new Row(Step.KEYS, Standing.MISSING, String.join(", ", absent));
        } catch (KeyFaultException e) {
            return new Row(Step.KEYS, Standing.MISSING, e.fault().message());
        }
    }

    private boolean isReadable(KeyEntry key) {
        try (SecretBytes secret = LocalKeySecrets.of(workspace.rules()).load(key)) {
            return secret.length() > 0;
        } catch (KeyFaultException e) {
            return false;
        }
    }

    /** The first file of such a name in a folder, or one folder further down. */
    private Row file(Step step, Path folder, Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return new Row(step, Standing.MISSING, "");
        }
        try (var files = Files.walk(folder, 2)) {
            return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .filter(f -> wanted.test(f.getFileName().toString()))
                    .max(Comparator.naturalOrder())
                    .map(f -> workspace.root().relativize(f).toString())
                    .map(name -> new Row(step, Standing.THERE, name))
                    .orElseGet(() -> new Row(step, Standing.MISSING, ""));
        }
    }
}
