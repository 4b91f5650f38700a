/**
 * Licences on machines of their own: real processes in their own namespaces of network, mounts and
 * host name, and under a clock that was set back.
 */
package io.gatehouse.systemtests.oem;
