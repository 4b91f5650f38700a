package io.gatehouse.audit.log;

/**
 * Port: somebody else who knows something about a line: the files and the archive about its
 * artefacts, the journal about its event. Called once per line, in order, only for lines that
 * parse.
 */
public interface LineWitness {

    /** What the witness says. */
    sealed interface Testimony {

        /** It is as the line says. */
        record Confirmed() implements Testimony {}

        /** It is not. */
        record Contradicted(String expected, String observed) implements Testimony {}

        /** The witness cannot say; the check counts as not made. */
        record Unavailable(String reason) implements Testimony {}
    }

    /** What it testifies to. */
    Unchecked.Check check();

    Testimony testify(DecisionLine line);
}
