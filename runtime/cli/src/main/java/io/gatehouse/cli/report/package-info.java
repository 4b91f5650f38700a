/**
 * What a verb found, in a form that no output format shapes; start with {@link
 * io.gatehouse.cli.report.Report}.
 */
package io.gatehouse.cli.report;
