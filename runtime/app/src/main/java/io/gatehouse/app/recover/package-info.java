/**
 * Backup of a workspace and its return on an empty machine; start with {@link
 * io.gatehouse.app.recover.BackupWriter} and {@link io.gatehouse.app.recover.BackupRestore}.
 */
package io.gatehouse.app.recover;
