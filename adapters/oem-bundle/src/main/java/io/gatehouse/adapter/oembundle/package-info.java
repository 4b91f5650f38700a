/** The OEM bundle: built, verified, compared and installed (runbook 2.2, plan section 1). */
package io.gatehouse.adapter.oembundle;
