/**
 * Files that survive a crash and are not readable by others; start with {@link
 * io.gatehouse.audit.file.DurableFiles} and {@link io.gatehouse.audit.file.OwnerOnly}.
 */
package io.gatehouse.audit.file;
