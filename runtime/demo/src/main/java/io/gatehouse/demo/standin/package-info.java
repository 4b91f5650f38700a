/**
 * Stand-ins for the programs and documents that the demo's evidence comes from: small, honest files
 * in the documented formats, each of which says that it is a stand-in. Nothing here is part of the
 * product's decision; the gates judge these files as they judge any other.
 */
package io.gatehouse.demo.standin;
