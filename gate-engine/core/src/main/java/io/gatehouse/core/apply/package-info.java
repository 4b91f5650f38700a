/**
 * From an aggregate and an event to the next aggregate: the only code that makes new states. Pure
 * functions; live and replay run the same ones. Start with {@link
 * io.gatehouse.core.apply.PromotionApplier}.
 */
package io.gatehouse.core.apply;
