/**
 * The signed authorisation that a trading runtime must hold; start with {@link
 * io.gatehouse.audit.permit.PermitVerifier}.
 */
package io.gatehouse.audit.permit;
