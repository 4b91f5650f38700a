/** What a machine is made of, and whether it is still the one that was enrolled. */
package io.gatehouse.adapter.licensing.fingerprint;
