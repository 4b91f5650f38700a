package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.DecisionLogs;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.ReadOnlyFiles;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.state.PromotionState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The history in a pack. No secret is ever at hand: keys count as the journal's own adoptions name
 * them, and codes of commit records stay unchecked.
 */
public final class PackHistory implements History {

    private static final int LONGEST_HEAD = 4 * 1024;
    private static final String ENDING = ".jsonl";

    private final PackReader pack;
    private final OpenKeyRing keys = new OpenKeyRing(KeyRing.of(List.of()), KeySecrets.NONE);

    /** A view of an open pack, which the caller closes. */
    public PackHistory(PackReader pack) {
        this.pack = pack;
    }

    @Override
    public JournalFiles journal() {
        return new Below(pack, PackLayout.JOURNAL + "/");
    }

    @Override
    public DecisionLogs logs() {
        return new Logs(pack);
    }

    @Override
    public OpenKeyRing keys() {
        return keys;
    }

    @Override
    public CommitKeys commitKeys() {
        return CommitKeys.NONE;
    }

    @Override
    public Optional<InputStream> archived(PromotionState promotion, EvidenceItem item)
            throws IOException {
        String name = PackLayout.artefact(item.digests().sha384());
        return !item.secret() && pack.has(name) ? Optional.of(pack.open(name)) : Optional.empty();
    }

    @Override
    public void close() {
        keys.close();
    }

    /** Files of one folder, to be read only. */
    private static final class Below extends ReadOnlyFiles {

        private final PackReader pack;
        private final String folder;

        Below(PackReader pack, String folder) {
            this.pack = pack;
            this.folder = folder;
        }

        @Override
        public SortedSet<String> list() {
            TreeSet<String> names = new TreeSet<>();
            pack.names().stream()
                    .filter(name -> name.startsWith(folder))
                    .forEach(name -> names.add(name.substring(folder.length())));
            return names;
        }

        @Override
        public long size(String name) throws IOException {
            return pack.size(folder + name);
        }

        @Override
        public InputStream read(String name, long from) throws IOException {
            InputStream in = pack.open(folder + name);
            in.skipNBytes(from);
            return in;
        }

        @Override
        protected String what() {
            return "a pack";
        }
    }

    private record Logs(PackReader pack) implements DecisionLogs {

        @Override
        public SortedSet<LogName> names() throws IOException {
            TreeSet<LogName> names = new TreeSet<>(Comparator.comparing(LogName::value));
            for (String member : pack.below(PackLayout.LOGS)) {
                String name = member.substring(PackLayout.LOGS.length() + 1);
                String bare = name.endsWith(".head") ? name.substring(0, name.length() - 5) : name;
                try {
                    names.add(
                            new LogName(
                                    bare.endsWith(ENDING)
                                            ? bare.substring(0, bare.length() - ENDING.length())
                                            : "?"));
                } catch (IllegalArgumentException e) {
                    continue; // whoever checks the members refuses it as one that no pack has
                }
            }
            return names;
        }

        private static String file(LogName log) {
            return PackLayout.LOGS + "/" + log + ENDING;
        }

        @Override
        public InputStream open(LogName log) throws IOException {
            return pack.has(file(log))
                    ? pack.open(file(log))
                    : new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public Head head(LogName log) throws IOException {
            String name = file(log) + ".head";
            if (!pack.has(name)) {
                return new Head.Missing();
            }
            try {
                LogHead head = LogHead.parse(pack.read(name, LONGEST_HEAD));
                return head.name().equals(log)
                        ? new Head.Known(head.lines(), head.last(), false)
                        : new Head.Invalid("the head of another log");
            } catch (IllegalArgumentException | PackFaultException e) {
                return new Head.Invalid("not of the form of a head");
            }
        }
    }
}
