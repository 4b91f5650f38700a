package io.gatehouse.app.recover;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.review.PackFile;
import io.gatehouse.app.review.PackSource;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PassphraseSeal;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Saves a workspace into one signed file. Holds the writer's lock meanwhile, so history, logs and
 * archive are of one moment; streams, with the memory of the list of files.
 *
 * <p>Equal workspaces give equal backups but for the salt and the nonces of their secrets, which
 * come from the source of randomness.
 */
public final class BackupWriter {

    /** No secret is larger; each is encrypted in memory. */
    static final int LARGEST_SECRET = 1024 * 1024;

    private final Workspace workspace;
    private final Instant now;
    private final SecureRandom random;
    private final Argon2Cost cost;

    /**
     * @param cost of guessing the passphrase; {@link Argon2Cost#DEFAULT} outside of tests
     */
    public BackupWriter(Workspace workspace, Instant now, SecureRandom random, Argon2Cost cost) {
        this.workspace = workspace;
        this.now = now;
        this.random = random;
        this.cost = cost;
    }

    /**
     * What was saved.
     *
     * @param key that signed it, and its public half: to be written down apart from the file
     * @param leftOut what stands in the workspace and is not in the backup
     */
    public record Saved(
            JournalPosition journal,
            Digest state,
            int files,
            int sealed,
            long bytes,
            KeyId key,
            String publicKey,
            List<String> leftOut) {
        public Saved {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Writes a backup.
     *
     * @param out must not be there yet, nor be in the workspace
     * @param passphrase wiped by the caller
     * @throws WorkspaceBusy while another process writes there
     * @throws BackupRefused when the history does not verify, or a file cannot be saved
     */
    public Saved write(Path out, char[] passphrase)
            throws IOException, WorkspaceBusy, BackupRefused, Unanswerable, JournalUnusable {
        Path target = out.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.getFileName().toString());
        }
        Path parent = target.getParent();
        // a link that leads back into the workspace is no other place
        boolean inside =
                parent != null
                        && Files.isDirectory(parent)
                        && Files.isDirectory(workspace.root())
                        && parent.toRealPath().startsWith(workspace.root().toRealPath());
        if (inside || target.startsWith(workspace.root())) {
            throw Unanswerable.usage(Wording.of("backup-inside"));
        }
        try (WriterLock lock = WriterLock.acquire(workspace, "gatehouse recover backup", now)) {
            requireSound();
            ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now);
            BackupScope.Found found = BackupScope.of(workspace);
            Sealing sealing = Sealing.fresh(random, cost);
            try (OpenKeyRing keys = EngineKeys.open(workspace);
                    PassphraseSeal seal = sealing.open(passphrase)) {
                EngineKeys.limit(keys, installation.state().governance());
                return write(target, installation, found, sealing, seal, keys);
            }
        }
    }

    private void requireSound() throws IOException, BackupRefused {
        JournalCheck.Checked checked =
                new JournalCheck(workspace, now).fsck(List.of(), Optional.empty());
        if (!checked.sound()) {
            throw BackupRefused.of(
                    Stream.concat(
                                    Stream.of(
                                            BackupCode.UNSOUND.at(
                                                    "journal",
                                                    "a history that verifies",
                                                    checked.findings().size() + " finding(s)")),
                                    checked.findings().stream())
                            .toList());
        }
    }

    private Saved write(
            Path target,
            ReadOnlyInstallation installation,
            BackupScope.Found found,
            Sealing sealing,
            PassphraseSeal seal,
            OpenKeyRing keys)
            throws IOException, BackupRefused {
        TreeMap<String, PackSource> sources = new TreeMap<>();
        TreeMap<String, BackupManifest.Entry> entries = new TreeMap<>();
        int index = 0;
        int sealed = 0;
        for (BackupFile file : found.files().values()) {
            PackSource source = source(file, index, sealing, seal).measured();
            sources.put(BackupManifest.member(index), source);
            entries.put(
                    file.path(),
                    new BackupManifest.Entry(
                            source.size(), source.sha384(), file.sealed(), file.executable()));
            sealed += file.sealed() ? 1 : 0;
            index++;
        }
        KeyId key = keys.engineKeyId(now);
        BackupManifest manifest =
                new BackupManifest(
                        installation.state().governance().installation().orElseThrow(),
                        installation.position(),
                        EndTime.of(workspace),
                        installation.root(),
                        sealing,
                        entries);
        byte[] signed = manifest.sign(key, keys.engineSigner(now));
        if (signed.length > BackupManifest.LARGEST) {
            throw BackupRefused.of(
                    BackupCode.TOO_LARGE.at(
                            "workspace", "a list of at most 64 MiB", signed.length + " bytes"));
        }
        sources.put(BackupManifest.NAME, PackSource.of(signed).measured());
        long bytes = PackFile.write(target, sources);
        return new Saved(
                manifest.journal(),
                manifest.state(),
                entries.size(),
                sealed,
                bytes,
                key,
                keys.engineSigner(now).publicKey().text(),
                found.leftOut());
    }

    private static PackSource source(
            BackupFile file, int index, Sealing sealing, PassphraseSeal seal) throws BackupRefused {
        if (!file.sealed()) {
            return PackSource.of(file.file(), file.size());
        }
        if (file.size() > LARGEST_SECRET) {
            throw BackupRefused.of(
                    BackupCode.TOO_LARGE.at(
                            file.path(), "a secret of at most 1 MiB", file.size() + " bytes"));
        }
        // read and sealed anew each time: no secret is kept in memory beyond its turn
        PackSource.Opener opener =
                () -> {
                    byte[] plain;
                    try (InputStream in =
                            Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
                        plain = in.readNBytes((int) file.size() + 1);
                    }
                    try {
                        return new ByteArrayInputStream(
                                seal.seal(
                                        sealing.nonce(index), Sealing.context(file.path()), plain));
                    } finally {
                        Arrays.fill(plain, (byte) 0);
                    }
                };
        return new PackSource(opener, file.size() + PassphraseSeal.TAG_LENGTH, Digest.ZERO, 0);
    }
}
