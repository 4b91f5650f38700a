/**
 * A small founded installation, and a walk through its gate; start with {@link
 * io.gatehouse.systemtests.walk.Premises}.
 */
package io.gatehouse.systemtests.walk;
