/** Rules, verdicts and findings; start with {@link io.gatehouse.core.rule.Rule}. */
package io.gatehouse.core.rule;
