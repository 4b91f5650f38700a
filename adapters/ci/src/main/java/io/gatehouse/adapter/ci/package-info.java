/**
 * Evidence from continuous integration: start with {@link io.gatehouse.adapter.ci.CiReport} for
 * what a machine signs, and {@link io.gatehouse.adapter.ci.GitDiff} for what a review was about.
 */
package io.gatehouse.adapter.ci;
