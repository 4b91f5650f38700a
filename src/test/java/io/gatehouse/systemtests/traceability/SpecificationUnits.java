package io.gatehouse.systemtests.traceability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a specification document into the units that must be mapped.
 *
 * <p>The rules are the numbered ones at the top of {@code docs/spec/traceability.yml}; a change
 * there is a change here and of every digest it touches.
 */
final class SpecificationUnits {

    /** What a unit is in its document. */
    enum Kind {
        ROW,
        CELL_BULLET,
        BULLET,
        PARAGRAPH,
        SAMPLE
    }

    /**
     * One unit.
     *
     * @param line number of its first line, from 1, for messages only: it is not stored
     * @param text its exact text, trimmed lines joined with LF
     */
    record Unit(Kind kind, int line, String text) {

        String sha384() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-384");
                return HexFormat.of()
                        .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-384", e);
            }
        }
    }

    private static final Pattern DELIMITER = Pattern.compile("\\|([ \\t]*:?-+:?[ \\t]*\\|)+");
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*");
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

    private final List<String> raw;
    private final List<Unit> units = new ArrayList<>();

    private SpecificationUnits(String document) {
        raw = List.of(document.split("\n", -1));
    }

    /** Units in the order of the document, a row before the bullets of its cells. */
    static List<Unit> of(String document) {
        return new SpecificationUnits(document).cut();
    }

    private List<Unit> cut() {
        int at = 0;
        while (at < raw.size()) {
            String line = trimmed(at);
            if (endsUnit(line)) {
                at++;
            } else if (line.startsWith("```")) {
                at = sample(at);
            } else if (line.startsWith("|")) {
                row(at, line);
                at++;
            } else {
                at = block(at, line.startsWith("- ") ? Kind.BULLET : Kind.PARAGRAPH);
            }
        }
        return List.copyOf(units);
    }

    private int sample(int start) {
        List<String> lines = new ArrayList<>();
        int at = start + 1;
        while (at < raw.size() && !trimmed(at).startsWith("```")) {
            lines.add(trimmed(at++));
        }
        units.add(new Unit(Kind.SAMPLE, start + 1, String.join("\n", lines)));
        return at + 1;
    }

    private void row(int at, String line) {
        boolean header = at + 1 < raw.size() && isDelimiter(trimmed(at + 1));
        if (isDelimiter(line) || header) {
            return;
        }
        units.add(new Unit(Kind.ROW, at + 1, line));
        for (String cell : CELL_BORDER.split(line, -1)) {
            for (String part : cell.split("<br>", -1)) {
                if (trim(part).startsWith("\\- ")) {
                    units.add(new Unit(Kind.CELL_BULLET, at + 1, trim(part)));
                }
            }
        }
    }

    private int block(int start, Kind kind) {
        List<String> lines = new ArrayList<>(List.of(trimmed(start)));
        int at = start + 1;
        while (at < raw.size() && continues(at, kind)) {
            lines.add(trimmed(at++));
        }
        units.add(new Unit(kind, start + 1, String.join("\n", lines)));
        return at;
    }

    private boolean continues(int at, Kind kind) {
        String line = trimmed(at);
        boolean starts = line.startsWith("- ") || line.startsWith("|") || line.startsWith("```");
        boolean indented = raw.get(at).startsWith(" ") || raw.get(at).startsWith("\t");
        return !endsUnit(line) && !starts && (kind == Kind.PARAGRAPH || indented);
    }

    private static boolean endsUnit(String line) {
        return line.isEmpty() || HEADING.matcher(line).matches();
    }

    private static boolean isDelimiter(String line) {
        return DELIMITER.matcher(line).matches();
    }

    private String trimmed(int at) {
        return trim(raw.get(at));
    }

    /**
     * Spaces and tabs only: what other trimmings take for white space differs between languages.
     */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
