/**
 * The auditor's pack: one file that holds a history and proves it; start with {@link
 * io.gatehouse.audit.pack.PackReader}.
 */
package io.gatehouse.audit.pack;
