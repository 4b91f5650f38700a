/**
 * The box around Spring Statemachine, the only package that knows it; start with {@link
 * io.gatehouse.statemachine.SpringAdmissionBox}. Everything the library says is checked against the
 * table before it counts (ADR 0016).
 */
package io.gatehouse.statemachine;
