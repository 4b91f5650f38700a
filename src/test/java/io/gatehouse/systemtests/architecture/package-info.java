/** What may depend on what; each rule is named after what it forbids. */
package io.gatehouse.systemtests.architecture;
