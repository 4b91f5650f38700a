package io.gatehouse.cli;

/**
 * A verb that answers with a {@link io.gatehouse.cli.report.Report}, so that every output format
 * can be asked of it. The other verbs answer in text or JSON alone.
 */
public interface Reporting {}
