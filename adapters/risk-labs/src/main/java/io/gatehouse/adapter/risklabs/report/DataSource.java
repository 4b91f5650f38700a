package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.Digest;

/**
 * One file that the run read.
 *
 * @param path relative to the data's root, with {@code /}
 * @param sha384 of its bytes
 * @param bytes its length
 * @param synthetic whether its contents were made up
 */
public record DataSource(String path, Digest sha384, long bytes, boolean synthetic) {

    public DataSource {
        Checks.text(path, 1_000, "path");
        Checks.require(sha384.algorithm().equals("sha384"), "a source's digest is no SHA-384");
        Checks.count(bytes, "length of a source");
    }
}
