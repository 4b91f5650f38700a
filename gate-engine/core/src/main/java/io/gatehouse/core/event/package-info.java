/** What can happen; start with {@link io.gatehouse.core.event.Event}. */
package io.gatehouse.core.event;
