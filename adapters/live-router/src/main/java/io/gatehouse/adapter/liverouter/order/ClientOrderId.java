package io.gatehouse.adapter.liverouter.order;

/**
 * The name that the router gives an order before it is sent, and by which alone it is found again.
 *
 * <p>It is reserved and made durable first, and never used for another order. The form suits the
 * venues' limits (36 characters of letters, digits, {@code -} and {@code _}).
 *
 * @param value {@code <prefix>-<number>}; the prefix names environment and session, so that orders
 *     of others are recognised as foreign
 */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {

    private static final int LONGEST = 36;

    public ClientOrderId {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("a client order id has 1 to 36 of A-Z a-z 0-9 _ -");
        }
    }

    /** Whether the order is of that session. */
    public boolean of(String prefix) {
        return value.length() > prefix.length()
                && value.charAt(prefix.length()) == '-'
                && value.startsWith(prefix);
    }

    /** One is made for every order: a regular expression would cost more than the decision. */
    private static boolean wellFormed(String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return length >= 1 && length <= LONGEST;
    }

    @Override
    public int compareTo(ClientOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
