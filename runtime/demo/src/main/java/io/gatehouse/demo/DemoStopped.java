package io.gatehouse.demo;

/** The walk met something that it did not expect; said in one line. */
final class DemoStopped extends Exception {

    private static final long serialVersionUID = 1L;

    DemoStopped(String message) {
        super(message, null, false, false);
    }
}
