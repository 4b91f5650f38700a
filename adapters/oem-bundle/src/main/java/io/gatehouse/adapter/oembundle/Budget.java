package io.gatehouse.adapter.oembundle;

import java.io.IOException;

/** Counts entries and bytes of one reading against the limits. Confined to one thread. */
final class Budget {

    private final BundleLimits limits;
    private int entries;
    private long bytes;

    Budget(BundleLimits limits) {
        this.limits = limits;
    }

    void entry() throws IOException {
        if (++entries > limits.entries()) {
            throw tooMany(limits);
        }
    }

    /** Counts bytes as they come, so that a header that lies about the size does not help. */
    void bytes(long ofFile, int further) throws IOException {
        bytes += further;
        if (ofFile > limits.fileBytes() || bytes > limits.totalBytes()) {
            throw new ArchiveFaultException(
                    BundleCode.ARCHIVE_TOO_LARGE,
                    "archive",
                    "files of "
                            + limits.fileBytes()
                            + " bytes, "
                            + limits.totalBytes()
                            + " together",
                    "more");
        }
    }

    static ArchiveFaultException tooMany(BundleLimits limits) {
        return new ArchiveFaultException(
                BundleCode.ARCHIVE_TOO_MANY,
                "archive",
                "at most " + limits.entries() + " entries",
                "more");
    }
}
