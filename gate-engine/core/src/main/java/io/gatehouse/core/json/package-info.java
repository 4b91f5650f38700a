/**
 * The values that Gatehouse signs and their canonical bytes; start with {@link
 * io.gatehouse.core.json.JsonValue} and {@link io.gatehouse.core.json.CanonicalJson}.
 */
package io.gatehouse.core.json;
