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

    /** An indented one is text or code, and would end a section for this reading alone. */
    private static final Pattern HEADING =
            Pattern.compile(" {0,3}(#{1,6})[ \\t]+(.*)", Pattern.DOTALL);

    private static final Pattern TASK =
            Pattern.compile("(?:[-*+]|[0-9]{1,9}[.)])\\s+\\[([^\\]]{0,3})](.*)", Pattern.DOTALL);

    /** A bracket at the start of a task that is neither a box nor a link. */
    private static final Pattern BROKEN_TASK =
            Pattern.compile("(?:[-*+]|[0-9]{1,9}[.)])\\s+\\[(?![^\\]]+]\\()");

    private static final Pattern DELIMITER =
            Pattern.compile("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?");

    /** What ends a table without an empty line; everything else would be one more row. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:#{1,6}\\s|>|[-*+]\\s|[0-9]{1,9}[.)]\\s|---|\\*\\*\\*).*");

    /** A tick, and not the text of a link. */
    private static final Pattern TICK = Pattern.compile("(?<!\\S)\\[[xX]](?!\\S)");

    /** Also with spaces of another kind or an escape: to a reader it is empty. */
    private static final Pattern OPEN = Pattern.compile("\\[[\\s\\\\\\p{Z}\\p{Cf}]*]");

    private static final Pattern PICTURE = Pattern.compile("!\\[]\\([^()\\s]+\\)");
    private static final List<String> ACCEPTANCE = List.of("akceptacja", "acceptance");

    /**
     * @param section only the part under the heading that has this title, or all of it
     */
    static ChecklistDocument read(String markdown, Optional<String> section) {
        VisibleLines read = VisibleLines.of(markdown);
        List<String> faults = new ArrayList<>(read.faults());
        List<String> visible = read.lines();
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
                    requireEnd(visible, end, faults);
                }
                i = end - 1;
            } else if (inside[i]) {
                if (isRow(line)) {
                    faults.add("line " + (i + 1) + " is a row outside of a table");
                }
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

    private static boolean isOpen(String line) {
        return OPEN.matcher(PICTURE.matcher(line).replaceAll("")).find();
    }

    /** A row without a bar in front is a row to a reader: it must not fall out of the table. */
    private static void requireEnd(List<String> lines, int end, List<String> faults) {
        String after = end < lines.size() ? lines.get(end).strip() : "";
        if (!after.isEmpty() && !BLOCK.matcher(after).matches()) {
            faults.add("line " + (end + 1) + " follows a table without an empty line");
        }
    }

    private static boolean[] inside(
            List<String> lines, Optional<String> section, List<String> faults) {
        boolean[] inside = new boolean[lines.size()];
        int level = section.isEmpty() ? 0 : -1;
        boolean found = section.isEmpty();
        for (int i = 0; i < lines.size(); i++) {
            var heading = HEADING.matcher(lines.get(i));
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
        if (cells(lines.get(header + 1).strip()).size() != names.size()) {
            faults.add("line " + (header + 2) + " does not fit the head of its table");
        }
        if (isOpen(lines.get(header))) {
            items.add(new Item(header + 1, String.join(" ", names), false));
        }
        int column = -1;
        for (int i = 0; i < names.size(); i++) {
            if (ACCEPTANCE.contains(plain(names.get(i)))) {
                column = i;
            }
        }
        for (int i = header + 2; i < end; i++) {
            if (!lines.get(i).stripTrailing().matches(" {0,3}\\|.*")) {
                faults.add("line " + (i + 1) + " is indented like code");
            }
            List<String> cells = cells(lines.get(i).strip());
            String text = cells.isEmpty() ? "" : cells.get(0);
            boolean open = isOpen(lines.get(i));
            if (cells.size() != names.size()) {
                faults.add(
                        "line " + (i + 1) + " has " + cells.size() + " cells, not " + names.size());
            } else if (column < 0) {
                // another table of the document, or one whose head was renamed: what is open in it
                // is
                // open all the same, and so is a last field that nobody filled in
                if (open || cells.get(cells.size() - 1).isBlank()) {
                    items.add(new Item(i + 1, text, false));
                }
            } else {
                boolean ticked = TICK.matcher(VisibleLines.withoutCode(cells.get(column))).find();
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
            String box = task.group(1);
            String rest = task.group(2);
            boolean ticked =
                    box.equalsIgnoreCase("x")
                            && (rest.isEmpty() || Character.isWhitespace(rest.charAt(0)))
                            && !isOpen(rest);
            boolean link = rest.startsWith("(") && !box.isBlank() && !box.equalsIgnoreCase("x");
            if (!link) {
                items.add(new Item(number, rest.strip(), ticked));
            }
        } else if (isOpen(line) || BROKEN_TASK.matcher(line).lookingAt()) {
            items.add(new Item(number, line, false));
        }
    }
}
