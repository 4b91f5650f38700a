/** The live router in a workspace: its keys, and what the gate arms it for. */
package io.gatehouse.embedded.router;
