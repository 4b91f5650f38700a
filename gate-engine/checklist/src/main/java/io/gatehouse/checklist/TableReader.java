package io.gatehouse.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/** The rows of one table. */
final class TableReader {

    private static final List<String> STEP =
            List.of("krok", "step", "element", "artefakt", "artefact");
    private static final List<String> RESPONSIBLE = List.of("odpowiedzialny", "responsible");
    private static final List<String> ARTEFACTS =
            List.of("artefakty", "artefacts", "lokalizacja", "location");
    private static final List<String> ACCEPTANCE = List.of("akceptacja", "acceptance");

    /** Readers differ on rows that are indented like code or do not begin with a bar. */
    private static final Pattern ROW = Pattern.compile(" {0,3}\\|.*", Pattern.DOTALL);

    private final SourceLines source;
    private final Collector collector;
    private final List<String> names = new ArrayList<>();

    TableReader(SourceLines source, Collector collector) {
        this.source = source;
        this.collector = collector;
    }

    void read(TableBlock table) {
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<VisibleText> cells = cells(row);
                if (part instanceof TableHead) {
                    head(row, cells);
                } else {
                    row(row, cells);
                }
            }
        }
        int end = SourceLines.last(table);
        if (source.runsOn(end)) {
            collector.fault(end + 1, "text behind a table without an empty line");
        }
    }

    private void head(Node row, List<VisibleText> cells) {
        cells.forEach(cell -> names.add(Titles.plain(cell.shown())));
        if (isOpen(row, cells)) {
            collector.add(row, String.join(" ", names), ChecklistItem.Mark.OPEN);
        }
    }

    private void row(Node row, List<VisibleText> cells) {
        String line = source.of(row);
        int written = writtenCells(line.strip());
        if (written != names.size()) {
            // The rendered page drops what is too much and adds what is missing.
            collector.fault(SourceLines.first(row), written + " cells, not " + names.size());
        }
        if (!ROW.matcher(line).matches()) {
            collector.fault(SourceLines.first(row), "a row that does not begin with a bar");
        }
        if (line.contains("\\\\|")) {
            collector.fault(SourceLines.first(row), "a bar behind two backslashes");
        }
        boolean open = isOpen(row, cells);
        boolean acceptance = names.stream().anyMatch(ACCEPTANCE::contains);
        if (acceptance) {
            collector.add(row, texts(cells), open ? ChecklistItem.Mark.OPEN : mark(line, cells));
        } else if (open || cells.get(cells.size() - 1).withCode().isBlank()) {
            // Another table of the document, or one whose head was renamed: what is open in it is
            // open all the same, and so is a last field that nobody filled in.
            collector.add(row, cells.get(0).shown(), ChecklistItem.Mark.OPEN);
        }
    }

    private boolean isOpen(Node row, List<VisibleText> cells) {
        List<String> markup = new ArrayList<>();
        cells.forEach(cell -> markup.addAll(cell.markup()));
        VisibleText empty = new VisibleText("", "", markup);
        return Boxes.isOpen(empty, source.of(row))
                || cells.stream().anyMatch(cell -> Boxes.isOpen(cell, ""));
    }

    /** Ticked only when every acceptance column is: there may be one for each of two persons. */
    private ChecklistItem.Mark mark(String line, List<VisibleText> cells) {
        for (int i = 0; i < names.size(); i++) {
            if (ACCEPTANCE.contains(names.get(i)) && !Boxes.isTicked(cells.get(i).shown(), line)) {
                return ChecklistItem.Mark.NONE;
            }
        }
        return ChecklistItem.Mark.TICKED;
    }

    private List<String> texts(List<VisibleText> cells) {
        return List.of(
                cells.get(Math.max(0, column(STEP))).shown(),
                cell(cells, column(RESPONSIBLE)),
                cell(cells, column(ARTEFACTS)),
                cell(cells, column(ACCEPTANCE)));
    }

    private int column(List<String> titles) {
        for (int i = 0; i < names.size(); i++) {
            if (titles.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String cell(List<VisibleText> cells, int column) {
        return column < 0 ? "" : cells.get(column).shown();
    }

    /** As many as the head has; the table extension cuts and fills up. */
    private List<VisibleText> cells(Node row) {
        List<VisibleText> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                VisibleText text = VisibleText.of(cell);
                collector.words(text, SourceLines.first(row));
                cells.add(text);
            }
        }
        while (cells.isEmpty() || cells.size() < names.size()) {
            cells.add(new VisibleText("", "", List.of()));
        }
        return cells;
    }

    /** Cells in the source line: bars that are not escaped, without those at both ends. */
    private static int writtenCells(String line) {
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
}
