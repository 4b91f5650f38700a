/** What keeps a permission true while nobody looks, on whole installations. */
package io.gatehouse.systemtests.keeper;
