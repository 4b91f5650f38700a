/**
 * The live router as a process: what it reads, what it stands on, what it is asked; start with
 * {@link io.gatehouse.embedded.router.RouterProcess}.
 */
package io.gatehouse.embedded.router;
