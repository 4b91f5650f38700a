/**
 * The live router: sends orders to venues, never fills one twice, and stops when its lease ends.
 *
 * <p>Numbers of money and quantity are scaled integers; time, network and disk come through ports.
 * The rules follow the runbook's stage 3, the plan's section 4 and, as a yardstick, Delegated
 * Regulation (EU) 2017/589 (RTS 6), Articles 12 and 15.
 */
package io.gatehouse.adapter.liverouter;
