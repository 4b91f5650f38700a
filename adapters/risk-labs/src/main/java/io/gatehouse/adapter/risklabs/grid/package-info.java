/** The cells of a run and who computes them, in an order that no number of threads changes. */
package io.gatehouse.adapter.risklabs.grid;
