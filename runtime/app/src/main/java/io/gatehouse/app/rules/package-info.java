/**
 * The files under {@code gatehouse/} that are adopted by signature; start with {@link
 * io.gatehouse.app.rules.RuleFiles}.
 */
package io.gatehouse.app.rules;
