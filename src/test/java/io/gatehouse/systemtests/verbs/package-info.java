/** Every verb of the command line, whatever it is given. */
package io.gatehouse.systemtests.verbs;
