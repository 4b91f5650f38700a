package io.gatehouse.server;

import io.gatehouse.app.workspace.Workspace;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;

/**
 * What to serve, and where.
 *
 * @param workspaces one engine each, in this order
 * @param bind an address of this machine's loopback; others are refused
 * @param port 0 for any that is free
 * @param headMirror a directory, best on another disk, that gets a copy of the journal's head; for
 *     one workspace only
 * @param log where log lines go
 * @param grace how long a stop waits for what is under way
 * @param watchers how many may follow events at the same time
 */
public record ServerSettings(
        List<Workspace> workspaces,
        InetAddress bind,
        int port,
        Optional<Path> headMirror,
        Handler log,
        InstantSource clock,
        Duration grace,
        int watchers) {

    /** What a stop waits when nobody says; systemd waits longer before it kills. */
    public static final Duration GRACE = Duration.ofSeconds(20);

    /** How many may follow events when nobody says. */
    public static final int WATCHERS = 16;

    public ServerSettings {
        workspaces = List.copyOf(workspaces);
        if (workspaces.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to serve");
        }
        if (!bind.isLoopbackAddress()) {
            // Statements are signed but not encrypted, and the token is all that keeps others out.
            throw new IllegalArgumentException("only a loopback address is served");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no such port");
        }
        if (watchers < 1 || grace.isNegative()) {
            throw new IllegalArgumentException("at least one watcher, and no negative time");
        }
        if (headMirror.isPresent() && workspaces.size() > 1) {
            throw new IllegalArgumentException("a mirror of heads is one workspace's");
        }
    }
}
