/** The server as a process, under many callers, under signals. */
package io.gatehouse.systemtests.server;
