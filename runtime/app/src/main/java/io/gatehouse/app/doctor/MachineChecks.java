package io.gatehouse.app.doctor;

import io.gatehouse.app.doctor.Diagnosis.Health;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be told without reading the journal. */
final class MachineChecks {

    private static final int LEAST_JAVA = 17;
    private static final long LITTLE_SPACE = 1024L * 1024 * 1024;
    private static final long NO_SPACE = 64L * 1024 * 1024;
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final int MOST_FILES = 1_000;

    private final Workspace workspace;
    private final Instant now;

    MachineChecks(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    List<Diagnosis> all() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(java());
        found.add(encoding());
        found.add(Diagnosis.ok("time-zone", ZoneId.systemDefault()));
        found.add(workspace());
        if (Files.isDirectory(workspace.root())) {
            found.add(space());
            found.add(fileTime());
            found.add(lock());
            found.add(server());
            secrets(found);
            directories(found);
        }
        return found;
    }

    private static Diagnosis java() {
        int version = Runtime.version().feature();
        return Diagnosis.of(
                "java",
                version >= LEAST_JAVA ? Health.OK : Health.FAIL,
                version >= LEAST_JAVA ? "ok" : "old",
                Runtime.version());
    }

    private static Diagnosis encoding() {
        String console = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        boolean whole = console.equalsIgnoreCase(StandardCharsets.UTF_8.name());
        return Diagnosis.of(
                "encoding", whole ? Health.OK : Health.WARN, whole ? "ok" : "not-utf8", console);
    }

    private Diagnosis workspace() {
        return workspace.isInitialised()
                ? Diagnosis.ok("workspace", workspace)
                : Diagnosis.of("workspace", Health.FAIL, "missing", workspace);
    }

    private Diagnosis space() {
        try {
            long free = Files.getFileStore(workspace.root()).getUsableSpace();
            String text = free / (1024 * 1024) + " MiB";
            return free < NO_SPACE
                    ? Diagnosis.of("disk-space", Health.FAIL, "none", text)
                    : free < LITTLE_SPACE
                            ? Diagnosis.of("disk-space", Health.WARN, "little", text)
                            : Diagnosis.ok("disk-space", text);
        } catch (IOException e) {
            return Diagnosis.of("disk-space", Health.UNKNOWN, "unknown");
        }
    }

    /** A clock behind the files' times would make the engine refuse everything but a halt. */
    private Diagnosis fileTime() {
        try (Stream<Path> segments = Files.list(workspace.journal())) {
            Optional<Instant> newest = Optional.empty();
            for (Path segment : segments.limit(MOST_FILES).toList()) {
                Instant time = Files.getLastModifiedTime(segment).toInstant();
                newest = newest.filter(n -> n.isAfter(time)).or(() -> Optional.of(time));
            }
            return newest.filter(n -> n.isAfter(now.plus(SKEW))).isPresent()
                    ? Diagnosis.of("file-time", Health.WARN, "ahead", newest.get(), now)
                    : Diagnosis.ok("file-time");
        } catch (IOException e) {
            return Diagnosis.of("file-time", Health.UNKNOWN, "unknown");
        }
    }

    /** Whether a process serves the workspace, and whether others find the way to it. */
    private Diagnosis server() {
        Optional<ServerNote> note = ServerNote.read(workspace);
        if (note.isPresent()) {
            return Diagnosis.ok("server", note.get().pid(), note.get().url());
        }
        return Files.exists(workspace.serverNote(), LinkOption.NOFOLLOW_LINKS)
                ? Diagnosis.of("server", Health.WARN, "stale")
                : Diagnosis.of("server", Health.OK, "nobody");
    }

    private Diagnosis lock() {
        try {
            return WriterLock.holder(workspace)
                    .map(holder -> Diagnosis.of("writer-lock", Health.OK, "held", holder))
                    .orElseGet(() -> Diagnosis.ok("writer-lock"));
        } catch (IOException e) {
            return Diagnosis.of("writer-lock", Health.UNKNOWN, "unknown");
        }
    }

    /** Names of files and what is wrong with their mode; their contents are never opened. */
    private void secrets(List<Diagnosis> found) {
        if (!Files.isDirectory(workspace.secrets(), LinkOption.NOFOLLOW_LINKS)) {
            found.add(Diagnosis.of("secrets", Health.WARN, "missing"));
            return;
        }
        int bad = 0;
        try (Stream<Path> files = Files.walk(workspace.secrets(), 3)) {
            for (Path file : files.limit(MOST_FILES).toList()) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                Optional<String> objection = OwnerOnly.objection(file);
                if (objection.isPresent()) {
                    bad++;
                    found.add(
                            Diagnosis.of(
                                    "secrets",
                                    Health.FAIL,
                                    "open",
                                    workspace.root().relativize(file),
                                    objection.get()));
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            found.add(Diagnosis.of("secrets", Health.UNKNOWN, "unknown"));
            return;
        }
        if (bad == 0) {
            found.add(Diagnosis.ok("secrets"));
        }
    }

    /** Whoever may write into these directories can stop trading or exchange files. */
    private void directories(List<Diagnosis> found) {
        int bad = 0;
        for (Path directory :
                List.of(workspace.rules(), workspace.state(), workspace.decisionLogs())) {
            try {
                Set<PosixFilePermission> mode =
                        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
                boolean world = mode.contains(PosixFilePermission.OTHERS_WRITE);
                if (world || mode.contains(PosixFilePermission.GROUP_WRITE)) {
                    bad++;
                    found.add(
                            Diagnosis.of(
                                    "directories",
                                    world ? Health.FAIL : Health.WARN,
                                    "writable",
                                    workspace.root().relativize(directory)));
                }
            } catch (IOException | UnsupportedOperationException e) {
                bad++;
                found.add(
                        Diagnosis.of(
                                "directories",
                                Health.UNKNOWN,
                                "unknown",
                                workspace.root().relativize(directory)));
            }
        }
        if (bad == 0) {
            found.add(Diagnosis.ok("directories"));
        }
    }
}
