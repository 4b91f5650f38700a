/**
 * Looks at the machine and the workspace for what would hinder the engine or a person; start with
 * {@link io.gatehouse.app.doctor.Doctor}. Changes nothing that counts, and works on a broken
 * workspace.
 */
package io.gatehouse.app.doctor;
