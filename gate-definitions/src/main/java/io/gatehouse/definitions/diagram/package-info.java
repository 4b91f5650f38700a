/**
 * Pictures of gates and environments; start with {@link
 * io.gatehouse.definitions.diagram.GateDiagram}.
 */
package io.gatehouse.definitions.diagram;
