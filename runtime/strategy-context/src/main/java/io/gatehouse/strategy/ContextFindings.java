package io.gatehouse.strategy;

import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;

/** The findings of this module, in one place; rule id {@code strategy-context}. */
final class ContextFindings {

    private static final String RULE = "strategy-context";

    private ContextFindings() {}

    static Finding environment() {
        return finding(
                "no-environment",
                "environment",
                "DEMO, PAPER or LIVE",
                "NONE",
                "ask for an environment");
    }

    static Finding engineKey() {
        return finding(
                "engine-key",
                "engine public key",
                "base64url of an Ed25519 public key",
                "another text",
                "configure the runtime with the key that the installation was founded with");
    }

    static Finding noPermit(String path) {
        return finding(
                "no-permit",
                path,
                "a permit",
                "no file: never issued, or taken back",
                "promote the installation, or ask why its permission was taken back");
    }

    static Finding unreadable(String code, String path) {
        return finding(
                code,
                path,
                "a regular file that can be read",
                "it cannot be read",
                "correct the file's permissions; links are not followed");
    }

    static Finding differs(String code, String subject, String expected, String observed) {
        return finding(
                code,
                subject,
                expected,
                observed,
                "run what was promoted, where it was promoted, or promote again");
    }

    static Finding expired(Instant expires, Instant now) {
        return finding(
                "expired",
                "permit",
                "a time before " + expires,
                now.toString(),
                "let the engine verify the reasons again and issue a permit");
    }

    static Finding notYet(Instant from, Instant now) {
        return finding(
                "not-yet-valid",
                "permit",
                "a time from " + from,
                now.toString(),
                "correct the clock of this device");
    }

    static Finding revoked(String permit) {
        return finding(
                "revoked",
                permit,
                "a permit that is in force",
                "it stands in the list of revoked permits",
                "ask why the permission was taken back");
    }

    static Finding halted(String observed) {
        return finding(
                "halted",
                "var/gatehouse/halt",
                "an empty directory",
                observed,
                "a resume needs owner and compliance; do not remove files here");
    }

    static Finding clockBehind(Instant seen, Instant now) {
        return finding(
                "clock-behind",
                "clock",
                "not before " + seen + ", the latest time seen",
                now.toString(),
                "correct the clock of this device; if the time seen is wrong itself, have it looked"
                        + " into first");
    }

    static Finding clockStands(Duration passed, Duration shown) {
        return finding(
                "clock-stands",
                "clock",
                passed + " passed since an earlier question",
                shown + " by the clock",
                "see why the clock of this device stands or is set back, and correct it");
    }

    static Finding seenUnusable(String observed) {
        return finding(
                "seen-unusable",
                "var/gatehouse/strategy-context.seen",
                "a time that can be read and written",
                observed,
                "find out who changed the file; then remove it, and the next answer makes a new"
                        + " one");
    }

    static Finding flag(String flag, boolean expected) {
        return finding(
                "flag",
                flag,
                String.valueOf(expected),
                String.valueOf(!expected),
                "pass the gate that grants this environment; flags are its outputs and never set by"
                        + " hand");
    }

    static Finding leaseMissing() {
        return finding(
                "lease-missing",
                "permit",
                "a lease, for LIVE",
                "none",
                "give the gate of LIVE a lease and have the permit issued again");
    }

    static Finding leaseLapsed(String lease) {
        return finding(
                "lease-lapsed",
                "permit",
                "a renewal within " + lease,
                "none",
                "see whether the engine runs and what its re-verification found");
    }

    static Finding leaseRolledBack(Instant latest, Instant found) {
        return finding(
                "lease-rolled-back",
                "permit",
                "a renewal not before " + latest,
                found.toString(),
                "an older permit file was put in place; find out by whom");
    }

    static Finding permitRolledBack(long latest, long found) {
        return finding(
                "permit-rolled-back",
                "permit",
                "issued at journal event " + latest + " or later",
                "issued at " + found,
                "an older permit file was put in place; find out by whom");
    }

    static Finding monotonic() {
        return finding(
                "monotonic-clock",
                "clock",
                "a monotonic clock that does not go back",
                "it went back",
                "restart the runtime; if it happens again, correct the platform");
    }

    static Finding fault(String kind) {
        return finding(
                "fault",
                "strategy context",
                "an answer",
                "a fault of the program: " + kind,
                "report this; until it is mended the runtime may not run");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
