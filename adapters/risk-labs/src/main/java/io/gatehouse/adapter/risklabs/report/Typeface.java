package io.gatehouse.adapter.risklabs.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The embedded font (Liberation Sans, a subset of which goes into the document) and how wide texts
 * are in it. Sizes and widths in points. Confined to one document and thread.
 */
final class Typeface {

    private static final String RESOURCE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PDFont font;
    private final Map<Integer, Float> widths = new HashMap<>();

    Typeface(PDDocument document) throws IOException {
        try (InputStream file = PDDocument.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IOException("the report's font is not on the class path");
            }
            TrueTypeFont face = new TTFParser().parse(new RandomAccessReadBuffer(file));
            document.registerTrueTypeFontForClosing(face);
            // no ligatures: one glyph for each character, of the width that was reckoned with
            face.setEnableGsub(false);
            font = PDType0Font.load(document, face, true);
        }
    }

    PDFont font() {
        return font;
    }

    /** The text with every character that the font lacks replaced by a question mark. */
    String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(unit(c) < 0 ? '?' : c));
        return safe.toString();
    }

    float width(String text, float size) {
        float units = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            units += Math.max(0, unit(text.codePointAt(i)));
        }
        return units * size / 1000;
    }

    /** Width of a character in thousandths of the size; negative when the font lacks it. */
    private float unit(int codePoint) {
        return widths.computeIfAbsent(
                codePoint,
                c -> {
                    try {
                        return font.getStringWidth(Character.toString(c));
                    } catch (IOException | IllegalArgumentException e) {
                        return -1f;
                    }
                });
    }

    /** The text in lines that are not wider; words that are wider are cut. Never empty. */
    List<String> wrap(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            paragraph(safe(paragraph), size, width, lines);
        }
        return lines;
    }

    private void paragraph(String text, float size, float width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (line.length() > 0 && width(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (width(rest, size) > width) {
                int fits = fitting(rest, size, width);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        lines.add(line.toString());
    }

    /** Number of units that fit, at least one character; after a separator where there is one. */
    private int fitting(String text, float size, float width) {
        int end = 0;
        int separator = 0;
        int slash = 0;
        float used = 0;
        while (end < text.length()) {
            int code = text.codePointAt(end);
            used += Math.max(0, unit(code)) * size / 1000;
            if (used > width && end > 0) {
                break;
            }
            end += Character.charCount(code);
            slash = code == '/' ? end : slash;
            separator = "/_-.:".indexOf(code) >= 0 ? end : separator;
        }
        int place = slash > end / 3 ? slash : separator;
        return place > end / 3 ? place : end;
    }

    /** The text, cut and ended by three dots where it is wider. */
    String shorten(String text, float size, float width) {
        String safe = safe(text);
        if (width(safe, size) <= width) {
            return safe;
        }
        int end = safe.length();
        while (end > 0 && width(safe.substring(0, end) + "...", size) > width) {
            end = safe.offsetByCodePoints(end, -1);
        }
        return safe.substring(0, end) + "...";
    }
}
