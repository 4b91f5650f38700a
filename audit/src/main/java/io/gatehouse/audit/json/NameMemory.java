package io.gatehouse.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names that a reader has met: the same few come again and again, and in documents of one kind in
 * the same order. Bounded; confined to one thread.
 *
 * <p>Holds only names that stand in the text as they are, without an escape. A name is compared
 * with the bytes before it is answered, so what is remembered saves work and decides nothing.
 */
final class NameMemory {

    private static final int SLOTS = 256;
    private static final int LONGEST = 64;

    private final String[] bySlot = new String[SLOTS];
    private final String[] byTurn = new String[SLOTS];
    private int turn;
    private int interned;

    /** From here on names are those of another document. */
    void restart() {
        turn = 0;
    }

    /**
     * The name that stood in this turn in the document before, if it stands here again.
     *
     * @param quote where the quotation mark before the name should be
     */
    Optional<String> again(byte[] bytes, int quote) {
        if (turn == SLOTS || byTurn[turn] == null) {
            return Optional.empty();
        }
        String name = byTurn[turn];
        int end = quote + 1 + name.length();
        if (end >= bytes.length
                || bytes[quote] != '"'
                || bytes[end] != '"'
                || !isAt(name, bytes, quote + 1)) {
            return Optional.empty();
        }
        turn++;
        return Optional.of(name);
    }

    /**
     * The name of these bytes, which are printable ASCII without quotation mark and backslash.
     *
     * @param hash of the bytes, the same for the same bytes
     */
    String of(byte[] bytes, int from, int length, int hash) {
        String name =
                length > LONGEST
                        ? text(bytes, from, length)
                        : known(bytes, from, length, hash & (SLOTS - 1));
        if (turn < SLOTS && length <= LONGEST) {
            byTurn[turn++] = name;
        }
        return name;
    }

    private String known(byte[] bytes, int from, int length, int slot) {
        String known = bySlot[slot];
        if (known != null && known.length() == length && isAt(known, bytes, from)) {
            return known;
        }
        String name = text(bytes, from, length);
        if (interned < SLOTS) { // no more, whatever a document holds
            interned++;
            name = name.intern(); // the object by which the program asks for the member
        }
        bySlot[slot] = name;
        return name;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAt(String text, byte[] bytes, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
