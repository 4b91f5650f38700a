package io.gatehouse.app.workspace;

import io.gatehouse.core.id.LogName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The layout of an installation's directory. Immutable; looks at the disk only where a method says
 * so.
 *
 * <pre>
 * gatehouse/            people.yaml, keys.json, commands.yaml, gates/*.yaml: what is adopted by signature
 * var/gatehouse/        writer.lock, journal/, h2/, permits/, halt/, quarantine/, actions/
 * audit/decision_logs/  the four logs of the documents
 * audit/artefacts/      archived evidence: date, gate, promotion
 * secrets/              key material, readable by its owner only
 * </pre>
 */
public final class Workspace {

    private final Path root;

    private Workspace(Path root) {
        this.root = root;
    }

    /** The workspace at a directory, which need not exist yet. */
    public static Workspace at(Path directory) {
        return new Workspace(directory.toAbsolutePath().normalize());
    }

    public Path root() {
        return root;
    }

    /** What people adopt by signature. */
    public Path rules() {
        return root.resolve("gatehouse");
    }

    public Path people() {
        return rules().resolve("people.yaml");
    }

    /** The public list of the engine's keys. */
    public Path keys() {
        return rules().resolve("keys.json");
    }

    /** Programs that definitions may run, with their digests. */
    public Path commands() {
        return rules().resolve("commands.yaml");
    }

    /** Who is told what happens; need not exist, and is not adopted. */
    public Path notifications() {
        return rules().resolve("notifications.yaml");
    }

    /** How far each recipient of notifications has been told. */
    public Path outbox() {
        return state().resolve("outbox");
    }

    /** Definitions that replace the built-in ones; need not exist. */
    public Path gates() {
        return rules().resolve("gates");
    }

    /** What the engine keeps. */
    public Path state() {
        return root.resolve("var").resolve("gatehouse");
    }

    public Path writerLock() {
        return state().resolve("writer.lock");
    }

    /** Where the process that serves this workspace listens, while it does. */
    public Path serverNote() {
        return state().resolve("server.json");
    }

    public Path journal() {
        return state().resolve("journal");
    }

    /** Directory of the derived database; can be deleted at any time. */
    public Path database() {
        return state().resolve("h2");
    }

    public Path permits() {
        return state().resolve("permits");
    }

    /** What arms the live router; there only while LIVE is granted. */
    public Path routerArming() {
        return state().resolve("router/armed.json");
    }

    /** While anything is in here, nobody may trade. */
    public Path halt() {
        return state().resolve("halt");
    }

    /** Latches allocated in advance, so that a halt needs no space on the disk. */
    public Path spareLatches() {
        return state().resolve("halt-spare");
    }

    public Path quarantine() {
        return state().resolve("quarantine");
    }

    /** Outputs of actions. */
    public Path actions() {
        return state().resolve("actions");
    }

    /** Details of faults of the program. */
    public Path faultLog() {
        return state().resolve("faults.log");
    }

    public Path decisionLogs() {
        return root.resolve("audit").resolve("decision_logs");
    }

    public Path decisionLog(LogName log) {
        return decisionLogs().resolve(log + ".jsonl");
    }

    public Path artefacts() {
        return root.resolve("audit").resolve("artefacts");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Where the credential of a person is looked for when no other file is named. */
    public Path credential(String person) {
        return secrets().resolve("people").resolve(person + ".json");
    }

    /** Whether there is a journal directory: whether somebody ran {@code init} here. */
    public boolean isInitialised() {
        return Files.isDirectory(journal(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes the directories that are missing, readable by their owner only.
     *
     * @throws FileAlreadyExistsException when a file, or a symbolic link, stands in a directory's
     *     place: a link could lead writing elsewhere
     */
    public void create() throws IOException {
        List<Path> all =
                List.of(
                        rules(),
                        state(),
                        journal(),
                        database(),
                        permits(),
                        halt(),
                        spareLatches(),
                        quarantine(),
                        actions(),
                        decisionLogs(),
                        artefacts(),
                        secrets(),
                        secrets().resolve("people"));
        for (Path directory : all) {
            create(directory);
        }
    }

    private void create(Path directory) throws IOException {
        if (!directory.equals(root)) {
            create(directory.getParent());
        }
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (directory.equals(root)) {
            // The workspace itself may be reached through links of the person's own making.
            Files.createDirectories(directory);
            return;
        }
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
