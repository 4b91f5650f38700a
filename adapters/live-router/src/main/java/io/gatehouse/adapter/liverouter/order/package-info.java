/** What is ordered, in scaled integers, and what became of it. Pure values. */
package io.gatehouse.adapter.liverouter.order;
