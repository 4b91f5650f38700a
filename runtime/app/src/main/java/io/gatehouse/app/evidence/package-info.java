/**
 * Files as evidence: found, digested, archived and looked at again; start with {@link
 * io.gatehouse.app.evidence.EvidenceRecorder} and {@link io.gatehouse.app.evidence.Observer}.
 */
package io.gatehouse.app.evidence;
