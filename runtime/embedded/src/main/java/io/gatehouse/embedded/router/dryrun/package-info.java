/**
 * The program that a dry run is: the router's drills, and the alerts' beside them, in a process
 * without credentials.
 */
package io.gatehouse.embedded.router.dryrun;
