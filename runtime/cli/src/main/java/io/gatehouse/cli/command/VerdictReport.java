package io.gatehouse.cli.command;

import io.gatehouse.app.review.VerdictReplay;
import io.gatehouse.app.review.VerdictReplay.Note;
import io.gatehouse.app.review.VerdictReplay.Outcome;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Verdicts that were run again, shown as they come and counted. */
final class VerdictReport implements Consumer<VerdictReplay> {

    /** Lines kept until the verdict was told; a damaged pack must not fill memory. */
    private static final int MOST_KEPT = 1_000;

    private final Output output;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<JsonObject> documents = new ArrayList<>();
    private int rules;
    private final List<ReportItem> items = new ArrayList<>();
    private int byRecord;
    private long codes;
    private final boolean all;
    private final List<String> kept = new ArrayList<>();

    private VerdictReport(Output output, boolean all) {
        this.output = output;
        this.all = all;
    }

    /** Shows every verdict at once. */
    static VerdictReport listing(Output output) {
        return new VerdictReport(output, true);
    }

    /** Keeps those that did not come out the same, for {@link #others}. */
    static VerdictReport quiet(Output output) {
        return new VerdictReport(output, false);
    }

    @Override
    public void accept(VerdictReplay verdict) {
        counts.merge(verdict.outcome(), 1, Integer::sum);
        rules += verdict.rules();
        byRecord += verdict.byRecord() > 0 ? 1 : 0;
        codes += verdict.codesByRecord();
        String told = output.messages().text("replay." + verdict.outcome(), verdict.recorded());
        show(
                verdict,
                String.format(
                        "%s %6d  %s  %s/%s  %s",
                        mark(verdict.outcome()),
                        verdict.seq(),
                        verdict.asOf(),
                        verdict.promotion(),
                        verdict.step(),
                        told));
        List<String> notes = verdict.notes().stream().map(this::text).toList();
        notes.forEach(note -> show(verdict, "    " + note));
        if (output.isJson()) {
            documents.add(json(verdict));
        }
        if (output.isReport()) {
            items.add(item(verdict, told, notes));
        }
    }

    private void show(VerdictReplay verdict, String line) {
        if (all) {
            output.line(line);
        } else if (verdict.outcome() != Outcome.SAME && kept.size() < MOST_KEPT) {
            kept.add(line);
        }
    }

    /** What did not come out the same, and the sum. */
    void others() {
        kept.forEach(output::line);
        if (kept.size() >= MOST_KEPT) {
            output.say("replay.more");
        }
        sum();
    }

    private String text(Note note) {
        return note.rule()
                + ": "
                + output.messages()
                        .text(
                                note.outcome() == Outcome.DIFFERS
                                        ? "replay.note.DIFFERS"
                                        : "replay.note." + note.cause(),
                                note.was(),
                                note.is());
    }

    private static ReportItem item(VerdictReplay verdict, String told, List<String> notes) {
        Standing standing =
                switch (verdict.outcome()) {
                    case SAME -> Standing.PASS;
                    case NOT_RERUN -> Standing.ERROR;
                    case DIFFERS -> Standing.FAIL;
                };
        return new ReportItem(
                verdict.promotion() + "/" + verdict.step(),
                "event " + verdict.seq(),
                standing,
                notes.isEmpty() ? told : told + "; " + String.join("; ", notes),
                List.of());
    }

    /** Every verdict as an item of a report; gathered only where the answer is one. */
    List<ReportItem> items() {
        return List.copyOf(items);
    }

    /** Shape and word, so that no colour is needed. */
    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case SAME -> "=";
            case NOT_RERUN -> "?";
            case DIFFERS -> "✗";
        };
    }

    void sum() {
        output.say(
                "replay.sum",
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                rules,
                count(Outcome.SAME),
                count(Outcome.DIFFERS),
                count(Outcome.NOT_RERUN));
        if (byRecord > 0) {
            output.say("replay.by-record", byRecord);
        }
        if (codes > 0) {
            output.say("replay.mac-record", codes);
        }
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** 1 when a verdict differs, 3 when one could not be run again, else 0. */
    int exit() {
        if (count(Outcome.DIFFERS) > 0) {
            return ExitCodes.REFUSED;
        }
        return count(Outcome.NOT_RERUN) > 0 ? ExitCodes.UNDECIDED : ExitCodes.ALLOWED;
    }

    JsonObject json() {
        return JsonObject.builder()
                .put("verdicts", documents)
                .put("rules", rules)
                .put("same", count(Outcome.SAME))
                .put("differing", count(Outcome.DIFFERS))
                .put("not_rerun", count(Outcome.NOT_RERUN))
                .put("key_material_by_record", byRecord)
                .put("mac_answers_by_record", codes)
                .build();
    }

    private static JsonObject json(VerdictReplay verdict) {
        return JsonObject.builder()
                .put("seq", verdict.seq())
                .put("promotion", verdict.promotion().value())
                .put("step", verdict.step().value())
                .put("recorded", verdict.recorded().name())
                .put("as_of", verdict.asOf().toString())
                .put("outcome", verdict.outcome().name())
                .put("rules", verdict.rules())
                .put("key_material_by_record", verdict.byRecord())
                .put("mac_answers_by_record", verdict.codesByRecord())
                .put("notes", verdict.notes().stream().map(VerdictReport::json).toList())
                .build();
    }

    private static JsonObject json(Note note) {
        return JsonObject.builder()
                .put("rule", note.rule().value())
                .put("outcome", note.outcome().name())
                .put("cause", note.cause().name())
                .put("recorded", note.was())
                .put("recomputed", note.is())
                .build();
    }
}
