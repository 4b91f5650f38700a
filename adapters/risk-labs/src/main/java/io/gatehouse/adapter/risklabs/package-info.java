/**
 * The risk laboratory (runbook 2.1): market data in Parquet, a portfolio and its limits, risk
 * figures with backtests, stress tests, and the report that the gate judges.
 *
 * <p>{@code market} holds the data, {@code statistics} the figures, {@code portfolio} profiles and
 * limits, {@code stress} the tests, {@code grid} runs them.
 */
package io.gatehouse.adapter.risklabs;
