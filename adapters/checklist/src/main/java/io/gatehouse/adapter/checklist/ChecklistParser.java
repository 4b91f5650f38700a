package io.gatehouse.adapter.checklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** CommonMark nodes to items, walking without recursion. For one text and one thread. */
final class ChecklistParser {

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .build();

    private static final List<String> STEP =
            List.of("krok", "step", "element", "artefakt", "artefact");
    private static final List<String> RESPONSIBLE = List.of("odpowiedzialny", "responsible");
    private static final List<String> ARTEFACTS =
            List.of("artefakty", "artefacts", "lokalizacja", "location");
    private static final List<String> ACCEPTANCE = List.of("akceptacja", "acceptance");

    private static final Pattern TICK = Pattern.compile("(?<!\\S)\\[[xX]\\](?!\\S)");
    private static final Pattern OPEN = Pattern.compile("\\[\\s*\\]");
    private static final Pattern BOX = Pattern.compile("\\[([xX]|\\s*)\\](\\s.*)?", Pattern.DOTALL);

    private record Level(int depth, String title) {}

    private final String source;
    private final String[] lines;
    private final List<ChecklistItem> items = new ArrayList<>();
    private final List<Checklist.Fault> faults = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    ChecklistParser(String source) {
        this.source = source;
        this.lines = source.split("\r\n|\r|\n", -1);
    }

    Checklist parse() {
        Node document = PARSER.parse(source);
        for (Node node = document.getFirstChild(); node != null; node = next(node, document)) {
            visit(node);
        }
        return new Checklist(items, faults);
    }

    private void visit(Node node) {
        if (node instanceof Heading heading) {
            while (!levels.isEmpty() && levels.peekLast().depth() >= heading.getLevel()) {
                levels.removeLast();
            }
            levels.addLast(new Level(heading.getLevel(), text(heading)));
        } else if (node instanceof HtmlBlock html) {
            refuseMarkup(html.getLiteral(), line(node));
        } else if (node instanceof TableBlock table) {
            table(table);
        } else if (node instanceof Paragraph paragraph) {
            paragraph(paragraph);
        }
    }

    private void paragraph(Paragraph paragraph) {
        String text = text(paragraph);
        boolean first =
                paragraph.getParent() instanceof ListItem && paragraph.getPrevious() == null;
        if (first && BOX.matcher(text).matches()) {
            boolean ticked = TICK.matcher(text).lookingAt();
            String rest = text.substring(text.indexOf(']') + 1).strip();
            boolean open = !ticked || OPEN.matcher(rest).find();
            add(paragraph, List.of(rest, "", "", ticked ? "[x]" : "[ ]"), open, ticked);
        } else if (OPEN.matcher(text).find()) {
            // A box in running text is open all the same: somebody meant it to be filled.
            add(paragraph, List.of(text, "", "", ""), true, false);
        }
    }

    private void table(TableBlock table) {
        List<String> names = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (part instanceof TableHead) {
                    cells(row).forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
                } else if (row instanceof TableRow body) {
                    row(names, body);
                }
            }
        }
    }

    private void row(List<String> names, TableRow row) {
        int written = writtenCells(row);
        if (written != names.size()) {
            // The rendered page drops what is too much and adds what is missing.
            faults.add(new Checklist.Fault(line(row), written + " cells, not " + names.size()));
        }
        List<String> cells = cells(row);
        boolean open = cells.stream().anyMatch(cell -> OPEN.matcher(cell).find());
        int acceptance = column(names, ACCEPTANCE);
        if (acceptance < 0) {
            if (open) {
                add(row, List.of(cells.get(0), "", "", ""), true, false);
            }
            return;
        }
        String accepted = cell(cells, acceptance);
        add(
                row,
                List.of(
                        cell(cells, Math.max(0, column(names, STEP))),
                        cell(cells, column(names, RESPONSIBLE)),
                        cell(cells, column(names, ARTEFACTS)),
                        accepted),
                open,
                TICK.matcher(accepted).find());
    }

    private void add(Node node, List<String> texts, boolean open, boolean ticked) {
        ChecklistItem.Mark mark = ChecklistItem.Mark.NONE;
        if (open) {
            mark = ChecklistItem.Mark.OPEN;
        } else if (ticked) {
            mark = ChecklistItem.Mark.TICKED;
        }
        items.add(
                new ChecklistItem(
                        line(node),
                        levels.stream().map(Level::title).toList(),
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        mark));
    }

    private static int column(List<String> names, List<String> titles) {
        for (int i = 0; i < names.size(); i++) {
            if (titles.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String cell(List<String> cells, int column) {
        return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    private List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(text(cell));
            }
        }
        return cells;
    }

    /** Cells in the source line: bars that are not escaped, without those at both ends. */
    private int writtenCells(Node row) {
        int number = line(row);
        String line = number > 0 && number <= lines.length ? lines[number - 1].strip() : "";
        int bars = 0;
        boolean lastIsBar = false;
        for (int i = 0; i < line.length(); i++) {
            lastIsBar = false;
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '|') {
                bars++;
                lastIsBar = true;
            }
        }
        return bars + 1 - (line.startsWith("|") ? 1 : 0) - (lastIsBar && line.length() > 1 ? 1 : 0);
    }

    private String text(Node block) {
        return VisibleText.of(block, markup -> refuseMarkup(markup, line(block)));
    }

    private void refuseMarkup(String html, int line) {
        String trimmed = html.strip();
        if (!trimmed.startsWith("<!--") || trimmed.indexOf("-->") != trimmed.length() - 3) {
            // A hidden element could hold the tick, or the row that is still open.
            faults.add(new Checklist.Fault(line, "raw HTML"));
        }
    }

    private int line(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().get(0).getLineIndex() + 1;
            }
        }
        return 0;
    }

    /** The next node in document order; inlines are left to {@link VisibleText}. */
    private static Node next(Node node, Node root) {
        boolean descend =
                !(node instanceof Heading
                        || node instanceof Paragraph
                        || node instanceof TableBlock);
        if (descend && node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != root && at.getNext() == null) {
            at = at.getParent();
        }
        return at == root ? null : at.getNext();
    }
}
