package io.gatehouse.checklist;

import java.util.List;

/**
 * One thing to confirm: a row of a table or an element of a task list. Texts are as a reader of the
 * rendered page sees them.
 *
 * @param line in the source, from 1
 * @param sections titles of the headings above, outermost first
 * @param step first column, or the text of the task
 * @param responsible second column; empty for a task
 * @param artefacts third column; empty for a task
 * @param acceptance what stands in the acceptance column, or the task's box
 */
public record ChecklistItem(
        int line,
        List<String> sections,
        String step,
        String responsible,
        String artefacts,
        String acceptance,
        Mark mark) {

    /** The state of an acceptance field. */
    public enum Mark {
        /** {@code [x]}, and no open box anywhere in the row. */
        TICKED,
        /** {@code [ ]} somewhere in the row. */
        OPEN,
        /** No box at all: nobody has said anything. */
        NONE
    }

    public ChecklistItem {
        sections = List.copyOf(sections);
    }

    boolean isWithin(String plainTitle) {
        return sections.stream().anyMatch(title -> Titles.plain(title).equals(plainTitle));
    }

    public boolean isTicked() {
        return mark == Mark.TICKED;
    }
}
