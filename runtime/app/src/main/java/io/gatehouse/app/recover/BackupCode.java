package io.gatehouse.app.recover;

import io.gatehouse.core.rule.FindingCode;

/** What can be wrong with a backup; codes of rule {@code backup}. */
public enum BackupCode implements FindingCode {
    /** The file is no archive of this form, to the last byte. */
    CONTAINER("take another copy of the backup"),
    MANIFEST("take another copy of the backup"),
    MISSING("take another copy of the backup"),
    EXTRA("take another copy of the backup; nothing may be added to it"),
    DIGEST("take another copy of the backup"),
    SIGNATURE("take a backup that this installation's engine signed"),
    /** The history in it does not verify, or is not the one that the manifest names. */
    HISTORY("take another copy of the backup"),
    /** Archived evidence has other bytes than its name says. */
    EVIDENCE("take a backup from before the archive was changed"),
    PASSPHRASE("give the passphrase of this backup; if it is the right one, take another copy"),
    /** The engine's key is another one than the person has from elsewhere. */
    ENGINE_KEY("find out where this file comes from before anything else"),
    UNANCHORED(
            "give the engine's public key (--engine-key) or the position (--expect SEQ:DIGEST) that"
                    + " was written down outside the machine"),
    /** A link or special file stands where the backup collects files. */
    NOT_A_FILE("replace it by the file itself, or move it out of the workspace"),
    /** Two names that are one when this process spells them would be one file in the backup. */
    NAME("run it where every name can be spelled: set LC_ALL=C.UTF-8"),
    TOO_LARGE("move what is not part of the installation out of the workspace"),
    /** The damaged history would be taken for a good one. */
    UNSOUND("gatehouse audit fsck says what is wrong; gatehouse audit recover mends the journal"),
    /** What stands on the disk after a restore is not what was saved. */
    STATE("keep the backup, check the disk and restore into another directory");

    /** The rule that findings of backups name. */
    public static final String RULE = "backup";

    private final String remedy;

    BackupCode(String remedy) {
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
