/** Smoke tests of strategies and of the paper runtime (runbook 1.3 and 2.4, plan section 4). */
package io.gatehouse.adapter.smoke;
