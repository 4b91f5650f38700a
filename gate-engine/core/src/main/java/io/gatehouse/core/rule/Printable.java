package io.gatehouse.core.rule;

/** Text from outside, made fit for a finding, a log line and a terminal. */
public final class Printable {

    /** Characters (code points) that are kept. */
    public static final int LONGEST = 200;

    private Printable() {}

    /**
     * The text with each character that acts instead of being read replaced by {@code ?}, and cut
     * to {@value #LONGEST} characters and {@code ...}.
     *
     * <p>An escape in a file name could otherwise repaint the screen of whoever reads the finding,
     * and a mark of direction could turn FAIL into PASS to the eye.
     */
    public static String text(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> out.appendCodePoint(isPlain(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > LONGEST ? out + "..." : out.toString();
    }

    /** Whether a character (code point) is read as itself, and does nothing. */
    public static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
