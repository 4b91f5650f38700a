/**
 * One class for each verb; a verb asks the application and renders its answer, and decides nothing.
 */
package io.gatehouse.cli.command;
