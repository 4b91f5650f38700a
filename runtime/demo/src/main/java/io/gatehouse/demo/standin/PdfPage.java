package io.gatehouse.demo.standin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A PDF 1.4 (ISO 32000-1) of one A4 page with lines of printable ASCII in Helvetica. */
final class PdfPage {

    private static final int MOST_LINES = 48;
    private static final int LONGEST = 100;

    private PdfPage() {}

    static byte[] of(List<String> lines) {
        StringBuilder text = new StringBuilder("BT /F1 10 Tf 50 790 Td 15 TL\n");
        for (String line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            text.append('(').append(escape(line)).append(") Tj T*\n");
        }
        text.append("ET\n");
        List<String> objects =
                List.of(
                        "<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
                                + " /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
                        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                        "<< /Length " + text.length() + " >>\nstream\n" + text + "endstream");
        StringBuilder out = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            offsets.add(out.length());
            out.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = out.length();
        out.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        for (int offset : offsets) {
            out.append(String.format("%010d 00000 n \n", offset));
        }
        out.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\n");
        out.append("startxref\n").append(table).append("\n%%EOF\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String escape(String line) {
        StringBuilder out = new StringBuilder();
        for (char c : line.substring(0, Math.min(LONGEST, line.length())).toCharArray()) {
            if (c == '(' || c == ')' || c == '\\') {
                out.append('\\');
            }
            out.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return out.toString();
    }
}
