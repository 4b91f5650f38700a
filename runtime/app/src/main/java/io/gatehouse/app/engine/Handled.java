package io.gatehouse.app.engine;

import java.util.List;

/**
 * What became of a command, and what the engine did on its own thereafter.
 *
 * @param followed in order
 */
public record Handled(Outcome outcome, List<Outcome> followed) {
    public Handled {
        followed = List.copyOf(followed);
    }
}
