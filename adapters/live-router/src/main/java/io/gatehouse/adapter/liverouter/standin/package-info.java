/**
 * A stand-in for a spot exchange, in a process of its own, in the shape of Binance and, below
 * {@code /0/}, of Kraken: real sockets, real signatures, a real book with price-time priority, real
 * error codes, and faults on demand.
 *
 * <p>Start at {@link io.gatehouse.adapter.liverouter.standin.StandInServer}, or at {@link
 * io.gatehouse.adapter.liverouter.standin.StandInProcess} for the process. It binds the loopback
 * address only and is never an exchange: its key and secret are public.
 */
package io.gatehouse.adapter.liverouter.standin;
