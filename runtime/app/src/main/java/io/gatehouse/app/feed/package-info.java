/** Acknowledged events as they come; start with {@link io.gatehouse.app.feed.EventFeed}. */
package io.gatehouse.app.feed;
