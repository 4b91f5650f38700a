package io.gatehouse.core.port;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Work that an adapter does for a gate.
 *
 * <p>The engine calls {@link #run} at most once per key, after STARTED is durable, and never holds
 * a lock meanwhile. An exception out of {@code run} is an UNKNOWN outcome. Thread-safe.
 */
public interface GateAction {

    AdapterId adapter();

    /** Whether running it twice does no harm: then a lost outcome may be retried. */
    boolean repeatable();

    /** Faults of an action's parameters in a definition; empty when there are none. */
    List<String> lint(JsonObject with);

    /** Does the work, within the request's timeout. */
    Outcome run(Request request);

    /** Finds out how a lost run of that key ended, or empty when the adapter cannot know. */
    default Optional<Outcome> probe(Request request) {
        return Optional.empty();
    }

    /**
     * What an action is asked to do, once.
     *
     * @param slot a step id, or {@code activate-<n>}
     * @param workspace directory that paths are relative to
     * @param trusted digests of programs that were adopted, by name
     */
    record Request(
            String key,
            PromotionId promotion,
            String slot,
            int attempt,
            JsonObject parameters,
            Path workspace,
            Duration timeout,
            SortedMap<String, String> trusted) {}

    /** How it ended. */
    sealed interface Outcome {

        /**
         * It was done.
         *
         * @param facts what to remember: exit code, digests of outputs; no secrets
         */
        record Succeeded(JsonObject facts) implements Outcome {}

        record Failed(JsonObject facts, List<Finding> findings) implements Outcome {}

        /** It may or may not have been done. */
        record Lost(String reason) implements Outcome {}
    }
}
