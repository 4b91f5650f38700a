package io.gatehouse.adapter.checklist;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A checklist: its items in the order of the document, and why it cannot be judged, if so.
 *
 * <p>Read as CommonMark with tables, so that code, comments and links count for what a reader sees
 * and not for what the source looks like: a ticked row in a code block is no row, and {@code
 * [x](...)} is a link and no tick. Raw HTML other than comments is a fault, since it can hide what
 * the text says.
 *
 * @param faults empty when the items can be trusted
 */
public record Checklist(List<ChecklistItem> items, List<Fault> faults) {

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 256 * 1024;

    /**
     * Something that makes a checklist unfit to be judged.
     *
     * @param line from 1; 0 for the whole file
     */
    public record Fault(int line, String message) {}

    public Checklist {
        items = List.copyOf(items);
        faults = List.copyOf(faults);
    }

    /** Reads a file's bytes; never throws. */
    public static Checklist read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return faulty("larger than " + LARGEST + " bytes");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new ChecklistParser(text).parse();
        } catch (CharacterCodingException e) {
            return faulty("not UTF-8");
        } catch (StackOverflowError e) {
            // Nesting beyond any form; refused like every other text that cannot be judged.
            return faulty("nested too deeply");
        }
    }

    private static Checklist faulty(String message) {
        return new Checklist(List.of(), List.of(new Fault(0, message)));
    }

    /** The part under headings of that title, at any level; quotes and case do not count. */
    public Checklist section(String title) {
        String wanted = plain(title);
        return new Checklist(
                items.stream()
                        .filter(
                                item ->
                                        item.sections().stream()
                                                .anyMatch(name -> plain(name).equals(wanted)))
                        .toList(),
                faults);
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

    private static String plain(String title) {
        return title.replaceAll("[„”“\"'’]", "").strip().toLowerCase(Locale.ROOT);
    }
}
