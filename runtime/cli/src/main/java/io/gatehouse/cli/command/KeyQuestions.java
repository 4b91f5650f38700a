package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.Verb;

/** Asks for a word before something is done to a key. */
final class KeyQuestions {

    private KeyQuestions() {}

    /** Whether the person typed the name of what it is about; never a plain yes. */
    static boolean confirmed(Verb verb, String word) throws Unanswerable {
        return verb.ask(verb.text("key.ask", word) + " ")
                .orElseThrow(() -> Unanswerable.usage(verb.text("key.no-terminal")))
                .strip()
                .equals(word);
    }
}
