package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps what is cut off a segment, and knows which cuts the journal does not yet tell of.
 *
 * <p>A crash may come between the cut and its TAIL_CUT event; since the bytes stay here under a
 * name that says where they were, the cut is reported again until an event names it.
 */
final class Quarantine {

    private static final Pattern NAME =
            Pattern.compile("([0-9]{20}\\.jsonl)-([0-9]{1,18})(?:-[0-9]{1,6})?\\.bin");

    private final JournalFiles files;
    private final Set<TailCut> journalled = new HashSet<>();

    Quarantine(JournalFiles files) {
        this.files = files;
    }

    /** Takes note of a cut that the journal tells of. */
    void note(Recorded event) {
        if (event.draft().type().equals("TAIL_CUT")) {
            var data = event.draft().data();
            data.text("digest")
                    .filter(Digest::isDigest)
                    .ifPresent(
                            digest ->
                                    journalled.add(
                                            new TailCut(
                                                    data.text("segment").orElse(""),
                                                    data.integer("offset").orElse(-1L),
                                                    data.integer("length").orElse(-1L),
                                                    Digest.parse(digest))));
        }
    }

    /** Makes a durable copy of the bytes from an offset on; never overwrites an earlier one. */
    void keep(String segment, long offset, byte[] bytes) throws IOException {
        Set<String> taken = files.list();
        for (int n = 1; ; n++) {
            String name = segment + "-" + offset + (n == 1 ? "" : "-" + n) + ".bin";
            if (!taken.contains(name)) {
                files.replace(name, bytes);
                return;
            }
            if (Arrays.equals(read(name), bytes)) {
                return; // copied before a crash that came before the cut
            }
        }
    }

    /** Cuts that no event tells of, in order of their names. */
    List<TailCut> unreported() throws IOException {
        List<TailCut> cuts = new ArrayList<>();
        for (String name : files.list()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                byte[] bytes = read(name);
                TailCut cut =
                        new TailCut(
                                matcher.group(1),
                                Long.parseLong(matcher.group(2)),
                                bytes.length,
                                Digest.sha384(bytes));
                if (!journalled.contains(cut)) {
                    cuts.add(cut);
                }
            }
        }
        return cuts;
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = files.read(name, 0)) {
            return in.readAllBytes();
        }
    }
}
