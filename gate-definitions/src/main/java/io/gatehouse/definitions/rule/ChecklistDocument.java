package io.gatehouse.definitions.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A filled checklist in Markdown: tables in the runbook's form, and task lists.
 *
 * <p>What a reader of the rendered page does not see (code, comments) is no part of the list, so
 * that a ticked row cannot hide where nobody looks, nor an open one.
 *
 * @param items in the order of the document
 * @param faults why it cannot be judged; empty when it can
 */
record ChecklistDocument(List<Item> items, List<String> faults) {

    /**
     * @param ticked whether the acceptance says {@code [x]} and nothing of the row is open
     */
    record Item(int line, String text, boolean ticked) {}

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");
    private static final Pattern TASK =
            Pattern.compile("(?:[-*+]|[0-9]{1,4}[.)])\\s+\\[([^\\]]?)](?!\\()\\s*(.*)");
    private static final Pattern DELIMITER =
            Pattern.compile("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?");

    /** A tick, and not the text of a link. */
    private static final Pattern TICK = Pattern.compile("(?<!\\S)\\[[xX]](?!\\S)");

    private static final Pattern OPEN = Pattern.compile("\\[\\s*](?!\\()");
    private static final List<String> ACCEPTANCE = List.of("akceptacja", "acceptance");
    private static final int MAX_LINES = 20_000;

    /**
     * @param section only the part under the heading that has this title, or all of it
     */
    static ChecklistDocument read(String markdown, Optional<String> section) {
        List<String> faults = new ArrayList<>();
        List<String> visible = visible(markdown, faults);
        boolean[] inside = inside(visible, section, faults);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < visible.size(); i++) {
            String line = visible.get(i).strip();
            boolean header =
                    isRow(line)
                            && i + 1 < visible.size()
                            && isDelimiter(visible.get(i + 1).strip());
            if (header) {
                int end = i + 2;
                while (end < visible.size() && isRow(visible.get(end).strip())) {
                    end++;
                }
                if (inside[i]) {
                    table(visible, i, end, items, faults);
                }
                i = end - 1;
            } else if (inside[i]) {
                task(line, i + 1, items);
            }
        }
        return new ChecklistDocument(List.copyOf(items), List.copyOf(faults));
    }

    private static boolean isRow(String line) {
        return line.startsWith("|");
    }

    private static boolean isDelimiter(String line) {
        return line.contains("-") && line.contains("|") && DELIMITER.matcher(line).matches();
    }

    /** The lines with code and comments blanked out. */
    private static List<String> visible(String markdown, List<String> faults) {
        List<String> lines = new ArrayList<>();
        String fence = "";
        boolean comment = false;
        for (String raw : markdown.split("\\r?\\n", MAX_LINES)) {
            String line = raw;
            String trimmed = line.strip();
            if (fence.isEmpty()
                    && !comment
                    && (trimmed.startsWith("```") || trimmed.startsWith("~~~"))) {
                fence = trimmed.substring(0, 3);
                lines.add("");
            } else if (!fence.isEmpty()) {
                fence = trimmed.startsWith(fence) ? "" : fence;
                lines.add("");
            } else {
                StringBuilder kept = new StringBuilder();
                int at = 0;
                while (at < line.length()) {
                    int mark = line.indexOf(comment ? "-->" : "<!--", at);
                    if (!comment) {
                        kept.append(line, at, mark < 0 ? line.length() : mark);
                    }
                    if (mark < 0) {
                        break;
                    }
                    at = mark + (comment ? 3 : 4);
                    comment = !comment;
                }
                lines.add(kept.toString());
            }
        }
        if (!fence.isEmpty() || comment) {
            faults.add("code or a comment that is not closed");
        }
        if (lines.size() >= MAX_LINES) {
            faults.add("more than " + MAX_LINES + " lines");
        }
        return lines;
    }

    private static boolean[] inside(
            List<String> lines, Optional<String> section, List<String> faults) {
        boolean[] inside = new boolean[lines.size()];
        int level = section.isEmpty() ? 0 : -1;
        boolean found = section.isEmpty();
        for (int i = 0; i < lines.size(); i++) {
            var heading = HEADING.matcher(lines.get(i).strip());
            if (section.isPresent() && heading.matches()) {
                int depth = heading.group(1).length();
                if (plain(heading.group(2)).equals(plain(section.get()))) {
                    level = depth;
                    found = true;
                } else if (level > 0 && depth <= level) {
                    level = -1;
                }
            }
            inside[i] = level >= 0;
        }
        if (!found) {
            faults.add("no section '" + section.get() + "'");
        }
        return inside;
    }

    private static String plain(String title) {
        return title.replaceAll("[*_#„”\"']", "").strip().toLowerCase(Locale.ROOT);
    }

    private static void table(
            List<String> lines, int header, int end, List<Item> items, List<String> faults) {
        List<String> names = cells(lines.get(header).strip());
        int column = -1;
        for (int i = 0; i < names.size(); i++) {
            if (ACCEPTANCE.contains(plain(names.get(i)))) {
                column = i;
            }
        }
        for (int i = header + 2; i < end; i++) {
            List<String> cells = cells(lines.get(i).strip());
            String text = cells.isEmpty() ? "" : cells.get(0);
            boolean open = OPEN.matcher(lines.get(i)).find();
            if (column < 0) {
                // another table of the document; an open field in it is open all the same
                if (open) {
                    items.add(new Item(i + 1, text, false));
                }
            } else if (cells.size() != names.size()) {
                faults.add(
                        "line " + (i + 1) + " has " + cells.size() + " cells, not " + names.size());
            } else {
                boolean ticked = TICK.matcher(cells.get(column)).find();
                items.add(new Item(i + 1, text, ticked && !open));
            }
        }
    }

    /** The cells of a row; a bar behind a backslash is text. */
    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 1; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '\\' && i + 1 < row.length() && row.charAt(i + 1) == '|') {
                cell.append('|');
                i++;
            } else if (c == '|') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (!cell.toString().isBlank()) {
            cells.add(cell.toString().strip());
        }
        return cells;
    }

    private static void task(String line, int number, List<Item> items) {
        var task = TASK.matcher(line);
        if (task.matches()) {
            items.add(new Item(number, task.group(2), task.group(1).equalsIgnoreCase("x")));
        } else if (OPEN.matcher(line).find()) {
            items.add(new Item(number, line, false));
        }
    }
}
