/** Speed of the risk laboratory's simulations, beside numpy with the same models. */
package io.gatehouse.bench.labs;
