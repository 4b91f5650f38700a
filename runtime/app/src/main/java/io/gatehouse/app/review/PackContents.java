package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a pack holds, against its manifest and against the journal in it. */
final class PackContents {

    private static final int MOST_DOCUMENT = 16 * 1024 * 1024;

    private final PackReader pack;
    private final PackNotes notes;

    PackContents(PackReader pack, PackNotes notes) {
        this.pack = pack;
        this.notes = notes;
    }

    /** Each member is the one that was packed, and no other is there. */
    void members(PackManifest manifest) throws IOException {
        Set<String> names = new TreeSet<>(manifest.members().keySet());
        names.addAll(pack.names());
        names.remove(PackManifest.NAME);
        for (String name : names) {
            PackManifest.Member packed = manifest.members().get(name);
            if (packed == null || !pack.has(name)) {
                notes.find(
                        "member", name, packed == null ? "no such member" : "a member", "another");
                continue;
            }
            if (!PackLayout.isMember(name)) {
                // signed or not: nothing stands in a pack that no check looks at
                notes.find("member", name, "a member that packs have", "another name");
            }
            PackReader.Measured measured = pack.measure(name);
            notes.counts.members++;
            if (measured.size() != packed.size() || !measured.sha384().equals(packed.sha384())) {
                notes.find("changed", name, packed.sha384().value(), measured.sha384().value());
            } else if (!measured.crcRight()) {
                notes.find("changed", name, "the sum of its content", "another in its header");
            }
            if (name.startsWith(PackLayout.ARTEFACTS + "/")) {
                notes.counts.artefacts++;
                if (!PackLayout.artefact(measured.sha384()).equals(name)) {
                    notes.find(
                            "artefact", name, "content of that digest", measured.sha384().value());
                }
            }
        }
    }

    /** What the pack shows beside the journal is what the journal says. */
    void documents(HistoryContent content, InstallationView state) throws IOException {
        Map<String, byte[]> wanted = content.documents(state.governance());
        for (Map.Entry<String, byte[]> document : wanted.entrySet()) {
            String name = document.getKey();
            byte[] found = new byte[0];
            if (pack.has(name) && pack.size(name) <= MOST_DOCUMENT) {
                try (InputStream in = pack.open(name)) {
                    found = in.readAllBytes();
                }
            }
            notes.counts.documents++;
            if (!Arrays.equals(found, document.getValue())) {
                notes.find(
                        "document",
                        name,
                        "what the journal says",
                        found.length == 0 ? "none" : "another text");
            }
        }
        for (String folder : List.of(PackLayout.DEFINITIONS, PackLayout.PERMITS)) {
            for (String name : pack.below(folder)) {
                if (!wanted.containsKey(name)) {
                    notes.find(
                            "document", name, "what the journal says", "one that it does not know");
                }
            }
        }
    }

    /** Evidence that no event tells of was put there by somebody. */
    void surplus(HistoryContent content) {
        Set<String> known = new TreeSet<>();
        content.evidence(Optional.empty())
                .keySet()
                .forEach(digest -> known.add(PackLayout.artefact(digest)));
        for (String name : pack.below(PackLayout.ARTEFACTS)) {
            if (!known.contains(name)) {
                notes.find("artefact", name, "evidence that the journal knows", "another");
            }
        }
    }

    /** Missing evidence is never a pass; who packed it may have said so, or not. */
    void completeness(HistoryContent content, PackManifest manifest, InstallationView state) {
        int others = state.promotions().size() - 1;
        for (Digest digest : content.evidence(manifest.scope()).keySet()) {
            if (!pack.has(PackLayout.artefact(digest))) {
                notes.miss(
                        "evidence-missing",
                        PackLayout.artefact(digest),
                        "archived evidence " + digest,
                        manifest.missing().contains(digest)
                                ? "it was missing when the pack was made"
                                : "it is not in the pack",
                        "ask for a pack that holds it, or for the file itself: its digest must be"
                                + " this one");
            }
        }
        manifest.scope()
                .ifPresent(
                        scope ->
                                notes.unchecked.add(
                                        new NotChecked(
                                                NotChecked.Kind.OTHER_PROMOTIONS,
                                                "evidence and verdicts of other promotions than "
                                                        + scope,
                                                "the pack was made for that one",
                                                others)));
    }
}
