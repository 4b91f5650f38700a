/** What packs and ships a build: the files under {@code deploy}. */
package io.gatehouse.systemtests.packaging;
