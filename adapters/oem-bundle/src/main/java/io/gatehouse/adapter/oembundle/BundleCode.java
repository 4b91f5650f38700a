package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.FindingCode;

/**
 * Everything that can be wrong with a bundle; the constant's name in lower case with hyphens is the
 * finding's code under rule {@value #RULE}.
 */
public enum BundleCode implements FindingCode {
    ARCHIVE_UNREADABLE(Remedy.READABLE),
    ARCHIVE_KIND(Remedy.FETCH),
    ARCHIVE_MALFORMED(Remedy.FETCH),
    ARCHIVE_TRUNCATED(Remedy.FETCH),
    ARCHIVE_TRAILING_DATA(Remedy.FETCH),
    ARCHIVE_BOMB(Remedy.DISTRUST),
    ARCHIVE_TOO_LARGE(Remedy.DISTRUST),
    ARCHIVE_TOO_MANY(Remedy.DISTRUST),
    ARCHIVE_DIFFERS("hand in the archive that was admitted, byte for byte"),
    CONTAINER_DIFFERS(Remedy.BUILD),
    ENTRY_SYMLINK(Remedy.DISTRUST),
    ENTRY_HARDLINK(Remedy.DISTRUST),
    ENTRY_DEVICE(Remedy.DISTRUST),
    ENTRY_KIND(Remedy.DISTRUST),
    OUTSIDE_ROOT(Remedy.DISTRUST),
    PATH_ABSOLUTE(Remedy.DISTRUST),
    PATH_TRAVERSAL(Remedy.DISTRUST),
    PATH_CONTROL(Remedy.DISTRUST),
    PATH_RESERVED(Remedy.BUILD),
    PATH_REFUSED(Remedy.BUILD),
    PATH_DUPLICATE(Remedy.DISTRUST),
    PATH_COLLIDES(Remedy.BUILD),
    FOLDER_EXTRA(Remedy.BUILD),
    FOLDER_MISSING(Remedy.BUILD),
    MODE_REFUSED(Remedy.DISTRUST),
    MANIFEST_MISSING(Remedy.BUILD),
    MANIFEST_MALFORMED(Remedy.BUILD),
    MANIFEST_REFUSED(Remedy.BUILD),
    MANIFEST_UNSIGNED(Remedy.BUILD),
    PLATFORM_DIFFERS("hand in the bundle of the platform that is asked for"),
    VERSION_DIFFERS("hand in the bundle of the version that is asked for"),
    FILE_MISSING(Remedy.FETCH),
    FILE_EXTRA(Remedy.DISTRUST),
    FILE_RENAMED(Remedy.DISTRUST),
    DIGEST_DIFFERS(Remedy.DISTRUST),
    SIZE_DIFFERS(Remedy.DISTRUST),
    MODE_DIFFERS(Remedy.DISTRUST),
    CONFIG_UNSIGNED(Remedy.BUILD),
    CONFIG_SIGNATURE_ORPHAN(Remedy.BUILD),
    CONFIG_NESTED(Remedy.BUILD),
    FINGERPRINT_MISSING(Remedy.BUILD),
    FINGERPRINT_MALFORMED(Remedy.BUILD),
    SIGNATURE_MALFORMED(Remedy.BUILD),
    SIGNATURE_ALGORITHM(Remedy.BUILD),
    SIGNATURE_OTHER("get the signature that was made for this very file"),
    SIGNATURE_INVALID(Remedy.DISTRUST),
    KEYS_DIFFER(Remedy.BUILD),
    KEY_UNNAMED("build again with a key that has an id, or admit bundles of the existing builder"),
    KEY_UNKNOWN("import the key of the vendor, or distrust the bundle"),
    KEY_EXPIRED(Remedy.KEY),
    KEY_NOT_YET_VALID(Remedy.KEY),
    KEY_RETIRED(Remedy.KEY),
    KEY_REVOKED(Remedy.DISTRUST),
    KEY_SHORT("make a key of at least 32 random bytes"),
    KEY_UNAVAILABLE("run this where the key's secret can be read"),
    RELEASE_MISSING("fetch the signature file too, or have it released: gatehouse bundle sign"),
    RELEASE_OTHER("fetch archive and signature file again, both from where it was released"),
    RELEASE_UNTRUSTED("have it released by a person whom this installation has adopted for that"),
    RELEASE_INVALID(Remedy.DISTRUST),
    P256_MISSING("fetch the .p256.sig file too, or have it signed: gatehouse bundle sign --p256"),
    P256_INVALID("fetch archive and signature again, both from the vendor, and check the key"),
    FINDINGS_CUT("mend what is named and verify again");

    /** The rule under which verification reports. */
    public static final String RULE = "bundle-verified";

    private final String remedy;

    BundleCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    /** Whether it says that nothing could be decided, rather than that the bundle is bad. */
    public boolean isError() {
        return this == ARCHIVE_UNREADABLE || this == KEY_UNAVAILABLE;
    }

    /** Constants of an enum cannot refer to its own static fields. */
    private static final class Remedy {
        static final String READABLE = "make the archive readable for this account and try again";
        static final String FETCH = "fetch the archive again from where it was built";
        static final String DISTRUST = "do not install it; fetch it again from where it was built";
        static final String BUILD = "build the bundle again";
        static final String KEY = "build the bundle again with a key that is in force";
    }
}
