/** What the core needs of the outside; implementations live in other modules. */
package io.gatehouse.core.port;
