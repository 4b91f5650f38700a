package io.gatehouse.audit.key;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import javax.security.auth.Destroyable;

/**
 * Secret bytes that do not show themselves and can be wiped.
 *
 * <p>No accessor hands them out to keep; {@link #use} lends them. Comparison takes the same time
 * wherever the first difference is. Thread-safe.
 */
public final class SecretBytes implements Destroyable, AutoCloseable {

    private final byte[] bytes;
    private boolean destroyed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy; the caller wipes its own array. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    public int length() {
        return bytes.length;
    }

    /**
     * Lends the bytes to a function that must neither keep nor change them.
     *
     * @throws KeyFaultException of kind CLOSED after {@link #destroy}
     */
    public synchronized <T> T use(Function<byte[], T> function) {
        if (destroyed) {
            throw KeyFault.of(KeyFault.Kind.CLOSED, "secret", "the key was wiped");
        }
        return function.apply(bytes);
    }

    /** Whether the bytes are these, in time that does not depend on where they differ. */
    public boolean matches(byte[] other) {
        return use(own -> MessageDigest.isEqual(own, other));
    }

    @Override
    public synchronized void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public void close() {
        destroy();
    }

    @Override
    public String toString() {
        return "SecretBytes[hidden]";
    }
}
