/** Decision lines from the decision to the verdict of the verifier, with real keys. */
package io.gatehouse.systemtests.log;
