/**
 * Definitions from files to adopted data: start with {@link
 * io.gatehouse.definitions.load.DefinitionLoader}, then {@link
 * io.gatehouse.definitions.load.DefinitionLinter}.
 */
package io.gatehouse.definitions.load;
