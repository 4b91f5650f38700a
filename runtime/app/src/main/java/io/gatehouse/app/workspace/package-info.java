/**
 * The directory of one installation and who may write in it; start with {@link
 * io.gatehouse.app.workspace.Workspace}.
 */
package io.gatehouse.app.workspace;
