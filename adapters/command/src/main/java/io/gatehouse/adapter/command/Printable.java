package io.gatehouse.adapter.command;

/** Foreign text made fit for a terminal and a log line. */
final class Printable {

    private static final int LONGEST = 600;

    private Printable() {}

    /**
     * The text with every control, format, private and unassigned character replaced, and cut to
     * 600 characters from its end. A terminal escape in the output of a program could otherwise
     * repaint the operator's screen, and a right-to-left mark could turn FAIL into PASS to the eye.
     */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c ->
                                out.appendCodePoint(
                                        io.gatehouse.core.rule.Printable.isPlain(c) ? c : '?'));
        int start = Math.max(0, out.length() - LONGEST);
        if (start > 0 && start < out.length() && Character.isLowSurrogate(out.charAt(start))) {
            start++;
        }
        return out.substring(start);
    }
}
