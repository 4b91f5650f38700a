/** Records to signable values and back; start with {@link io.gatehouse.core.codec.RecordCodec}. */
package io.gatehouse.core.codec;
