package io.gatehouse.cli.report;

import io.gatehouse.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole answer of a verb that checks something; text, JSON, JUnit and Markdown print it.
 *
 * @param schema of the JSON document
 * @param title stable name of what was done, such as {@code gatehouse check paper}
 * @param headline the verdict as a sentence, in the person's language
 * @param notes further sentences beside the verdict
 * @param properties stable names and values, such as the journal's position
 * @param items in a fixed order
 * @param document the members of the JSON document
 */
public record Report(
        String schema,
        String title,
        String headline,
        List<String> notes,
        SortedMap<String, String> properties,
        List<ReportItem> items,
        JsonObject document) {

    public Report {
        notes = List.copyOf(notes);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        items = List.copyOf(items);
    }

    /** How many items stand so. */
    public long count(Standing standing) {
        return items.stream().filter(i -> i.standing() == standing).count();
    }
}
