/**
 * How an installation comes into being: directories, keys, credentials, and the first adoption;
 * start with {@link io.gatehouse.app.found.FoundInstallation}.
 */
package io.gatehouse.app.found;
