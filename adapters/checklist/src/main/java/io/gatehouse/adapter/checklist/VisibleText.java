package io.gatehouse.adapter.checklist;

import java.util.function.Consumer;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The text of a block as a reader sees it. */
final class VisibleText {

    private VisibleText() {}

    /**
     * @param markup told of each piece of raw HTML
     */
    static String of(Node block, Consumer<String> markup) {
        StringBuilder out = new StringBuilder();
        Node node = block.getFirstChild();
        while (node != null) {
            if (node instanceof Text text) {
                out.append(text.getLiteral());
            } else if (node instanceof Code code) {
                // A box in code is an example of a box.
                out.append(code.getLiteral().replace('[', '(').replace(']', ')'));
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                out.append(' ');
            } else if (node instanceof HtmlInline html) {
                markup.accept(html.getLiteral());
            } else if (node instanceof Link) {
                // Keeps the words apart from the brackets of neighbouring text.
                out.append('\u2060');
            }
            boolean descend = !(node instanceof Image) && node.getFirstChild() != null;
            node = descend ? node.getFirstChild() : following(node, block);
        }
        return out.toString().strip();
    }

    private static Node following(Node node, Node block) {
        Node at = node;
        while (at != block && at.getNext() == null) {
            at = at.getParent();
        }
        return at == block ? null : at.getNext();
    }
}
