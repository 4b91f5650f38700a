package io.gatehouse.definitions.yaml;

/**
 * Why a YAML document was refused.
 *
 * <p>The message never quotes more of the document than a member name.
 *
 * @param line from 1; 0 when the fault is of the whole document
 * @param column from 1; 0 when the fault is of the whole document
 */
public record YamlFault(Kind kind, int line, int column, String message) {

    /** What can be wrong. */
    public enum Kind {
        TOO_LARGE,
        NOT_UTF8,
        SYNTAX,
        EMPTY,
        SEVERAL_DOCUMENTS,
        ANCHOR,
        ALIAS,
        TAG,
        DUPLICATE_KEY,
        /** A key that looks like the n-th occurrence of another, in a configuration. */
        NUMBERED_KEY,
        KEY_NOT_TEXT,
        MERGE_KEY,
        TOO_DEEP,
        TOO_MANY_NODES,
        SCALAR
    }

    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ", column " + column + ": " + message;
    }
}
