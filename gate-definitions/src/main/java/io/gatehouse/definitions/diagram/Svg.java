package io.gatehouse.definitions.diagram;

import java.util.ArrayList;
import java.util.List;

/** Writes SVG 1.1; every text is escaped, equal calls give equal bytes. Confined to one thread. */
final class Svg {

    /** Width of an average glyph of the sans-serif faces that browsers have, in ems. */
    private static final double GLYPH = 0.56;

    private final StringBuilder body = new StringBuilder(8_192);
    private final int width;
    private int height;

    Svg(int width) {
        this.width = width;
    }

    void grow(int to) {
        height = Math.max(height, to);
    }

    /** A box with round corners. */
    void box(int x, int y, int w, int h, String style) {
        body.append("  <rect x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"")
                .append(w)
                .append("\" height=\"")
                .append(h)
                .append("\" rx=\"8\" class=\"")
                .append(style)
                .append("\"/>\n");
        grow(y + h);
    }

    /** A line of text. */
    void text(int x, int y, String style, String text) {
        body.append("  <text x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" class=\"")
                .append(style)
                .append("\">")
                .append(escape(text))
                .append("</text>\n");
        grow(y);
    }

    /** An arrow along a path of straight lines. */
    void arrow(String style, int... points) {
        body.append("  <path class=\"")
                .append(style)
                .append("\" marker-end=\"url(#tip-")
                .append(style)
                .append(")\" d=\"M");
        for (int i = 0; i < points.length; i += 2) {
            body.append(i == 0 ? "" : " L").append(points[i]).append(' ').append(points[i + 1]);
        }
        body.append("\"/>\n");
    }

    /** A line without a tip. */
    void line(String style, int x1, int y1, int x2, int y2) {
        body.append("  <path class=\"")
                .append(style)
                .append("\" d=\"M")
                .append(x1)
                .append(' ')
                .append(y1)
                .append(" L")
                .append(x2)
                .append(' ')
                .append(y2)
                .append("\"/>\n");
    }

    /** Words on as many lines as fit the width, measured roughly. */
    static List<String> wrap(String text, int pixels, int fontSize) {
        int most = Math.max(8, (int) (pixels / (fontSize * GLYPH)));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
            while (line.length() > most) {
                lines.add(line.substring(0, most));
                line.delete(0, most);
            }
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Text for XML: no character that XML 1.0 forbids, and nothing that ends the text. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '&' -> out.append("&amp;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> {
                                    boolean allowed =
                                            c >= 0x20
                                                    && c != 0x7f
                                                    && !(c >= 0xd800 && c <= 0xdfff)
                                                    && (c & 0xfffe) != 0xfffe;
                                    out.appendCodePoint(allowed ? c : 0xfffd);
                                }
                            }
                        });
        return out.toString();
    }

    /** The whole picture, with its title for those who listen to it. */
    String document(String title, String language) {
        int h = height + 24;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                + width
                + "\" height=\""
                + h
                + "\" viewBox=\"0 0 "
                + width
                + " "
                + h
                + "\" role=\"img\" xml:lang=\""
                + escape(language)
                + "\">\n"
                + "  <title>"
                + escape(title)
                + "</title>\n"
                + STYLE
                + "  <rect x=\"0\" y=\"0\" width=\""
                + width
                + "\" height=\""
                + h
                + "\" class=\"paper\"/>\n"
                + body
                + "</svg>\n";
    }

    private static final String STYLE =
            """
              <style>
                text { font-family: "DejaVu Sans", "Liberation Sans", Arial, sans-serif; fill: #1d2733; font-size: 13px }
                .paper { fill: #ffffff }
                .title { font-size: 20px; font-weight: bold }
                .head { font-size: 15px; font-weight: bold }
                .small { font-size: 12px; fill: #4a5866 }
                .state { font-size: 11px; fill: #27496d; font-family: "DejaVu Sans Mono", "Liberation Mono", monospace }
                .step { fill: #f3f7fb; stroke: #27496d; stroke-width: 1.5 }
                .decision { fill: #fff7e0; stroke: #946200; stroke-width: 1.5 }
                .end { fill: #e9f6ec; stroke: #1e6b34; stroke-width: 1.5 }
                .stop { fill: #fdeeee; stroke: #a12626; stroke-width: 1.5 }
                .passed { fill: #e9f6ec; stroke: #1e6b34; stroke-width: 1.5 }
                .here { fill: #fff7e0; stroke: #1d2733; stroke-width: 3.5 }
                .ahead { fill: #ffffff; stroke: #4a5866; stroke-width: 1.2; stroke-dasharray: 4 4 }
                .halt { fill: #fdeeee; stroke: #a12626; stroke-width: 3; stroke-dasharray: 10 3 }
                .flow { fill: none; stroke: #27496d; stroke-width: 2 }
                .back { fill: none; stroke: #a12626; stroke-width: 1.5; stroke-dasharray: 5 4 }
                .rule { fill: none; stroke: #c9d4df; stroke-width: 1 }
              </style>
              <defs>
                <marker id="tip-flow" markerWidth="10" markerHeight="8" refX="8" refY="4" orient="auto"><path d="M0 0 L9 4 L0 8 z" fill="#27496d"/></marker>
                <marker id="tip-back" markerWidth="10" markerHeight="8" refX="8" refY="4" orient="auto"><path d="M0 0 L9 4 L0 8 z" fill="#a12626"/></marker>
              </defs>
            """;
}
