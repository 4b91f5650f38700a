package io.gatehouse.embedded.router;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.rule.Finding;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a router's orders go: to venues, or onto paper. Each has its own section of the
 * configuration, its own permit, its own journal and its own client order ids, so that neither ever
 * takes up an order of the other.
 */
public enum RouterMode {
    LIVE(Environment.LIVE, "var/gatehouse/router", "router "),
    PAPER(Environment.PAPER, "var/gatehouse/router-paper", "paper router ");

    private final Environment environment;
    private final String home;
    private final String salt;

    RouterMode(Environment environment, String home, String salt) {
        this.environment = environment;
        this.home = home;
        this.salt = salt;
    }

    /** Whose permit it needs. */
    public Environment environment() {
        return environment;
    }

    /** The mode of a name as the command line has it, {@code live} or {@code paper}. */
    public static Optional<RouterMode> named(String name) {
        return name.equals("live")
                ? Optional.of(LIVE)
                : name.equals("paper") ? Optional.of(PAPER) : Optional.empty();
    }

    /**
     * Why a router of this mode must not start in an installation that stands there. A router of
     * LIVE starts anywhere, since after a demotion somebody has to close; what it may not do then
     * its lease says. Paper beside live would let a fill of paper pass for one.
     */
    public Optional<Finding> refusal(Environment standing) {
        return this == LIVE || standing == Environment.PAPER
                ? Optional.empty()
                : Optional.of(
                        RouterCode.OTHER_ENVIRONMENT.at(
                                "router", "an installation at PAPER", standing.name()));
    }

    /** Its name in configuration and log. */
    String section() {
        return name().toLowerCase(Locale.ROOT);
    }

    String home() {
        return home;
    }

    String salt() {
        return salt;
    }
}
