package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.Finding;
import java.io.IOException;

/** The archive itself cannot be read on: what follows in it would be guessed. */
final class ArchiveFaultException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    ArchiveFaultException(BundleCode code, String subject, String expected, String observed) {
        super(code.code());
        this.finding = code.at(subject, expected, observed);
    }

    static ArchiveFaultException malformed(String subject, String expected, String observed) {
        return new ArchiveFaultException(BundleCode.ARCHIVE_MALFORMED, subject, expected, observed);
    }

    static ArchiveFaultException truncated() {
        return new ArchiveFaultException(
                BundleCode.ARCHIVE_TRUNCATED, "archive", "the whole archive", "it ends early");
    }

    Finding finding() {
        return finding;
    }
}
