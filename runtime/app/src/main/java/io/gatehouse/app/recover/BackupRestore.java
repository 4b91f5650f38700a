package io.gatehouse.app.recover;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.PassphraseSeal;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a workspace back into an empty directory: all of it, verified, or nothing.
 *
 * <p>It comes back halted. A permit or lease from before is not revived: the machine that held it
 * failed, nobody looked at its reasons meanwhile, and a copy of a backup restored twice would
 * otherwise trade twice. A resume by owner and compliance leads to a lower environment, and LIVE is
 * granted anew by its gate.
 */
public final class BackupRestore {

    private final Instant now;

    public BackupRestore(Instant now) {
        this.now = now;
    }

    /**
     * What was restored.
     *
     * @param ends when the history's last entry was written; what came later is not in it
     * @param state digest of the whole installation, computed anew from the restored journal; the
     *     same as in the backup
     */
    public record Restored(
            String installation,
            JournalPosition journal,
            Instant ends,
            Digest state,
            long events,
            int files) {}

    /**
     * Restores a backup.
     *
     * @param target missing or empty; its parent is there
     * @param known something that the person has from elsewhere; without any, nothing is restored
     * @param passphrase wiped by the caller
     * @throws BackupRefused with the reasons; then the target is as it was
     * @throws Unanswerable when the target is not an empty directory
     */
    public Restored restore(Path file, Path target, BackupCheck.Known known, char[] passphrase)
            throws IOException, BackupRefused, Unanswerable {
        Path place = target.toAbsolutePath().normalize();
        requireEmpty(place);
        try (PackReader pack = PackReader.open(file)) {
            BackupCheck check = new BackupCheck();
            BackupReport report = check.run(pack, known, Optional.of(passphrase));
            if (!report.sound()) {
                throw BackupRefused.of(report.findings());
            }
            if (!report.incomplete().isEmpty()) {
                throw BackupRefused.undecided(report.incomplete());
            }
            // the very one that was verified: read again, it could be another by now
            BackupManifest manifest = check.verified().orElseThrow(IOException::new);
            requireNames(manifest);
            try (RestorePlace staged = RestorePlace.take(place)) {
                return stage(pack, manifest, staged, known, passphrase);
            }
        } catch (PackFaultException e) {
            throw BackupRefused.of(BackupCheck.unreadable(e).findings());
        }
    }

    private static void requireEmpty(Path place) throws IOException, Unanswerable {
        if (place.getParent() == null || !Files.isDirectory(place.getParent())) {
            throw Unanswerable.conflict(Wording.of("no-directory-above", place));
        }
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw Unanswerable.conflict(Wording.of("not-a-directory", place));
        }
        try (var entries = Files.newDirectoryStream(place)) {
            if (entries.iterator().hasNext()) {
                throw Unanswerable.conflict(Wording.of("not-empty", place));
            }
        }
    }

    /** A name that this process cannot spell would be written under another, or not at all. */
    private static void requireNames(BackupManifest manifest) throws BackupRefused {
        for (String path : manifest.files().keySet()) {
            if (!BackupScope.isSpelled(path)) {
                throw BackupRefused.of(
                        BackupCode.NAME.at(path, "a name that this process can spell", "another"));
            }
        }
    }

    private Restored stage(
            PackReader pack,
            BackupManifest manifest,
            RestorePlace staged,
            BackupCheck.Known known,
            char[] passphrase)
            throws IOException, BackupRefused, Unanswerable {
        StagedTree tree = StagedTree.create(staged.tree());
        unpack(pack, manifest, tree, passphrase);
        Workspace workspace = Workspace.at(staged.tree());
        workspace.create();
        long events = requireSame(workspace, manifest, known);
        // before the workspace gets its name: nobody can trade in it, not even for a moment
        new HaltLatch(workspace).drop();
        tree.force();
        staged.settle();
        return new Restored(
                manifest.installation().value(),
                manifest.journal(),
                manifest.time(),
                manifest.state(),
                events,
                manifest.files().size());
    }

    private static void unpack(
            PackReader pack, BackupManifest manifest, StagedTree tree, char[] passphrase)
            throws IOException, BackupRefused {
        try (PassphraseSeal seal = manifest.sealing().open(passphrase)) {
            int index = 0;
            for (Map.Entry<String, BackupManifest.Entry> file : manifest.files().entrySet()) {
                int member = index++;
                BackupManifest.Entry entry = file.getValue();
                if (entry.sealed()) {
                    secret(pack, manifest, seal, member, file.getKey(), tree, entry);
                } else {
                    plain(pack, member, file.getKey(), tree, entry);
                }
            }
        }
    }

    /** Digested again while it is written: the file could have been changed since it was read. */
    private static void plain(
            PackReader pack, int member, String path, StagedTree tree, BackupManifest.Entry entry)
            throws IOException, BackupRefused {
        try (InputStream in = pack.open(BackupManifest.member(member))) {
            Digest written = tree.write(path, in, entry.executable());
            if (!written.equals(entry.sha384())) {
                throw BackupRefused.of(
                        BackupCode.DIGEST.at(path, entry.sha384().value(), written.value()));
            }
        }
    }

    private static void secret(
            PackReader pack,
            BackupManifest manifest,
            PassphraseSeal seal,
            int member,
            String path,
            StagedTree tree,
            BackupManifest.Entry entry)
            throws IOException, BackupRefused {
        Optional<byte[]> plain = BackupCheck.secret(pack, manifest, seal, member, path);
        if (plain.isEmpty()) {
            throw BackupRefused.of(
                    BackupCode.PASSPHRASE.at(
                            path, "a secret that this passphrase opens", "one that it does not"));
        }
        try {
            tree.write(path, new ByteArrayInputStream(plain.get()), entry.executable());
        } finally {
            Arrays.fill(plain.get(), (byte) 0);
        }
    }

    private long requireSame(Workspace workspace, BackupManifest manifest, BackupCheck.Known known)
            throws IOException, BackupRefused {
        JournalCheck check = new JournalCheck(workspace, now);
        JournalCheck.Checked checked = check.fsck(known.positions(), Optional.empty());
        JournalCheck.Replayed replayed = check.replay();
        List<Finding> findings = new ArrayList<>(checked.findings());
        if (!replayed.root().equals(manifest.state())
                || !checked.position().equals(manifest.journal())) {
            findings.add(
                    BackupCode.STATE.at(
                            "journal",
                            manifest.journal() + ", " + manifest.state(),
                            checked.position() + ", " + replayed.root()));
        }
        if (!checked.sound() || !replayed.findings().isEmpty() || !findings.isEmpty()) {
            throw BackupRefused.of(findings);
        }
        return replayed.events();
    }
}
