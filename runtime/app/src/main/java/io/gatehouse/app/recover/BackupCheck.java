package io.gatehouse.app.recover;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.audit.fsck.Fsck;
import io.gatehouse.audit.fsck.FsckReport;
import io.gatehouse.audit.fsck.ReplayCheck;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.PassphraseSeal;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationState;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Verifies a backup without unpacking it: form, signature, every digest, the whole history by
 * replay, and with a passphrase every secret. Streams; nothing is written.
 */
public final class BackupCheck {

    /** Archived evidence is named by its SHA-384. */
    private static final Pattern ARCHIVED =
            Pattern.compile("audit/artefacts/[^/]+/[^/]+/[^/]+/([0-9a-f]{96})");

    private final List<Finding> findings = new ArrayList<>();
    private int opened;
    private Optional<BackupManifest> verified = Optional.empty();

    /**
     * What the person has from elsewhere, never out of the backup itself.
     *
     * @param positions that its history must hold
     * @param engineKey that must have signed it
     */
    public record Known(List<JournalPosition> positions, Optional<Ed25519PublicKey> engineKey) {
        public Known {
            positions = List.copyOf(positions);
        }

        boolean isNothing() {
            return engineKey.isEmpty() && positions.stream().noneMatch(p -> p.seq() > 0);
        }
    }

    /**
     * Verifies an open backup; each instance once.
     *
     * @param passphrase to open the secrets with, wiped by the caller; without it they stay closed
     * @throws IOException when the file cannot be read; never for what its bytes say
     */
    public BackupReport run(PackReader pack, Known known, Optional<char[]> passphrase)
            throws IOException {
        Optional<BackupManifest.Signed> read = manifest(pack);
        if (read.isEmpty()) {
            return new BackupReport(findings, List.of(), Optional.empty(), 0);
        }
        BackupManifest manifest = read.get().manifest();
        if (members(pack, manifest)) {
            history(pack, read.get(), known);
            if (passphrase.isPresent() && findings.isEmpty()) {
                secrets(pack, manifest, passphrase.get());
            }
        }
        verified = findings.isEmpty() ? Optional.of(manifest) : Optional.empty();
        return new BackupReport(
                findings, anchor(manifest, known), Optional.of(summary(read.get())), opened);
    }

    /** The manifest that {@link #run} found sound, as it was read then; empty before, or if not. */
    Optional<BackupManifest> verified() {
        return verified;
    }

    /** A backup that is not even one. */
    public static BackupReport unreadable(PackFaultException fault) {
        return new BackupReport(
                List.of(BackupCode.CONTAINER.at(fault.place(), fault.expected(), fault.observed())),
                List.of(),
                Optional.empty(),
                0);
    }

