package io.gatehouse.checklist;

import java.util.List;
import java.util.regex.Pattern;

/** What counts as a ticked box and what as an empty one. */
final class Boxes {

    /** A tick, and not part of a word or the text of a link. */
    private static final Pattern TICK = Pattern.compile("(?<!\\S)\\[[xX]](?!\\S)");

    /** Also with spaces of another kind or an escape: to a reader it is empty. */
    private static final Pattern OPEN = Pattern.compile("\\[[\\s\\\\\\p{Z}\\p{Cf}]*]");

    private static final Pattern PICTURE = Pattern.compile("!\\[]\\([^()\\s]+\\)");

    /** Other readers show it crossed out: a tick that was taken back. */
    private static final Pattern STRUCK = Pattern.compile("~[^~]+~");

    private Boxes() {}

    /** A tick that the page shows, that is not crossed out, and that the source writes as one. */
    static boolean isTicked(String shown, String source) {
        return TICK.matcher(shown).find()
                && !STRUCK.matcher(shown).find()
                && (source.contains("[x]") || source.contains("[X]"));
    }

    /** The same at the start of a text. */
    static boolean startsTicked(String shown, String source) {
        return TICK.matcher(shown).lookingAt() && isTicked(shown, source);
    }

    /**
     * An empty box on the page or in the source: what only seems hidden (the words of a picture,
     * the title of a link, code) was meant to be filled all the same. Comments are left out.
     */
    static boolean isOpen(VisibleText text, String source) {
        return OPEN.matcher(text.withCode()).find()
                || OPEN.matcher(PICTURE.matcher(without(text.markup(), source)).replaceAll(""))
                        .find();
    }

    private static String without(List<String> markup, String source) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (String piece : markup) {
            // in order, each from where the last one ended: linear in the length of the source
            int at = source.indexOf(piece, from);
            if (at >= 0) {
                kept.append(source, from, at);
                from = at + piece.length();
            }
        }
        return kept.append(source, from, source.length()).toString();
    }
}
