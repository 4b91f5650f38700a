/** The comparison with Camunda; see {@link io.gatehouse.bench.camunda.CamundaLoad}. */
package io.gatehouse.bench.camunda;
