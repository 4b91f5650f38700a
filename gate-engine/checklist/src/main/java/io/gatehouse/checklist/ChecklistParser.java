package io.gatehouse.checklist;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * CommonMark nodes to items, walking without recursion. For one text and one thread.
 *
 * <p>Where Markdown readers differ, or a reader of the source would take for a field what the page
 * does not show as one, there is a fault: such a form would say one thing to the person who signs
 * it and another to whoever reads it later.
 */
final class ChecklistParser {

    /** Deeper lists and quotes are running text, in which nothing is ticked. */
    private static final int MAX_DEPTH = 64;

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .maxOpenBlockParsers(MAX_DEPTH)
                    .build();

    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    /** A line of running text that looks like a row or a task. */
    private static final Pattern STRAY =
            Pattern.compile("^\\s*(?:\\||(?:[-*+]|[0-9]{1,9}[.)])\\s+\\[)", Pattern.MULTILINE);

    private final String text;
    private final SourceLines source;
    private final Collector collector = new Collector();

    ChecklistParser(String text) {
        this.text = text;
        this.source = new SourceLines(text);
    }

    Checklist parse() {
        if (LONE_RETURN.matcher(text).find()) {
            collector.fault(0, "a line that ends with CR alone");
        }
        Node document = PARSER.parse(text);
        for (Node node = document.getFirstChild(); node != null; node = next(node, document)) {
            visit(node);
        }
        return collector.done();
    }

    private void visit(Node node) {
        if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof HtmlBlock html) {
            html(html);
        } else if (node instanceof TableBlock table) {
            new TableReader(source, collector).read(table);
        } else if (node instanceof Paragraph paragraph) {
            paragraph(paragraph);
        } else if (node instanceof FencedCodeBlock code) {
            fenced(code);
        } else if (node instanceof IndentedCodeBlock code) {
            // four spaces too many are a slip, and the field is out of the list
            code(code, code.getLiteral());
            refuseFields(code, code.getLiteral());
        } else if (node instanceof LinkReferenceDefinition definition) {
            definition(definition);
        }
    }

    /** One within a list or a quote neither begins nor ends a section of the document. */
    private void heading(Heading heading) {
        VisibleText title = text(heading);
        if (heading.getParent() instanceof Document) {
            collector.heading(heading.getLevel(), title.shown());
        }
        running(heading, title);
        refuseStray(heading, title);
    }

    private void paragraph(Paragraph paragraph) {
        VisibleText words = text(paragraph);
        boolean first =
                paragraph.getParent() instanceof ListItem && paragraph.getPrevious() == null;
        Node start = paragraph.getFirstChild();
        if (first && (words.shown().startsWith("[") || isBoxOfALink(start))) {
            task(paragraph, words);
        } else {
            running(paragraph, words);
        }
        refuseStray(paragraph, words);
    }

    /** A broken table is running text, and with a line of dashes below it even a heading. */
    private void refuseStray(Block block, VisibleText words) {
        if (STRAY.matcher(words.withCode()).find()) {
            collector.fault(SourceLines.first(block), "a row or a task within running text");
        }
    }

    private void task(Paragraph paragraph, VisibleText words) {
        String written = source.of(paragraph);
        boolean ticked =
                paragraph.getFirstChild() instanceof Text
                        && Boxes.startsTicked(words.shown(), written)
                        && !Boxes.isOpen(words, written);
        String rest = words.shown().substring(words.shown().indexOf(']') + 1).strip();
        collector.add(
                paragraph, rest, ticked ? ChecklistItem.Mark.TICKED : ChecklistItem.Mark.OPEN);
    }

    /** {@code [x](...)} and {@code [ ](...)}: a link where a box was meant. */
    private static boolean isBoxOfALink(Node node) {
        if (!(node instanceof Link)) {
            return false;
        }
        String words = VisibleText.of(node).withCode();
        return words.isBlank() || words.equalsIgnoreCase("x");
    }

    /** A box in running text is open all the same: somebody meant it to be filled. */
    private void running(Node block, VisibleText words) {
        if (Boxes.isOpen(words, source.of(block))) {
            collector.add(block, words.shown(), ChecklistItem.Mark.OPEN);
        }
    }

    private void fenced(FencedCodeBlock code) {
        code(code, code.getLiteral());
        if (code.getClosingFenceLength() == null) {
            collector.fault(SourceLines.first(code), "code that is not closed");
        } else if (!(code.getParent() instanceof Document) || code.getFenceIndent() > 0) {
            refuseFields(code, code.getLiteral());
        }
    }

    private void code(Block code, String literal) {
        collector.words(new VisibleText("", literal, List.of()), SourceLines.first(code));
    }

    private void refuseFields(Block code, String literal) {
        if (literal.contains("[") || literal.contains("|")) {
            collector.fault(SourceLines.first(code), "a field within code that is indented");
        }
    }

    private void html(HtmlBlock html) {
        VisibleText block = new VisibleText("", "", List.of(html.getLiteral()));
        collector.words(block, SourceLines.first(html));
    }

    /** Not shown at all, and turns ticks into links. */
    private void definition(LinkReferenceDefinition definition) {
        running(definition, new VisibleText("", "", List.of()));
        if (definition.getLabel().strip().equalsIgnoreCase("x")) {
            collector.fault(SourceLines.first(definition), "a definition that makes ticks links");
        }
    }

    private VisibleText text(Node block) {
        VisibleText words = VisibleText.of(block);
        collector.words(words, SourceLines.first(block));
        if (words.markup().stream().anyMatch(piece -> piece.contains("\n"))) {
            collector.fault(SourceLines.first(block), "a comment of several lines within text");
        }
        return words;
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
