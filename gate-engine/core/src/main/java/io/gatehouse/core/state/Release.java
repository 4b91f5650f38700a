package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import java.util.regex.Pattern;

/**
 * What is being promoted: the release with the digest of its bundle and the commit it was built of.
 *
 * @param commit full hash of the commit, 40 or 64 hex digits
 */
public record Release(String id, Digest bundle, String commit) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    public Release {
        if (id.isBlank() || id.length() > 100) {
            throw new IllegalArgumentException("a release id has 1 to 100 characters");
        }
        if (!COMMIT.matcher(commit).matches()) {
            throw new IllegalArgumentException("a commit is 40 or 64 lower-case hex digits");
        }
    }
}
