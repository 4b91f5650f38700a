package io.gatehouse.systemtests.server;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A trading runtime that asks again and again, in a thread of its own. */
final class AskingHolder implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final StrategyContext context;
    private final Environment wanted;
    private final Path configuration;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::ask, "holder");
    private volatile boolean leaving;
    private volatile Optional<Answer> last = Optional.empty();
    private volatile Optional<Answer> lastAllowed = Optional.empty();
    private volatile Optional<Answer> firstRefused = Optional.empty();

    /**
     * An answer.
     *
     * @param asked right before the question
     * @param answered right after the answer
     * @param codes of the findings of a refusal; empty when it may run
     */
    record Answer(Instant asked, Instant answered, boolean allowed, List<String> codes) {}

    AskingHolder(
            StrategyContext context, Environment wanted, Path configuration, InstantSource clock) {
        this.context = context;
        this.wanted = wanted;
        this.configuration = configuration;
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        while (!leaving) {
            Instant asked = clock.instant();
            Permission permission = context.mayRun(wanted, configuration);
            List<String> codes =
                    permission instanceof Permission.Refused refused
                            ? refused.findings().stream().map(f -> f.code()).toList()
                            : List.of();
            Answer answer =
                    new Answer(
                            asked,
                            clock.instant(),
                            permission instanceof Permission.Allowed,
                            codes);
            if (answer.allowed()) {
                lastAllowed = Optional.of(answer);
                firstRefused = Optional.empty();
            } else if (firstRefused.isEmpty()) {
                firstRefused = Optional.of(answer);
            }
            last = Optional.of(answer);
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    Optional<Answer> last() {
        return last;
    }

    Optional<Answer> lastAllowed() {
        return lastAllowed;
    }

    /** The first refusal since it was last allowed to run. */
    Optional<Answer> firstRefused() {
        return firstRefused;
    }

    @Override
    public void close() {
        leaving = true;
        thread.interrupt();
    }
}
