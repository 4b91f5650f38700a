package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One tightening, as its file says it. It stands until a named person lifts it.
 *
 * @param number from 1, without gaps
 * @param strategy the strategy that it holds for; empty when it holds for everything
 * @param state REDUCING or HALTED; a strategy is always HALTED
 * @param by person or part of the program that tightened
 * @param reason 1 to 500 characters
 */
public record Latch(
        int number,
        Optional<String> strategy,
        TradingState state,
        Instant at,
        String by,
        String reason) {

    private static final String SCHEMA = "gatehouse.trading-latch/v1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "number", "scope", "state", "at", "by", "reason");
    private static final String ALL = "all";
    private static final String STRATEGY = "strategy:";
    private static final int LONGEST = 500;

    public Latch {
        if (number < 1 || state == TradingState.ACTIVE || by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a latch has a number, a state, who and why");
        }
        by = cut(by);
        reason = cut(reason);
    }

    /** A halt must not fail for the text that explains it. */
    private static String cut(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("number", number)
                .put("scope", strategy.map(name -> STRATEGY + name).orElse(ALL))
                .put("state", state.name())
                .put("at", at.toString())
                .put("by", by)
                .put("reason", reason)
                .build();
    }

    /** Reads what {@link #toJson} wrote; anything else is empty, which means "halted". */
    static Optional<Latch> read(JsonObject json) {
        try {
            if (!json.names().equals(MEMBERS) || !json.requireText("schema").equals(SCHEMA)) {
                return Optional.empty();
            }
            String scope = json.requireText("scope");
            boolean all = scope.equals(ALL);
            if (!all && !scope.startsWith(STRATEGY)) {
                return Optional.empty();
            }
            int number = Math.toIntExact(json.integer("number").orElse(0L));
            return Optional.of(
                    new Latch(
                            number,
                            all
                                    ? Optional.empty()
                                    : Optional.of(scope.substring(STRATEGY.length())),
                            TradingState.valueOf(json.requireText("state")),
                            Instant.parse(json.requireText("at")),
                            json.requireText("by"),
                            json.requireText("reason")));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
