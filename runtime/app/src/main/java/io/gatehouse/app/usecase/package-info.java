/**
 * What people do, one class each; start with {@link io.gatehouse.app.usecase.OpenPromotion}. Each
 * makes a command from the state, lets the person sign it, submits it, and settles what follows.
 */
package io.gatehouse.app.usecase;
