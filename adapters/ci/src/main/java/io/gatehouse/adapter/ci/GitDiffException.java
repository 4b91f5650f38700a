package io.gatehouse.adapter.ci;

/** A diff that cannot be made; the message says why and is fit for a person. */
public final class GitDiffException extends Exception {

    private static final long serialVersionUID = 1L;

    GitDiffException(String message) {
        super(message);
    }

    GitDiffException(String message, Throwable cause) {
        super(message, cause);
    }
}
