package io.gatehouse.core.codec;

/** A value is not exactly of the shape that it claims; the message names the member. */
public final class CodecFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public CodecFault(String message) {
        super(message);
    }
}
