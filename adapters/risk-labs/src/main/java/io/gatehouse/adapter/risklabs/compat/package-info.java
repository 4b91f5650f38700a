/**
 * The existing tool's model, figure for figure, for those who must compare: {@code --model compat}.
 *
 * <p>Start at {@link io.gatehouse.adapter.risklabs.compat.CompatModel}. Its figures answer to no
 * gate; what is odd about them is said where it is computed.
 */
package io.gatehouse.adapter.risklabs.compat;
