package io.gatehouse.definitions.runbook;

import java.util.List;

/** Text as Markdown that says just that text. */
final class Markdown {

    private Markdown() {}

    /** Code; a bar in it would end a table's cell, a back quote the code. */
    static String code(String text) {
        String safe = line(text);
        return safe.indexOf('`') < 0 && safe.indexOf('|') < 0 ? "`" + safe + "`" : text(safe);
    }

    /** A title is text: its bars, brackets and marks must not become a cell, a box or a link. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : line(text).strip().toCharArray()) {
            if ("\\`*_[]<>|#&!~".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
