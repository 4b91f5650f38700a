package io.gatehouse.adapter.risklabs.report;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * One A4 page that is being drawn; points from the lower left corner. Content is left uncompressed:
 * deflated bytes differ between Java runtimes. Confined to one thread.
 */
final class Sheet implements AutoCloseable {

    static final float WIDTH = PDRectangle.A4.getWidth();
    static final float HEIGHT = PDRectangle.A4.getHeight();

    /** Nothing that is text stands farther out. */
    static final float LEFT = 45;

    static final float RIGHT = WIDTH - LEFT;

    private final PDPageContentStream stream;
    private final Typeface typeface;

    Sheet(PDDocument document, Typeface typeface) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        this.stream = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false);
        this.typeface = typeface;
    }

    Typeface typeface() {
        return typeface;
    }

    void text(float x, float y, float size, Ink ink, String text) throws IOException {
        show(Matrix.getTranslateInstance(x, y), size, ink, text, false);
    }

    /** Bold: the one embedded face with a thin outline. */
    void bold(float x, float y, float size, Ink ink, String text) throws IOException {
        show(Matrix.getTranslateInstance(x, y), size, ink, text, true);
    }

    void right(float x, float y, float size, Ink ink, String text) throws IOException {
        String safe = typeface.safe(text);
        text(x - typeface.width(safe, size), y, size, ink, safe);
    }

    void centre(float x, float y, float size, Ink ink, String text) throws IOException {
        String safe = typeface.safe(text);
        text(x - typeface.width(safe, size) / 2, y, size, ink, safe);
    }

    /** Text through the middle of the page, from lower left to upper right. */
    void diagonal(String text, float size, Ink ink) throws IOException {
        String safe = typeface.safe(text);
        float half = typeface.width(safe, size) / 2;
        float cos = 0.6f;
        float sin = 0.8f;
        Matrix turned =
                new Matrix(cos, sin, -sin, cos, WIDTH / 2 - cos * half, HEIGHT / 2 - sin * half);
        show(turned, size, ink, safe, true);
    }

    private void show(Matrix matrix, float size, Ink ink, String text, boolean bold)
            throws IOException {
        String safe = typeface.safe(text);
        if (safe.isEmpty()) {
            return;
        }
        stream.beginText();
        stream.setFont(typeface.font(), size);
        fill(ink);
        stream.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        if (bold) {
            stroke(ink, size * 0.035f);
        }
        stream.setTextMatrix(matrix);
        stream.showText(safe);
        stream.endText();
    }

    void line(float x1, float y1, float x2, float y2, float width, Ink ink) throws IOException {
        stroke(ink, width);
        stream.moveTo(x1, y1);
        stream.lineTo(x2, y2);
        stream.stroke();
    }

    void box(float x, float y, float width, float height, Ink ink) throws IOException {
        fill(ink);
        stream.addRect(x, y, width, height);
        stream.fill();
    }

    void frame(float x, float y, float width, float height, Ink ink) throws IOException {
        stroke(ink, 0.6f);
        stream.addRect(x, y, width, height);
        stream.stroke();
    }

    /** A line through points; dashes of that length, or none at 0. */
    void path(float[] x, float[] y, float width, Ink ink, float dash) throws IOException {
        stroke(ink, width);
        stream.setLineDashPattern(dash > 0 ? new float[] {dash, dash * 0.7f} : new float[0], 0);
        trace(x, y);
        stream.stroke();
        stream.setLineDashPattern(new float[0], 0);
    }

    void polygon(float[] x, float[] y, Ink ink) throws IOException {
        fill(ink);
        trace(x, y);
        stream.fill();
    }

    private void trace(float[] x, float[] y) throws IOException {
        for (int i = 0; i < x.length; i++) {
            if (i == 0) {
                stream.moveTo(x[i], y[i]);
            } else {
                stream.lineTo(x[i], y[i]);
            }
        }
    }

    /** A sign beside a word: tick, cross, dash or triangle, so that colour is never alone. */
    void mark(Mark mark, float x, float y, float size) throws IOException {
        float width = size * 0.16f;
        Ink ink = mark.ink();
        switch (mark) {
            case TICK ->
                    path(
                            new float[] {x, x + size * 0.35f, x + size},
                            new float[] {y + size * 0.4f, y, y + size * 0.9f},
                            width,
                            ink,
                            0);
            case CROSS -> {
                line(x, y, x + size * 0.85f, y + size * 0.85f, width, ink);
                line(x, y + size * 0.85f, x + size * 0.85f, y, width, ink);
            }
            case ALERT ->
                    polygon(
                            new float[] {x, x + size, x + size / 2},
                            new float[] {y, y, y + size * 0.9f},
                            ink);
            case DASH -> line(x, y + size * 0.4f, x + size * 0.85f, y + size * 0.4f, width, ink);
        }
    }

    /** Draws within a rectangle only, until {@link #unclip}. */
    void clip(float x, float y, float width, float height) throws IOException {
        stream.saveGraphicsState();
        stream.addRect(x, y, width, height);
        stream.clip();
    }

    void unclip() throws IOException {
        stream.restoreGraphicsState();
    }

    private void fill(Ink ink) throws IOException {
        stream.setNonStrokingColor(ink.red(), ink.green(), ink.blue());
    }

    private void stroke(Ink ink, float width) throws IOException {
        stream.setStrokingColor(ink.red(), ink.green(), ink.blue());
        stream.setLineWidth(width);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
