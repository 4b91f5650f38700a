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
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** The owner of the engine's account: holds every secret of the engine and none of a person. */
final class Forger {

    private static final String SEGMENT = "journal/00000000000000000001.jsonl";

    private final Workspace workspace;
    private final Path home;
    private int count;

    Forger(Path workspace, Path home) {
        this.workspace = Workspace.at(workspace);
        this.home = home;
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
        Path directory = Files.createTempDirectory(home, "rewritten");
        List<List<Recorded>> groups = new ArrayList<>();
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), CommitKeys.NONE)
                    .groups(group -> groups.add(group.events()));
            InstallationState state = InstallationState.empty();
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
                        Event event =
                                change.apply(
                                        EventCodec.decode(old.type(), old.version(), old.data()));
                        Digest before = state.digestOf(event.aggregate());
                        state.apply(event);
                        drafts.add(
                                new Draft(
                                        old.time(),
                                        old.type(),
                                        old.version(),
                                        event.aggregate(),
                                        before,
                                        state.digestOf(event.aggregate()),
                                        EventCodec.encode(event)));
                        now[0] = old.time();
                    }
                    journal.append(drafts, state.root());
                }
            }
        }
        return new byte[][] {
            Files.readAllBytes(directory.resolve(SEGMENT)),
            Files.readAllBytes(directory.resolve("journal/head.json"))
        };
    }

    /** A pack with a history in which events were changed. */
    Path repackRewritten(Path pack, UnaryOperator<Event> change) throws Exception {
        byte[][] journal = rewrite(change);
        return repack(
                pack,
                members -> {
                    members.put(SEGMENT, journal[0]);
                    members.put("journal/head.json", journal[1]);
                });
    }
}
