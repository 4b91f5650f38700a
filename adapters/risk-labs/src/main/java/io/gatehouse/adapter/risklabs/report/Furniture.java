package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;

/** What stands at the head and foot of each page. */
final class Furniture {

    private static final float SIZE = 7;

    private Furniture() {}

    static void draw(Flow flow, LabReport report, Digest digest) throws IOException {
        Words words = flow.words();
        Run run = report.run();
        int pages = flow.sheets().size();
        String seed = words.text("head.seed", Long.toString(run.seed()));
        for (int i = 0; i < pages; i++) {
            Sheet sheet = flow.sheets().get(i);
            float head = Sheet.HEIGHT - 44;
            sheet.text(Sheet.LEFT, head, SIZE, Ink.MUTED, words.text("title"));
            float room = 250;
            String name = words.text("head.run", run.id());
            String id =
                    sheet.typeface().shorten(name, SIZE, room - sheet.typeface().width(seed, SIZE));
            sheet.right(Sheet.RIGHT, head, SIZE, Ink.MUTED, id + seed);
            sheet.line(Sheet.LEFT, head - 6, Sheet.RIGHT, head - 6, 0.5f, Ink.RULE);
            if (report.synthetic()) {
                stamp(sheet, words.text("stamp"));
            }
            float foot = 36;
            sheet.line(Sheet.LEFT, foot + 11, Sheet.RIGHT, foot + 11, 0.5f, Ink.RULE);
            sheet.text(Sheet.LEFT, foot, SIZE, Ink.MUTED, words.text("foot.digest", brief(digest)));
            sheet.right(Sheet.RIGHT, foot, SIZE, Ink.MUTED, words.text("foot.page", i + 1, pages));
        }
    }

    private static void stamp(Sheet sheet, String text) throws IOException {
        float width = sheet.typeface().width(text, 10) + 16;
        float bottom = Sheet.HEIGHT - 34;
        sheet.box(Sheet.WIDTH / 2 - width / 2, bottom, width, 15, Ink.VERMILION);
        sheet.centre(Sheet.WIDTH / 2, bottom + 4, 10, Ink.WHITE, text);
    }

    /** Both ends: nobody finds another report that has the same 96 bits in these places. */
    static String brief(Digest digest) {
        String hex = digest.hex();
        return "sha384:" + hex.substring(0, 16) + "\u2026" + hex.substring(hex.length() - 8);
    }
}
