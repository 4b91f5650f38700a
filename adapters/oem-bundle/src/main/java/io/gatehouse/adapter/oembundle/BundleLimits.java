package io.gatehouse.adapter.oembundle;

/**
 * How much of an archive is read at most.
 *
 * @param entries greatest number of entries, folders included
 * @param fileBytes greatest size of one file, in bytes
 * @param totalBytes greatest size of all files unpacked, in bytes
 * @param ratio unpacked bytes per packed byte, once {@link #RATIO_FREE} bytes were unpacked
 */
public record BundleLimits(int entries, long fileBytes, long totalBytes, int ratio) {

    /** Fits every bundle that the builder makes: 20,000 files, 4 GiB each, 8 GiB together. */
    public static final BundleLimits STANDARD = new BundleLimits(25_000, 4L << 30, 8L << 30, 200);

    /** A small file of zeros may shrink as it likes. */
    static final long RATIO_FREE = 1L << 20;

    /** Largest manifest, in bytes: 20,000 files with long names. */
    static final int MANIFEST = 6 << 20;

    /** Largest signature or fingerprint document, in bytes. */
    static final int SIGNATURE = 4 << 10;

    /** Most small documents that are kept while an archive is read. */
    static final int DOCUMENTS = 2_000;

    /** Most files of a manifest; the existing rule of manifests admits no more. */
    static final int FILES = 20_000;

    /** Most findings that are reported of one bundle. */
    static final int FINDINGS = 500;

    public BundleLimits {
        if (entries < 1 || fileBytes < 1 || totalBytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
