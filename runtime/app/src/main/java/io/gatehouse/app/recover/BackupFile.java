package io.gatehouse.app.recover;

import java.nio.file.Path;

/**
 * A file that a backup is to hold.
 *
 * @param path in the workspace, with {@code /}
 * @param size in bytes when it was listed
 * @param sealed whether it is encrypted
 * @param executable whether its owner may run it
 */
record BackupFile(String path, Path file, long size, boolean sealed, boolean executable) {}
