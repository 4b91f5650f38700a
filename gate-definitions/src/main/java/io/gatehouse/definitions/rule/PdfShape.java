package io.gatehouse.definitions.rule;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether bytes have the outer shape of a PDF (ISO 32000-1, 7.5): header, cross-reference table or
 * stream at the place that {@code startxref} names, end mark. Nothing is rendered or executed.
 */
final class PdfShape {

    private static final Pattern HEADER = Pattern.compile("%PDF-(1\\.[0-7]|2\\.0)[\r\n]");
    private static final Pattern TRAILER =
            Pattern.compile("startxref[\r\n ]+([0-9]{1,10})[\r\n ]+%%EOF[\r\n ]*\\z");
    private static final Pattern TARGET = Pattern.compile("xref[\r\n ]|[0-9]{1,10} [0-9]{1,5} obj");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");

    /** The trailer stands in the last bytes; a longer tail is no end of a PDF. */
    private static final int TAIL = 1_024;

    private final String text;

    PdfShape(byte[] bytes) {
        // one character for each byte, so that offsets stay offsets
        text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What is missing for a PDF; empty when nothing is. */
    Optional<String> fault() {
        if (!HEADER.matcher(text).lookingAt()) {
            return Optional.of("no header %PDF-1.x");
        }
        Matcher trailer = TRAILER.matcher(text.substring(Math.max(0, text.length() - TAIL)));
        if (!trailer.find()) {
            return Optional.of("no startxref and %%EOF at its end");
        }
        long offset = Long.parseLong(trailer.group(1));
        if (offset >= text.length()) {
            return Optional.of("startxref leads out of the file");
        }
        Matcher target = TARGET.matcher(text).region((int) offset, text.length());
        return target.lookingAt() ? Optional.empty() : Optional.of("no xref where startxref says");
    }

    /** The times to the second that stand in it as plain text; none where it is compressed. */
    Set<String> times() {
        Set<String> times = new TreeSet<>();
        Matcher time = TIME.matcher(text);
        while (time.find()) {
            times.add(time.group());
        }
        return times;
    }
}
