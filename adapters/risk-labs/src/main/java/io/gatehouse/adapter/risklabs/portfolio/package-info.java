/** Profiles, their limits with owner and version, and the portfolio's equity over time. */
package io.gatehouse.adapter.risklabs.portfolio;
