package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.FindingCode;

/** Why a bundle was not installed or removed; codes of rule {@value #RULE}. */
public enum InstallCode implements FindingCode {
    TARGET_NOT_EMPTY("choose an empty folder, or one that does not exist yet"),
    TARGET_REFUSED("choose a folder whose parent exists and is no link"),
    UNFINISHED("look at what an interrupted installation left, and remove that folder"),
    NOT_WRITTEN("make room, or make the folder writable for this account"),
    FINGERPRINT_DIFFERS("install it on the device that it was made for"),
    FINGERPRINT_NOT_PROVISIONED("have a bundle made for this device"),
    FINGERPRINT_UNAVAILABLE("run this where the device's fingerprint can be read"),
    NOT_INSTALLED("name the folder into which a bundle was installed"),
    FILES_REMAIN("save or remove the files that are not the bundle's");

    /** The rule under which the installer reports. */
    public static final String RULE = "bundle-install";

    private final String remedy;

    InstallCode(String remedy) {
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
