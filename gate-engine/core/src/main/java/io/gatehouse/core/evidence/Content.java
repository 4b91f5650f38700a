package io.gatehouse.core.evidence;

import java.nio.charset.StandardCharsets;

/** The bytes of a piece of evidence, never to be changed by a rule and never printed. */
public final class Content {

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy, so that nobody can change what a verdict was about. */
    public static Content of(byte[] bytes) {
        return new Content(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as UTF-8 text; malformed sequences become U+FFFD, so use it for texts only. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Content[" + bytes.length + " bytes]";
    }
}
