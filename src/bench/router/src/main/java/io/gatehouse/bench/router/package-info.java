/** What the order router does in how much time; nothing of it is part of the product. */
package io.gatehouse.bench.router;
