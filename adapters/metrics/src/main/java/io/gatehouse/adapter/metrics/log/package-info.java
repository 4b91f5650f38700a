/** The signed log of the router, one envelope a line (formats page 4.2); never the decision log. */
package io.gatehouse.adapter.metrics.log;
