/**
 * Market data as the laboratory computes with it: columns side by side, in time order, checked by
 * the data quality gate before a figure is computed from them.
 */
package io.gatehouse.adapter.risklabs.market;
