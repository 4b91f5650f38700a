/** Reports of smokes, as JSON for rules and as Markdown for people. */
package io.gatehouse.adapter.smoke.report;
