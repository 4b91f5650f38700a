/** Requests, approval, issue, registry, revocation and validation of offline licences. */
package io.gatehouse.adapter.licensing.licence;
