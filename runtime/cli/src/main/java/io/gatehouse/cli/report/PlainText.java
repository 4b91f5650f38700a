package io.gatehouse.cli.report;

/** Text from files and other people, made harmless for a screen or a document. */
public final class PlainText {

    private PlainText() {}

    /**
     * Shows what would act instead of being read: control and format characters, line and paragraph
     * separators, lone surrogates and non-characters. Line feeds stay.
     */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isHidden(c)) {
                                safe.append(String.format("\\u{%x}", c));
                            } else {
                                safe.appendCodePoint(c);
                            }
                        });
        return safe.toString();
    }

    /** The same for text that must stay on one line: line feeds are shown too. */
    public static String line(String text) {
        return printable(text).replace("\n", "\\u{a}");
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return (type == Character.CONTROL && c != '\n')
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE;
    }
}
