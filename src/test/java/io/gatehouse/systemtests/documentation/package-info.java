/**
 * Keeps the documentation true: what it lists is compared with the code, its links with the disk.
 */
package io.gatehouse.systemtests.documentation;
