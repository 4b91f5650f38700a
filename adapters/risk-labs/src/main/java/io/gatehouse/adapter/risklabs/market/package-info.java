/**
 * Market data as the laboratory computes with it: columns side by side, in time order, checked by
 * the data quality gate before a figure is computed from them.
 *
 * <p>Start at {@link io.gatehouse.adapter.risklabs.market.MarketReader} (Parquet to arrays), {@link
 * io.gatehouse.adapter.risklabs.market.DataQuality} (the gate in front), {@link
 * io.gatehouse.adapter.risklabs.market.Importer} (text files to Parquet) and {@link
 * io.gatehouse.adapter.risklabs.market.SyntheticMarket} (when there are no data).
 *
 * <p>Below a root: {@code <namespace>/<SYMBOL>/<interval>/year=YYYY/month=MM/data.parquet} for
 * bars, as the existing tools have it, and beside the intervals {@code quotes-<interval>}, {@code
 * depth}, {@code trades} and {@code latency}, split by months (UTC) in the same way. Their columns:
 *
 * <ul>
 *   <li>bars: {@code open_time} (milliseconds, double as the existing writer stores it; integers
 *       are read too), {@code open}, {@code high}, {@code low}, {@code close}, {@code volume};
 *   <li>quotes: {@code open_time}, {@code bid_open} to {@code bid_size}, {@code ask_open} to {@code
 *       ask_size}; imported, not read by the laboratory yet;
 *   <li>depth: {@code time_ms}, {@code best_bid}, {@code best_ask}, {@code bid_qty_<n>bps}, {@code
 *       ask_qty_<n>bps}, cumulative from the middle;
 *   <li>trades: {@code trade_time_ms}, {@code event_time_ms}, {@code local_time_ns}, {@code
 *       trade_id}, {@code price}, {@code qty}, {@code buyer_is_maker} (0 or 1);
 *   <li>latency: {@code local_time_ns}, {@code event_time_ms}.
 * </ul>
 *
 * <p>A day's bar of an American share opens at midnight in New York. Every fault is a {@link
 * io.gatehouse.adapter.risklabs.market.DataFinding} of the rule {@code labs-data} with a code of
 * {@link io.gatehouse.adapter.risklabs.market.DataCode}, which also says what refuses and what is
 * only noted.
 */
package io.gatehouse.adapter.risklabs.market;
