/** Transcripts of the command line on workspaces in temporary directories. */
package io.gatehouse.cli;
