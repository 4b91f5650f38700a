/**
 * Gates as data; start with {@link io.gatehouse.core.definition.GateDefinition}. The documents'
 * tables (stage 1 to 3 and Stage6) are instances of these records.
 */
package io.gatehouse.core.definition;
