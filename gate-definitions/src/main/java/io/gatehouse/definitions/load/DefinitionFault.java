package io.gatehouse.definitions.load;

/**
 * Why a definition was refused, in a form that an editor can jump to.
 *
 * @param code stable name of the fault, such as {@code unknown-rule}
 * @param file name of the file, without directory; the gate id when there is no file
 * @param line from 1; 0 when the fault is of the whole file
 * @param column from 1; 0 when the fault is of the whole file
 * @param place path within the definition, such as {@code steps[2].accept[0]}; empty for the whole
 * @param message what is wrong and what would be right, in English
 */
public record DefinitionFault(
        String code, String file, int line, int column, String place, String message) {

    /** A fault of a definition, wherever it came from. */
    public static DefinitionFault of(String code, String gate, String place, String message) {
        return new DefinitionFault(code, gate, 0, 0, place, message);
    }

    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line + ":" + column : "")
                + ": "
                + code
                + ": "
                + (place.isEmpty() ? "" : place + ": ")
                + message;
    }
}
