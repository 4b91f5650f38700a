package io.gatehouse.checklist;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * The text of a block as a reader of the rendered page sees it.
 *
 * @param shown in which a tick counts: boxes in code are round, pictures are left out
 * @param withCode in which an empty box counts: code is as it stands
 * @param markup each piece of raw HTML, comments too
 */
record VisibleText(String shown, String withCode, List<String> markup) {

    /** Takes no room; keeps the words of a link apart from the brackets of the text beside it. */
    private static final char WORD_JOINER = '\u2060';

    static VisibleText of(Node block) {
        StringBuilder shown = new StringBuilder();
        StringBuilder withCode = new StringBuilder();
        List<String> markup = new ArrayList<>();
        Node node = block.getFirstChild();
        while (node != null) {
            if (node instanceof Code code) {
                // A box in code is an example of a box.
                shown.append(code.getLiteral().replace('[', '(').replace(']', ')'));
                withCode.append(code.getLiteral());
            } else if (node instanceof HtmlInline html) {
                markup.add(html.getLiteral());
            } else {
                String text = text(node);
                shown.append(text);
                withCode.append(text);
            }
            boolean descend = !(node instanceof Image) && node.getFirstChild() != null;
            node = descend ? node.getFirstChild() : following(node, block);
        }
        return new VisibleText(
                shown.toString().strip(), withCode.toString().strip(), List.copyOf(markup));
    }

    private static String text(Node node) {
        if (node instanceof Text text) {
            return text.getLiteral();
        }
        if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            return "\n";
        }
        return node instanceof Link ? String.valueOf(WORD_JOINER) : "";
    }

    private static Node following(Node node, Node block) {
        Node at = node;
        while (at != block && at.getNext() == null) {
            at = at.getParent();
        }
        return at == block ? null : at.getNext();
    }
}
