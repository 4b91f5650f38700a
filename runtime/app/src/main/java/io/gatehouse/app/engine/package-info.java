/**
 * The one writer of a workspace; start with {@link io.gatehouse.app.engine.Engine}, then {@link
 * io.gatehouse.app.engine.Settler}.
 */
package io.gatehouse.app.engine;
