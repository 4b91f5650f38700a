package io.gatehouse.adapter.oembundle;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * r and s of an ECDSA signature in DER: {@code SEQUENCE { INTEGER r, INTEGER s }} (RFC 3279,
 * section 2.2.3).
 */
record EcdsaValue(BigInteger r, BigInteger s) {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /** The longest integer of P-256 has 33 bytes, so that every length fits into one byte. */
    private static final int LONGEST = 33;

    /** Reads the one DER form of two positive integers; empty for anything else. */
    static Optional<EcdsaValue> read(byte[] der) {
        if (der.length < 2 || der[0] != SEQUENCE || der[1] != der.length - 2) {
            return Optional.empty(); // another length, or something behind the end
        }
        Optional<BigInteger> r = integer(der, 2);
        Optional<BigInteger> s = r.flatMap(first -> integer(der, 4 + length(first)));
        return s.map(second -> new EcdsaValue(r.get(), second))
                // whatever was left over or written in another way is not the same again
                .filter(value -> Arrays.equals(value.bytes(), der));
    }

    private static Optional<BigInteger> integer(byte[] der, int at) {
        if (at + 2 > der.length || der[at] != INTEGER) {
            return Optional.empty();
        }
        int length = der[at + 1];
        if (length < 1 || length > LONGEST || at + 2 + length > der.length) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(Arrays.copyOfRange(der, at + 2, at + 2 + length));
        return value.signum() > 0 && length(value) == length
                ? Optional.of(value)
                : Optional.empty();
    }

    private static int length(BigInteger value) {
        return value.toByteArray().length;
    }

    /** Whether both are below the order, and s in its lower half. */
    boolean isLow(BigInteger order) {
        return r.compareTo(order) < 0 && s.compareTo(order.shiftRight(1)) <= 0;
    }

    /** The same signature with s in the lower half. */
    EcdsaValue low(BigInteger order) {
        return isLow(order) ? this : new EcdsaValue(r, order.subtract(s));
    }

    byte[] bytes() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        for (BigInteger value : new BigInteger[] {r, s}) {
            byte[] bytes = value.toByteArray();
            both.write(INTEGER);
            both.write(bytes.length);
            both.writeBytes(bytes);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(SEQUENCE);
        whole.write(both.size());
        whole.writeBytes(both.toByteArray());
        return whole.toByteArray();
    }
}
