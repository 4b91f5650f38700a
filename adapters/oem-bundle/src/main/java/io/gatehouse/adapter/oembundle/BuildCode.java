package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.FindingCode;

/** Why a bundle was not built; codes of rule {@value #RULE}. */
public enum BuildCode implements FindingCode {
    VERSION_REFUSED("choose a version of 1 to 64 letters, digits, '.', '_' and '-'"),
    FINGERPRINT_REFUSED("give the fingerprint of the device, or UNPROVISIONED"),
    TIME_REFUSED("give a release time in whole seconds between 1980 and now"),
    KEY_REFUSED("sign with a key of at least 32 bytes that is in force"),
    INPUT_MISSING("give a file or folder that exists and can be read"),
    INPUT_SYMLINK("replace the link by the file that it leads to"),
    INPUT_SPECIAL("give plain files and folders"),
    INPUT_CHANGED("build again when nothing writes to the inputs"),
    PATH_REFUSED("rename the file: it must be the same name on every platform"),
    PATH_COLLIDES("rename one of the two"),
    CONFIG_NAME_REFUSED("choose a plain name that does not end in .sig"),
    RESOURCE_NAME_REFUSED("choose a plain name other than the bundle's own folders"),
    FOLDER_EMPTY("give at least one file for this folder"),
    TOO_MANY("give at most 20,000 files"),
    TOO_LARGE("give smaller files"),
    ARCHIVE_EXISTS("choose another version or folder; a bundle is never overwritten"),
    NOT_WRITTEN("make room, or make the folder writable for this account"),
    SELF_CHECK("report this: what was built does not verify");

    /** The rule under which the builder reports. */
    public static final String RULE = "bundle-build";

    private final String remedy;

    BuildCode(String remedy) {
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
}
