/**
 * The rules of the built-in gates, one class each; start with {@link
 * io.gatehouse.definitions.rule.StandardRules}.
 *
 * <p>A rule is a pure function of its context: no clock, file, network or environment. Evidence is
 * hostile input: it is read with limits, and what cannot be read is ERROR with a finding.
 */
package io.gatehouse.definitions.rule;
