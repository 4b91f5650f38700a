package io.gatehouse.core.definition;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;

/**
 * What an adapter is asked to do.
 *
 * @param with the adapter's own parameters, checked by the adapter when the definition is linted
 * @param timeout after which the outcome is UNKNOWN, never success; positive, at most a day
 */
public record ActionDefinition(AdapterId adapter, JsonObject with, Duration timeout) {

    public ActionDefinition {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("an action's timeout is between PT0S and P1D");
        }
    }
}
