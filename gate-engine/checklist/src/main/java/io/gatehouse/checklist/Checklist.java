package io.gatehouse.checklist;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A checklist: its items in the order of the document, and why it cannot be judged, if so.
 *
 * <p>Read as CommonMark with tables, so that code, comments and links count for what a reader sees
 * and not for what the source looks like: a ticked row in a code block is no row, and {@code
 * [x](...)} is a link and no tick. What could hide a field from one reader and show it to another
 * is a fault. The rule that decides and the archive that keeps both read with this class, so that
 * they cannot disagree about what was ticked (ADR 0042).
 *
 * @param faults empty when the items can be trusted
 * @param titles of all headings, in the order of the document
 */
public record Checklist(List<ChecklistItem> items, List<Fault> faults, List<String> titles) {

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 256 * 1024;

    /**
     * Each may begin a comment, for whose end the whole rest of a paragraph is searched: without
     * this limit a file of that size could occupy the gate for minutes.
     */
    private static final int MOST_ANGLES = 2_000;

    /** Each may stay open to the end of a paragraph, and every link looks at all of them. */
    private static final int MOST_PICTURES = 500;

    private static final Pattern ANGLE = Pattern.compile("<");
    private static final Pattern PICTURE = Pattern.compile("!\\[");

    /**
     * Something that makes a checklist unfit to be judged.
     *
     * @param line from 1; 0 for the whole file
     */
    public record Fault(int line, String message) {

        @Override
        public String toString() {
            return line == 0 ? message : "line " + line + " holds " + message;
        }
    }

    public Checklist {
        items = List.copyOf(items);
        faults = List.copyOf(faults);
        titles = List.copyOf(titles);
    }

    /** Reads a file's bytes; never throws. */
    public static Checklist read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return faulty("larger than " + LARGEST + " bytes");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (ANGLE.matcher(text).results().skip(MOST_ANGLES).findAny().isPresent()) {
                return faulty("more than " + MOST_ANGLES + " times '<'");
            }
            if (PICTURE.matcher(text).results().skip(MOST_PICTURES).findAny().isPresent()) {
                return faulty("more than " + MOST_PICTURES + " pictures");
            }
            return new ChecklistParser(text).parse();
        } catch (CharacterCodingException e) {
            return faulty("not UTF-8");
        } catch (StackOverflowError e) {
            // Nesting beyond any form; refused like every other text that cannot be judged.
            return faulty("nested too deeply");
        }
    }

    private static Checklist faulty(String message) {
        return new Checklist(List.of(), List.of(new Fault(0, message)), List.of());
    }

    /**
     * The part under headings of that title, at any level; quotes and case do not count. Without
     * such a heading there is a fault. Faults anywhere in the document stay: none of it can be
     * trusted then.
     */
    public Checklist section(String title) {
        String wanted = Titles.plain(title);
        List<Fault> all = new ArrayList<>(faults);
        if (titles.stream().noneMatch(name -> Titles.plain(name).equals(wanted))) {
            all.add(new Fault(0, "no section '" + title + "'"));
        }
        return new Checklist(
                items.stream().filter(item -> item.isWithin(wanted)).toList(), all, titles);
    }

    /** Whether there is at least one item, all are ticked, and nothing is at fault. */
    public boolean isComplete() {
        return faults.isEmpty()
                && !items.isEmpty()
                && items.stream().allMatch(ChecklistItem::isTicked);
    }

    /** Items that are not ticked, in order. */
    public List<ChecklistItem> open() {
        return items.stream().filter(item -> !item.isTicked()).toList();
    }
}
