package io.gatehouse.embedded.router;

import java.nio.file.Path;

/**
 * Where the router of a workspace keeps what it must not forget.
 *
 * @param root of the workspace
 * @param mode live and paper share nothing but the configuration
 */
public record RouterFiles(Path root, RouterMode mode) {

    /** Those of the router that trades live. */
    public RouterFiles(Path root) {
        this(root, RouterMode.LIVE);
    }

    private Path home() {
        return root.resolve(mode.home());
    }

    /** The configuration that is routed by. */
    public Path configuration() {
        return root.resolve("config/core.yaml");
    }

    /** The order journal; one process writes it at a time. */
    public Path journal() {
        return home().resolve("journal");
    }

    /** The latches of the trading state. */
    public Path latches() {
        return home().resolve("latch");
    }

    /** Reports of kills; not among the latches, where an unknown file halts. */
    public Path kills() {
        return home().resolve("kills");
    }

    /** The signed log of the router's attempts. */
    public Path log() {
        return home().resolve("router.jsonl");
    }

    /** Fills on paper; there are none of live. */
    Path fills() {
        return home().resolve("fills.jsonl");
    }

    /** Begin and end of each alert. */
    public Path alerts() {
        return home().resolve("alerts.jsonl");
    }
}
