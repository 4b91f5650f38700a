package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Chooses the one licence of an inbox that counts on this machine. Pure and thread-safe. */
public final class LicenceInbox {

    private static final String LOOK = "look at the folder";

    private LicenceInbox() {}

    /**
     * What was chosen.
     *
     * @param file its name
     * @param others how many licences of other machines, or that count no longer, lie beside it
     */
    public record Chosen(String file, LicenceCheck.Case given, int others) {}

    /**
     * Chooses. Refused as {@code inbox-empty}, {@code inbox-several}, {@code inbox-none} with what
     * speaks against each, or for what stands there that no licence of ours is: one forged file
     * spoils the whole inbox, since somebody else has written to it.
     *
     * @param inbox contents by file name, {@link LicenceFolders#inbox}
     * @param given the case of a content: what lies beside it, and the machine
     * @param now from a clock that cannot be set back
     */
    public static Judged<Chosen> choose(
            SortedMap<String, byte[]> inbox,
            LicenceCheck check,
            Function<Content, LicenceCheck.Case> given,
            Instant now) {
        if (inbox.isEmpty()) {
            return refused("inbox-empty", "one licence for this machine", "no file", List.of());
        }
        List<Finding> foreign = new ArrayList<>();
        List<Finding> against = new ArrayList<>();
        List<Map.Entry<String, LicenceCheck.Case>> fitting = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : inbox.entrySet()) {
            LicenceCheck.Case one = given.apply(Content.of(file.getValue()));
            LicenceCheck.Verdict verdict = check.judge(one, now);
            if (verdict.counts()) {
                fitting.add(Map.entry(file.getKey(), one));
            } else if (verdict.licence().isEmpty()) {
                foreign.add(
                        Area.CARRIER.finding(
                                "inbox-foreign", file.getKey(), "a licence", "none of ours", LOOK));
                foreign.addAll(verdict.findings());
            } else {
                against.addAll(verdict.findings());
            }
        }
        if (!foreign.isEmpty()) {
            return Judged.refused(foreign);
        }
        if (fitting.size() > 1) {
            return refused(
                    "inbox-several",
                    "one licence for this machine",
                    fitting.size() + " that count",
                    List.of());
        }
        return fitting.isEmpty()
                ? refused(
                        "inbox-none",
                        "one licence for this machine",
                        inbox.size() + " that do not count",
                        against)
                : Judged.accepted(
                        new Chosen(
                                fitting.get(0).getKey(),
                                fitting.get(0).getValue(),
                                inbox.size() - 1));
    }

    private static <T> Judged<T> refused(
            String code, String expected, String observed, List<Finding> more) {
        List<Finding> all = new ArrayList<>();
        all.add(Area.CARRIER.finding(code, "inbox", expected, observed, LOOK));
        all.addAll(more);
        return Judged.refused(all);
    }
}
