package io.gatehouse.checklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.Node;

/** What has been read of a form so far, and below which headings. For one thread. */
final class Collector {

    private record Level(int depth, String title) {}

    private final List<ChecklistItem> items = new ArrayList<>();
    private final Set<Checklist.Fault> faults = new LinkedHashSet<>();
    private final List<String> titles = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    void heading(int depth, String title) {
        while (!levels.isEmpty() && levels.peekLast().depth() >= depth) {
            levels.removeLast();
        }
        levels.addLast(new Level(depth, title));
        titles.add(title);
    }

    void add(Node node, String text, ChecklistItem.Mark mark) {
        add(node, List.of(text, "", "", mark == ChecklistItem.Mark.TICKED ? "[x]" : ""), mark);
    }

    /**
     * @param texts step, responsible, artefacts, acceptance
     */
    void add(Node node, List<String> texts, ChecklistItem.Mark mark) {
        items.add(
                new ChecklistItem(
                        SourceLines.first(node),
                        levels.stream().map(Level::title).toList(),
                        texts.get(0).replace('\n', ' '),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        mark));
    }

    void fault(int line, String message) {
        faults.add(new Checklist.Fault(line, message));
    }

    /**
     * A hidden element could hold the tick, or the row that is still open; and what one reader
     * takes for the beginning of a comment hides everything behind it from that reader alone.
     */
    void words(VisibleText words, int line) {
        if (words.withCode().contains("<!--")) {
            fault(line, "the beginning of a comment that is none");
        }
        for (String piece : words.markup()) {
            String trimmed = piece.strip();
            boolean comment =
                    trimmed.startsWith("<!--") && trimmed.indexOf("-->") == trimmed.length() - 3;
            if (!comment) {
                fault(line, "raw HTML");
            }
        }
    }

    Checklist done() {
        return new Checklist(items, List.copyOf(faults), titles);
    }
}
