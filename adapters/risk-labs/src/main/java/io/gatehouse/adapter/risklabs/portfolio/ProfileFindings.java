package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.rule.Finding;

/** The findings about profiles and their limits. */
final class ProfileFindings {

    static final String RULE = "labs-limits";

    private ProfileFindings() {}

    static Finding unreadable(String path, String fault) {
        return Finding.of(
                RULE,
                "file-unreadable",
                path,
                "a configuration that can be read",
                fault,
                "mend the file");
    }

    static Finding missingProfile(String path, String name) {
        return Finding.of(
                RULE,
                "profile-missing",
                name,
                "a section risk_profiles." + name,
                "none in " + path,
                "write the profile with its seven limits");
    }

    /**
     * @param code {@code limit-missing}, {@code limit-not-a-number}, {@code limit-zero}, ...
     */
    static Finding limit(String code, String profile, Limit limit, String observed) {
        return Finding.of(
                RULE,
                code,
                profile + "." + limit.field(),
                limit.range(),
                observed,
                "set the limit that is meant; nothing is run without it");
    }

    static Finding duplicate(String path, String key) {
        return Finding.of(
                RULE,
                "key-duplicate",
                key,
                "each key once",
                "twice in " + path,
                "delete one of the two; readers differ in which one they take");
    }

    static Finding unowned(String profile, String what) {
        return Finding.of(
                RULE,
                "limit-unowned",
                profile + "." + what,
                "an owner, a version and a rationale of each limit",
                "no " + what,
                "state who answers for the limits, their version and why they are as they are");
    }

    static Finding looser(Limit limit, String value, String loosest, int signers) {
        return Finding.of(
                RULE,
                "manual-looser",
                RiskProfile.MANUAL + "." + limit.field(),
                "at most " + loosest + ", or the signatures of two persons over the file",
                value + " with the signatures of " + signers,
                "lower the limit, or have two persons sign the file as it is");
    }

    static Finding incomparable() {
        return Finding.of(
                RULE,
                "manual-incomparable",
                RiskProfile.MANUAL,
                "a named profile to compare it with",
                "none could be read",
                "mend the named profiles first");
    }

    static Finding order(Limit limit, String stricter, String looser) {
        return Finding.of(
                RULE,
                "profiles-out-of-order",
                stricter + "." + limit.field(),
                "not above that of " + looser,
                "above it",
                "set the limits so that the profile keeps what its name says");
    }
}
