package io.gatehouse.checklist;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** The lines of a form as they were written, by the nodes that were read from them. */
final class SourceLines {

    private static final Pattern END = Pattern.compile("\r\n|\r|\n");

    /** What ends a table without an empty line; to other readers everything else is a row. */
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?:#{1,6}\\s|>|[-*+]\\s|[0-9]{1,9}[.)]\\s|---|\\*\\*\\*|<!--|```|~~~).*");

    private final String[] lines;

    SourceLines(String source) {
        lines = END.split(source, -1);
    }

    /** The number of the first line of a node, from 1. */
    static int first(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().get(0).getLineIndex() + 1;
            }
        }
        return 0;
    }

    /** The number of the last line of a node, from 1. */
    static int last(Node node) {
        return node.getSourceSpans().stream().mapToInt(SourceSpan::getLineIndex).max().orElse(-1)
                + 1;
    }

    /** All lines of a node, whole, with the marks of the lists and quotes that they stand in. */
    String of(Node node) {
        int from = first(node) - 1;
        int to = Math.min(Math.max(last(node), from + 1), lines.length);
        return from < 0 || from >= to
                ? ""
                : String.join("\n", Arrays.asList(lines).subList(from, to));
    }

    /** Whether something follows a line that other readers take for one more row of the table. */
    boolean runsOn(int number) {
        String after = number < lines.length ? lines[number].strip() : "";
        return !after.isEmpty() && !BLOCK.matcher(after).matches();
    }
}
