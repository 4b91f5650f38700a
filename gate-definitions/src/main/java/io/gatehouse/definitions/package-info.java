/**
 * The gates as data and all that judges them; start with {@link
 * io.gatehouse.definitions.load.DefinitionLoader} and {@link
 * io.gatehouse.definitions.rule.StandardRules}.
 */
package io.gatehouse.definitions;
