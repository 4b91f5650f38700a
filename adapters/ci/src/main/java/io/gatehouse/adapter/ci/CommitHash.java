package io.gatehouse.adapter.ci;

import java.util.regex.Pattern;

/** The form of a commit's name: an abbreviated one may come to mean another commit. */
final class CommitHash {

    private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private CommitHash() {}

    static boolean isFull(String hash) {
        return FULL.matcher(hash).matches();
    }
}