    /** The manifest of an open backup, or a finding. */
    private Optional<BackupManifest.Signed> manifest(PackReader pack) throws IOException {
        if (!pack.has(BackupManifest.NAME)) {
            findings.add(BackupCode.MANIFEST.at(BackupManifest.NAME, "a manifest", "none"));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    BackupManifest.read(pack.read(BackupManifest.NAME, BackupManifest.LARGEST)));
        } catch (PackFaultException e) {
            findings.addAll(unreadable(e).findings());
            return Optional.empty();
        } catch (BackupRefused e) {
            findings.addAll(e.findings());
            return Optional.empty();
        }
    }

    private boolean members(PackReader pack, BackupManifest manifest) throws IOException {
        TreeSet<String> surplus = new TreeSet<>(pack.names());
        surplus.remove(BackupManifest.NAME);
        int index = 0;
        for (Map.Entry<String, BackupManifest.Entry> file : manifest.files().entrySet()) {
            String member = BackupManifest.member(index++);
            if (!surplus.remove(member)) {
                findings.add(
                        BackupCode.MISSING.at(file.getKey(), "member " + member, "no such member"));
                continue;
            }
            measure(pack, member, file.getKey(), file.getValue());
        }
        surplus.forEach(
                name ->
                        findings.add(
                                BackupCode.EXTRA.at(
                                        name, "the members of the manifest", "one more")));
        return findings.isEmpty();
    }

    private void measure(PackReader pack, String member, String path, BackupManifest.Entry entry)
            throws IOException {
        PackReader.Measured measured = pack.measure(member);
        if (measured.size() != entry.size()
                || !measured.sha384().equals(entry.sha384())
                || !measured.crcRight()) {
            findings.add(
                    BackupCode.DIGEST.at(
                            path,
                            entry.size() + " bytes, " + entry.sha384(),
                            measured.size() + " bytes, " + measured.sha384()));
        }
        var archived = ARCHIVED.matcher(path);
        if (archived.matches() && !archived.group(1).equals(measured.sha384().hex())) {
            findings.add(
                    BackupCode.EVIDENCE.at(
                            path, "the bytes that were recorded", measured.sha384().value()));
        }
    }

    private void history(PackReader pack, BackupManifest.Signed signed, Known known)
            throws IOException {
        BackupManifest manifest = signed.manifest();
        ReplayCheck replay = new ReplayCheck();
        EndTime time = new EndTime();
        FsckReport report =
                new Fsck(
                                new BackupJournal(pack, manifest),
                                CommitKeys.NONE,
                                new Fsck.Options(
                                        known.positions(), Optional.empty(), List.of(replay, time)))
                        .run();
        for (JournalFault fault : report.faults()) {
            if (!fault.kind().mendedOnOpening()) {
                findings.add(SegmentJournals.finding(fault));
            }
        }
        if (!findings.isEmpty()) {
            return;
        }
        InstallationState state = replay.replayer().state();
        String expected = manifest.journal() + ", " + manifest.state() + ", " + manifest.time();
        String observed = report.position() + ", " + state.root() + ", " + time.time();
        if (!expected.equals(observed)) {
            findings.add(BackupCode.HISTORY.at("journal", expected, observed));
        }
        signature(signed, state, known);
    }

    /** By a key that the history in the backup adopted, and by the one that the person knows. */
    private void signature(BackupManifest.Signed signed, InstallationState state, Known known) {
        Optional<Ed25519PublicKey> key =
                EngineKeys.adopted(
                        state.governance(), signed.key().value(), signed.manifest().time());
        if (key.isEmpty()) {
            findings.add(
                    BackupCode.SIGNATURE.at(
                            BackupManifest.NAME,
                            "an engine key that was adopted and counted at the end of the history",
                            "key " + signed.key()));
        } else if (!signed.verify(key.get())) {
            findings.add(
                    BackupCode.SIGNATURE.at(
                            BackupManifest.NAME, "a signature of the engine", "a wrong one"));
        }
        Optional<String> installation = state.governance().installation().map(Object::toString);
        if (!installation.equals(Optional.of(signed.manifest().installation().value()))) {
            findings.add(
                    BackupCode.HISTORY.at(
                            BackupManifest.NAME,
                            installation.orElse("none"),
                            signed.manifest().installation().value()));
        }
        if (known.engineKey().isPresent() && !known.engineKey().equals(key)) {
            findings.add(
                    BackupCode.ENGINE_KEY.at(
                            BackupManifest.NAME,
                            known.engineKey().get().text(),
                            key.map(Ed25519PublicKey::text).orElse("no adopted key")));
        }
    }

    private void secrets(PackReader pack, BackupManifest manifest, char[] passphrase)
            throws IOException {
        try (PassphraseSeal seal = manifest.sealing().open(passphrase)) {
            int index = 0;
            for (Map.Entry<String, BackupManifest.Entry> file : manifest.files().entrySet()) {
                int member = index++;
                if (!file.getValue().sealed()) {
                    continue;
                }
                Optional<byte[]> plain = secret(pack, manifest, seal, member, file.getKey());
                if (plain.isEmpty()) {
                    findings.add(
                            BackupCode.PASSPHRASE.at(
                                    file.getKey(),
                                    "a secret that this passphrase opens",
                                    "one that it does not open"));
                    return;
                }
                Arrays.fill(plain.get(), (byte) 0);
                opened++;
            }
        } catch (KeyFaultException e) {
            KeyFault fault = e.fault();
            findings.add(
                    BackupCode.PASSPHRASE.at(
                            "passphrase", "the passphrase of this backup", fault.message()));
        }
    }

    /** A decrypted secret, which the caller wipes. */
    static Optional<byte[]> secret(
            PackReader pack, BackupManifest manifest, PassphraseSeal seal, int index, String path)
            throws IOException {
        int most = BackupWriter.LARGEST_SECRET + PassphraseSeal.TAG_LENGTH;
        try (InputStream in = pack.open(BackupManifest.member(index))) {
            byte[] sealed = in.readNBytes(most + 1);
            return sealed.length > most
                    ? Optional.empty()
                    : seal.open(manifest.sealing().nonce(index), Sealing.context(path), sealed);
        }
    }

    private List<Finding> anchor(BackupManifest manifest, Known known) {
        if (!known.isNothing() || !findings.isEmpty()) {
            return List.of();
        }
        // a history made up as a whole, engine key included, agrees with itself
        return List.of(
                BackupCode.UNANCHORED.at(
                        "installation " + manifest.installation(),
                        "a position or the engine's public key, known from elsewhere",
                        "neither; the backup says of itself that it ends at "
                                + manifest.journal()));
    }

    private static BackupReport.Summary summary(BackupManifest.Signed signed) {
        BackupManifest manifest = signed.manifest();
        return new BackupReport.Summary(
                manifest.installation().value(),
                manifest.journal(),
                manifest.time(),
                manifest.state(),
                signed.key().value(),
                manifest.files().size(),
                (int) manifest.files().values().stream().filter(e -> e.sealed()).count(),
                manifest.files().values().stream().mapToLong(e -> e.size()).sum());
    }
}
