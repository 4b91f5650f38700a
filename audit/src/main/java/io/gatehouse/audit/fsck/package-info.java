/**
 * Verification of everything an installation has written; start with {@link
 * io.gatehouse.audit.fsck.Fsck}.
 */
package io.gatehouse.audit.fsck;
