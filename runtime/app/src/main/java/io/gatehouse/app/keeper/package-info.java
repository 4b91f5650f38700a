/** Keeps permissions true while nobody looks; start with {@link io.gatehouse.app.keeper.Keeper}. */
package io.gatehouse.app.keeper;
