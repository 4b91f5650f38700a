package io.gatehouse.app.remote;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * {@code var/gatehouse/server.json}: where the process that serves a workspace listens, and the
 * token that its callers show. The file belongs to its owner alone; the token changes with each
 * start and gives no right to decide anything.
 */
public record ServerNote(URI url, long pid, String token) {

    private static final int LONGEST = 4096;
    private static final Set<String> MEMBERS = Set.of("schema", "url", "pid", "token", "since");
    private static final String SCHEMA = "gatehouse.server/1";

    /** Literal addresses: a name could be made to lead elsewhere. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    public ServerNote {
        if (!isLoopback(url)) {
            throw new IllegalArgumentException("a server is spoken to on this machine alone");
        }
    }

    private static boolean isLoopback(URI url) {
        return "http".equals(url.getScheme())
                && url.getHost() != null
                && LOOPBACK.contains(url.getHost())
                && url.getPort() > 0
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (url.getRawPath() == null || url.getRawPath().isEmpty());
    }

    /**
     * The server of a workspace, when the file may be believed: it belongs to its owner alone,
     * names this machine, and its process is alive. Empty otherwise: nothing is ever sent then.
     */
    public static Optional<ServerNote> read(Workspace workspace) {
        Path file = workspace.serverNote();
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    || OwnerOnly.objection(file).isPresent()) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(LONGEST + 1);
            }
            return bytes.length > LONGEST ? Optional.empty() : parse(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ServerNote> parse(byte[] bytes) {
        try {
            JsonObject note = StrictJson.readSigned(bytes).objectOrThrow();
            if (!note.names().equals(MEMBERS) || !note.text("schema").equals(Optional.of(SCHEMA))) {
                return Optional.empty();
            }
            long pid = note.integer("pid").orElse(-1L);
            boolean alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
            String token = note.text("token").orElse("");
            if (!alive || !token.matches("[A-Za-z0-9_-]{32,128}")) {
                return Optional.empty();
            }
            return Optional.of(new ServerNote(URI.create(note.text("url").orElse("")), pid, token));
        } catch (JsonFaultException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Puts the file into a workspace, readable by its owner only. */
    public void write(Workspace workspace, java.time.Instant since) throws IOException {
        JsonObject note =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("url", url.toString())
                        .put("pid", pid)
                        .put("token", token)
                        .put("since", since.toString())
                        .build();
        DurableFiles.replace(
                workspace.serverNote(),
                (CanonicalJson.text(note) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ServerNote[" + url + ", process " + pid + "]";
    }
}
