/**
 * Reading JSON without leniency: {@link io.gatehouse.audit.json.StrictJson} for one value, {@link
 * io.gatehouse.audit.json.LineReader} for a file of lines.
 */
package io.gatehouse.audit.json;
