/** The main job from end to end, and what other programs say about what it leaves behind. */
package io.gatehouse.systemtests.demo;
