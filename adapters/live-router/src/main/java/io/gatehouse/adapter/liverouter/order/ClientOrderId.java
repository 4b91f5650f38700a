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

    public ClientOrderId {
        if (!value.matches("[A-Za-z0-9_-]{1,36}")) {
            throw new IllegalArgumentException("a client order id has 1 to 36 of A-Z a-z 0-9 _ -");
        }
    }

    /** Whether the order is of that session. */
    public boolean of(String prefix) {
        return value.startsWith(prefix + "-");
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
