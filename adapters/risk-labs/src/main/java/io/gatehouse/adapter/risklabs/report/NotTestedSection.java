package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.util.List;

/** The last page: what the report says nothing about, and the digest in full. */
final class NotTestedSection {

    private NotTestedSection() {}

    static void draw(Flow flow, LabReport report, Digest digest) throws IOException {
        Words words = flow.words();
        flow.section("section.not-tested", 300);
        flow.paragraph(words.text("not-tested.explain"));
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.what"), 1.5f),
                                Column.left(words.text("column.why"), 3.5f)));
        for (NotTested item : report.notTested()) {
            table.row(
                    Cell.marked(Mark.DASH, words.subject(item.subject())),
                    Cell.of(words.note(item.reason())));
        }
        flow.heading(words.text("digest.title"), 70);
        flow.paragraph(words.text("digest.explain"));
        flow.paragraph(digest.value());
    }
}
