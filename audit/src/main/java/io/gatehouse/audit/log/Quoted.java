package io.gatehouse.audit.log;

/** Foreign text as it may be shown: short, and without what a terminal would obey. */
final class Quoted {

    private static final int LONGEST = 120;

    private Quoted() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c <= 0x7e) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > LONGEST ? out + "..." : out.toString();
    }
}
