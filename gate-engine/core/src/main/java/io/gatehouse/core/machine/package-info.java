/**
 * State machines as tables; start with {@link io.gatehouse.core.machine.MachineDefinition} and
 * {@link io.gatehouse.core.machine.AdmissionBox}.
 */
package io.gatehouse.core.machine;
