/** Typed identifiers; all share the form of {@link io.gatehouse.core.id.Identifier}. */
package io.gatehouse.core.id;
