package io.gatehouse.adapter.risklabs.statistics;

/**
 * A model says nothing about a series of finite numbers: it has no variation where the model needs
 * some, or the search for parameters did not end. Not a defect of the caller's, and never a pass:
 * whoever catches it does without the model.
 */
public final class NotEstimableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotEstimableException(String message) {
        super(message);
    }
}
