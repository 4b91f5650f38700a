package io.gatehouse.embedded.router;

import java.nio.file.Path;

/**
 * Where the router of a workspace keeps what it must not forget.
 *
 * @param root of the workspace
 */
public record RouterFiles(Path root) {

    private static final String HOME = "var/gatehouse/router";

    /** The configuration that is routed by. */
    public Path configuration() {
        return root.resolve("config/core.yaml");
    }

    /** The order journal; one process writes it at a time. */
    public Path journal() {
        return root.resolve(HOME).resolve("journal");
    }

    /** The latches of the trading state. */
    public Path latches() {
        return root.resolve(HOME).resolve("latch");
    }

    /** Reports of kills; not among the latches, where an unknown file halts. */
    public Path kills() {
        return root.resolve(HOME).resolve("kills");
    }

    /** The signed log of the router's attempts. */
    public Path log() {
        return root.resolve(HOME).resolve("router.jsonl");
    }

    /** Begin and end of each alert. */
    public Path alerts() {
        return root.resolve(HOME).resolve("alerts.jsonl");
    }
}
