/**
 * What bundles and licences need of a workspace: keys of its ring, what was seen before, who
 * approved; start with {@link io.gatehouse.embedded.oem.OemKeys}.
 */
package io.gatehouse.embedded.oem;
