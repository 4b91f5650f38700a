package io.gatehouse.adapter.risklabs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Places blocks one below the other and begins new pages. Confined to one document and thread. */
final class Flow {

    static final float TOP = Sheet.HEIGHT - 74;
    static final float BOTTOM = 58;
    static final float WIDTH = Sheet.RIGHT - Sheet.LEFT;

    private static final float BODY = 9;

    private final PDDocument document;
    private final Typeface typeface;
    private final Words words;
    private final String stamp;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<Chapter> chapters = new ArrayList<>();
    private float y = TOP;
    private String part = "";

    /** A section and the page, from 0, that it begins on. */
    record Chapter(String title, int page) {}

    /**
     * @param stamp what stands across each page, or nothing
     */
    Flow(PDDocument document, Typeface typeface, Words words, String stamp) throws IOException {
        this.document = document;
        this.typeface = typeface;
        this.words = words;
        this.stamp = stamp;
        turn();
    }

    Words words() {
        return words;
    }

    Typeface typeface() {
        return typeface;
    }

    Sheet sheet() {
        return sheets.get(sheets.size() - 1);
    }

    List<Sheet> sheets() {
        return sheets;
    }

    List<Chapter> chapters() {
        return chapters;
    }

    /** Where the next block begins. */
    float y() {
        return y;
    }

    float room() {
        return y - BOTTOM;
    }

    void skip(float points) {
        y -= points;
    }

    boolean atTop() {
        return y == TOP;
    }

    /** Begins a new page. */
    void turn() throws IOException {
        Sheet sheet = new Sheet(document, typeface);
        sheets.add(sheet);
        if (!stamp.isEmpty()) {
            sheet.diagonal(stamp, 56, Ink.STAMP);
        }
        y = TOP;
    }

    /** Begins a new page unless so much room is left. */
    void need(float height) throws IOException {
        if (room() < height && !atTop()) {
            turn();
        }
    }

    /** A section's title; the section begins a page of its own unless so much room is left. */
    void section(String key, float height) throws IOException {
        if (!atTop()) {
            skip(22);
            need(height);
        }
        part = words.text(key);
        chapters.add(new Chapter(words.text(key), sheets.size() - 1));
        skip(15);
        sheet().bold(Sheet.LEFT, y, 15, Ink.HEAD, words.text(key));
        skip(7);
        sheet().line(Sheet.LEFT, y, Sheet.RIGHT, y, 1.2f, Ink.HEAD);
        skip(8);
    }

    /** A title within a section, kept together with so much of what follows. */
    void heading(String text, float following) throws IOException {
        need(24 + following);
        part = text;
        skip(atTop() ? 11 : 18);
        String line = typeface.shorten(text, 11, WIDTH);
        sheet().bold(Sheet.LEFT, y, 11, Ink.TEXT, line);
        skip(6);
    }

    /** Begins a new page in the middle of a table, and says whose table goes on. */
    void turnWithin() throws IOException {
        turn();
        skip(8);
        String line = typeface.shorten(words.text("continued", part), 7.5f, WIDTH);
        sheet().text(Sheet.LEFT, y, 7.5f, Ink.MUTED, line);
        skip(5);
    }

    /** A line of weight within a heading's part, kept together with what follows. */
    void strong(String text, float following) throws IOException {
        need(16 + following);
        skip(14);
        sheet().bold(Sheet.LEFT, y, 8.5f, Ink.TEXT, typeface.shorten(text, 8.5f, WIDTH));
        skip(4);
    }

    void paragraph(String text) throws IOException {
        paragraph(text, BODY, Ink.TEXT);
    }

    void small(String text) throws IOException {
        paragraph(text, 7.5f, Ink.MUTED);
    }

    private void paragraph(String text, float size, Ink ink) throws IOException {
        float leading = size * 1.35f;
        for (String line : typeface.wrap(text, size, WIDTH)) {
            need(leading);
            skip(leading);
            sheet().text(Sheet.LEFT, y + leading - size, size, ink, line);
        }
        skip(4);
    }
}
