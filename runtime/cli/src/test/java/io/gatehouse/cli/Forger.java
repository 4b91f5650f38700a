package io.gatehouse.cli;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalPlace;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.audit.pack.PackWriter;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.PermitRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** The owner of the engine's account: holds every secret of the engine and none of a person. */
final class Forger {

    private static final String SEGMENT = "journal/00000000000000000001.jsonl";

    private final Workspace workspace;
    private final Path home;
    private final TreeMap<String, byte[]> permits = new TreeMap<>();
    private Predicate<Event> again = event -> false;
    private int count;

    Forger(Path workspace, Path home) {
        this.workspace = Workspace.at(workspace);
        this.home = home;
    }

    /** Events of this kind stand once more, in a write of their own, before they are due. */
    Forger repeating(Predicate<Event> kind) {
        again = kind;
        return this;
    }

    static TreeMap<String, byte[]> members(Path pack) throws Exception {
        TreeMap<String, byte[]> members = new TreeMap<>();
        try (PackReader reader = PackReader.open(pack)) {
            for (String name : reader.names()) {
                members.put(name, reader.open(name).readAllBytes());
            }
        }
        return members;
    }

    /** A pack with other members, its manifest made and signed anew. */
    Path repack(Path pack, Consumer<TreeMap<String, byte[]>> edit) throws Exception {
        TreeMap<String, byte[]> members = members(pack);
        PackManifest before = PackManifest.read(members.remove(PackManifest.NAME)).manifest();
        edit.accept(members);
        JournalPosition end = before.journal();
        Instant time = before.time();
        if (members.containsKey(SEGMENT)) {
            Path directory = Files.createTempDirectory(home, "look");
            Files.write(directory.resolve("00000000000000000001.jsonl"), members.get(SEGMENT));
            Instant[] last = {time};
            try {
                end =
                        new JournalReader(DirectoryFiles.existing(directory), CommitKeys.NONE)
                                .groups(group -> last[0] = group.commit().time())
                                .position();
                time = last[0];
            } catch (RuntimeException e) {
                time = last[0]; // a broken chain is what this forger wanted
            }
        }
        TreeMap<String, PackManifest.Member> rows = new TreeMap<>();
        members.forEach(
                (name, bytes) ->
                        rows.put(
                                name, new PackManifest.Member(bytes.length, Digest.sha384(bytes))));
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            members.put(
                    PackManifest.NAME,
                    new PackManifest(
                                    before.installation(),
                                    end,
                                    time,
                                    before.scope(),
                                    before.missing(),
                                    rows)
                            .sign(keys.engineKeyId(time), keys.engineSigner(time)));
        }
        return write(members);
    }

    Path write(TreeMap<String, byte[]> members) throws IOException {
        Path file = home.resolve("forged-" + ++count + ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            PackWriter writer = new PackWriter(out);
            for (var member : members.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                writer.add(
                        member.getKey(),
                        member.getValue().length,
                        (int) crc.getValue(),
                        new ByteArrayInputStream(member.getValue()));
            }
            writer.finish();
        }
        return file;
    }

    /** The history with events changed, every digest, chain and code computed anew. */
    byte[][] rewrite(UnaryOperator<Event> change) throws Exception {
        return rewriteAll(event -> List.of(change.apply(event)));
    }

    /** As {@link #rewrite}, where an event may become none or several. */
    byte[][] rewriteAll(Function<Event, List<Event>> change) throws Exception {
        Path directory = Files.createTempDirectory(home, "rewritten");
        List<List<Recorded>> groups = new ArrayList<>();
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), CommitKeys.NONE)
                    .groups(group -> groups.add(group.events()));
            InstallationState state = InstallationState.empty();
            JournalPosition end = JournalPosition.START;
            Instant[] now = {groups.get(0).get(0).draft().time()};
            try (SegmentJournal journal =
                    SegmentJournal.open(
                                    JournalPlace.under(directory, Optional.empty()),
                                    CommitKeys.of(keys),
                                    () -> now[0],
                                    JournalSettings.DEFAULTS.of(
                                            io.gatehouse.app.history.SegmentJournals.installation(
                                                    workspace)),
                                    group -> {})
                            .journal()) {
                for (List<Recorded> group : groups) {
                    List<Draft> drafts = new ArrayList<>();
                    for (Recorded recorded : group) {
                        Draft old = recorded.draft();
                        now[0] = old.time();
                        for (Event changed :
                                change.apply(
                                        EventCodec.decode(old.type(), old.version(), old.data()))) {
                            Event event =
                                    changed instanceof PermitIssued permit
                                            ? resigned(permit, end, keys)
                                            : changed;
                            if (again.test(event)) {
                                Draft once = draft(state, old, event);
                                end = journal.append(List.of(once), state.root());
                            }
                            drafts.add(draft(state, old, event));
                        }
                    }
                    if (!drafts.isEmpty()) {
                        end = journal.append(drafts, state.root());
                    }
                }
            }
        }
        return new byte[][] {
            Files.readAllBytes(directory.resolve(SEGMENT)),
            Files.readAllBytes(directory.resolve("journal/head.json"))
        };
    }

    private static Draft draft(InstallationState state, Draft old, Event event) {
        Digest before = state.digestOf(event.aggregate());
        state.apply(event);
        return new Draft(
                old.time(),
                EventCodec.typeOf(event),
                old.version(),
                event.aggregate(),
                before,
                state.digestOf(event.aggregate()),
                EventCodec.encode(event));
    }

    /** The permit for the place at which it stands now: the forger has the engine's key. */
    private PermitIssued resigned(PermitIssued event, JournalPosition at, OpenKeyRing keys) {
        PermitRecord record = event.permit();
        JsonObject permit =
                PermitVerifier.sign(
                        record.permit()
                                .with(
                                        "journal",
                                        JsonObject.builder()
                                                .put("seq", at.seq())
                                                .put("digest", at.digest().value())
                                                .build()),
                        keys.engineKeyId(record.issued()),
                        keys.engineSigner(record.issued()));
        permits.put(
                "permits/" + record.id() + ".json",
                (CanonicalJson.text(permit) + "\n").getBytes(StandardCharsets.UTF_8));
        return new PermitIssued(
                new PermitRecord(
                        record.id(), Digest.of(permit), permit, record.issued(), record.revoked()));
    }

    /** A pack with a history in which events were changed. */
    Path repackRewritten(Path pack, UnaryOperator<Event> change) throws Exception {
        return repackJournal(pack, rewrite(change));
    }

    /** A pack with another journal. */
    Path repackJournal(Path pack, byte[][] journal) throws Exception {
        return repack(
                pack,
                members -> {
                    members.put(SEGMENT, journal[0]);
                    members.put("journal/head.json", journal[1]);
                    members.putAll(permits);
                });
    }
}
