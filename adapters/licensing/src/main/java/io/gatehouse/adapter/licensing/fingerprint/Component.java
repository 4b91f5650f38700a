package io.gatehouse.adapter.licensing.fingerprint;

import java.util.Locale;

/**
 * A part of a machine that helps to know it again, in the order of the existing documents; {@link
 * #BOARD} is in our stable form alone.
 */
public enum Component {
    /** Model; the same in many machines, so it weighs little. */
    CPU(1, true),
    TPM(4, true),
    /** A network card can be replaced, and its address set. */
    MAC(3, true),
    DISK(3, true),
    DONGLE(4, true),
    BOARD(4, false);

    private final int weight;
    private final boolean inHardwareDocument;

    Component(int weight, boolean inHardwareDocument) {
        this.weight = weight;
        this.inHardwareDocument = inHardwareDocument;
    }

    /** How much it says about identity, 1 to 4. */
    public int weight() {
        return weight;
    }

    /** Whether the existing hardware document knows it. */
    public boolean inHardwareDocument() {
        return inHardwareDocument;
    }

    /** Name in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A value as it is compared: of an address the hex digits, else trimmed, lower, one space. */
    public String normalize(String raw) {
        String lower = raw.toLowerCase(Locale.ROOT);
        if (this == MAC) {
            StringBuilder digits = new StringBuilder();
            lower.chars()
                    .filter(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
                    .forEach(c -> digits.append((char) c));
            return digits.toString();
        }
        return lower.strip().replaceAll("\\s+", " ");
    }
}
