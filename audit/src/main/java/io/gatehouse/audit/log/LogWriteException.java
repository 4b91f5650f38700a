package io.gatehouse.audit.log;

import java.io.IOException;

/** The disk refused a line, or the writer had stopped before; what reached the disk is unknown. */
public final class LogWriteException extends IOException {

    private static final long serialVersionUID = 1L;

    LogWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
