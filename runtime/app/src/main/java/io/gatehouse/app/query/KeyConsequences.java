package io.gatehouse.app.query;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would no longer hold if nothing counted that a key signed from a time on. */
public final class KeyConsequences {

    private final ReadOnlyInstallation installation;
    private final KeyId key;

    public KeyConsequences(ReadOnlyInstallation installation, KeyId key) {
        this.installation = installation;
        this.key = key;
    }

    /**
     * An environment whose grant would fail re-verification.
     *
     * @param because which line or permit
     * @param then what its definition says of a failed re-verification
     */
    public record Affected(Environment environment, String because, OnFailure then) {

        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("environment", environment.name())
                    .put("because", because)
                    .put("then", then.name())
                    .build();
        }
    }

    /** The environments whose grant rests on something that the key signed from then on. */
    public List<Affected> environments(Instant since) {
        List<Affected> affected = new ArrayList<>();
        for (var granted : installation.state().environment().grants().entrySet()) {
            GrantRecord grant = granted.getValue();
            Optional<GateDefinition> gate = installation.state().definition(grant.definition());
            if (gate.isEmpty()) {
                continue;
            }
            // The log is verified as a whole: one line that fails takes all of it along.
            for (LineAppended line :
                    installation.lines().getOrDefault(gate.get().log(), List.of())) {
                if (KeyUses.timesOf(line.line(), key).stream()
                        .anyMatch(use -> !use.at().isBefore(since))) {
                    affected.add(
                            new Affected(
                                    granted.getKey(),
                                    line.log() + ".jsonl:" + line.index(),
                                    gate.get().onFailure()));
                    break;
                }
            }
        }
        return affected;
    }

    /**
     * How many commit records of the journal bear the key's code; they are verified by the keys
     * that were adopted when they were written.
     */
    public long commits() throws IOException, JournalUnusable {
        long[] count = new long[1];
        try {
            new JournalReader(
                            DirectoryFiles.existing(installation.workspace().journal()),
                            CommitKeys.NONE)
                    .groups(group -> count[0] += group.commit().key().equals(key) ? 1 : 0);
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(e.fault())));
        }
        return count[0];
    }

    /**
     * Open promotions with an approval by the key: all of them are lost, whenever they were given.
     */
    public List<PromotionState> losingApprovals() {
        return installation.state().openPromotions().stream()
                .filter(p -> p.approvals().stream().anyMatch(a -> a.signed().key().equals(key)))
                .toList();
    }

    /** Evidence of open promotions and of grants that names the key, such as a signed CI report. */
    public List<EvidenceItem> evidence() {
        Observer observer = new Observer(installation.workspace());
        List<EvidenceItem> naming = new ArrayList<>();
        byte[] name = ("\"" + key + "\"").getBytes(StandardCharsets.UTF_8);
        for (PromotionState promotion : installation.state().promotions()) {
            boolean counts =
                    !promotion.isFinal()
                            || installation.state().environment().grants().values().stream()
                                    .anyMatch(g -> g.promotion().equals(promotion.id()));
            if (counts) {
                promotion.evidence().values().stream()
                        .filter(i -> !i.secret())
                        .filter(
                                i ->
                                        observer.observeArchived(promotion, i)
                                                .content()
                                                .map(Content::bytes)
                                                .filter(bytes -> contains(bytes, name))
                                                .isPresent())
                        .forEach(naming::add);
            }
        }
        return naming;
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
