package io.gatehouse.core.command;

import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.SignedStatement;
import java.util.Optional;

/** Who gives a command: a person with a signature of the very command, or the engine itself. */
public sealed interface Actor {

    Actor ENGINE = new Engine();

    /** As it stands in the journal: {@code person:<id>} or {@code engine}. */
    String label();

    /** What was signed; empty for the engine. */
    Optional<SignedStatement> signed();

    /** A person; nothing about the claim is believed before the signature is verified. */
    record Signatory(SignedStatement statement) implements Actor {
        @Override
        public String label() {
            return Actor.labelOf(statement.person());
        }

        @Override
        public Optional<SignedStatement> signed() {
            return Optional.of(statement);
        }
    }

    /** The engine, in the process that holds the writer lock. */
    record Engine() implements Actor {
        @Override
        public String label() {
            return "engine";
        }

        @Override
        public Optional<SignedStatement> signed() {
            return Optional.empty();
        }
    }

    static String labelOf(PersonId person) {
        return "person:" + person;
    }
}
