/** Alert rules evaluated each second over bounded samples, and where alerts go. */
package io.gatehouse.adapter.metrics.alert;
