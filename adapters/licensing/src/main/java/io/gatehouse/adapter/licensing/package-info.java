/** Device fingerprints and offline licences (runbook 2.3, plan section 2). */
package io.gatehouse.adapter.licensing;
