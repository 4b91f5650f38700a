package io.gatehouse.server;

/**
 * An answer as it is given, and given again to whoever asks the same again.
 *
 * @param etag of the position after it
 */
record Stored(int status, byte[] body, String etag) {

    boolean isProblem() {
        return status >= 400;
    }
}
