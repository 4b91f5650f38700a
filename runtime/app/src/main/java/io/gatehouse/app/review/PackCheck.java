package io.gatehouse.app.review;

import io.gatehouse.app.history.ArchiveWitness;
import io.gatehouse.app.history.JournalWitness;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.review.VerdictReplay.Outcome;
import io.gatehouse.audit.fsck.DecisionLogCheck;
import io.gatehouse.audit.fsck.Fsck;
import io.gatehouse.audit.fsck.FsckReport;
import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.audit.fsck.ReplayCheck;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verifies a pack from the pack alone, without a secret, a workspace or a network (ADR 0037).
 *
 * <p>A pack that was made up as a whole, engine key and persons included, is consistent in itself:
 * only a key or a position known from elsewhere tells, and without one nothing is decided. One run
 * per object; not thread-safe.
 */
public final class PackCheck {

    private final RuleBook rules;
    private final Reevaluation reevaluation;
    private final PackNotes notes = new PackNotes();
    private final PackAnchors anchors = new PackAnchors(notes);
    private boolean keyHolds;

    public PackCheck(RuleBook rules, Reevaluation reevaluation) {
        this.rules = rules;
        this.reevaluation = reevaluation;
    }

    /**
     * What the auditor knows from elsewhere.
     *
     * @param positions that the history must hold
     * @param engineKey with which the installation was founded, or that signed the pack
     */
    public record Known(List<JournalPosition> positions, Optional<Ed25519PublicKey> engineKey) {
        public Known {
            positions = List.copyOf(positions);
        }
    }

    /**
     * Verifies an open pack.
     *
     * @param verdicts is told of every verdict that was run again
     * @throws IOException when the file cannot be read; never for what its bytes say
     */
    public PackReport run(PackReader pack, Known known, Consumer<VerdictReplay> verdicts)
            throws IOException {
        Optional<PackManifest.Signed> signed = manifest(pack);
        if (signed.isEmpty()) {
            return notes.report(Optional.empty(), Optional.empty(), PackReport.Anchor.NONE);
        }
        new PackContents(pack, notes).members(signed.get().manifest());
        PackHistory history = new PackHistory(pack);
        ReplayCheck replay = new ReplayCheck();
        PastLaw law = new PastLaw(replay.replayer(), history.keys());
        Optional<InstallationView> state = journal(pack, history, signed.get(), known, replay, law);
        if (state.isPresent()) {
            decisionLogs(pack, history, state.get(), law);
            if (notes.findings.isEmpty()) {
                guards(history, signed.get().manifest(), verdicts);
            } else {
                notReached("verdicts run again", "not done: the pack is damaged");
            }
        } else {
            notReached(
                    "decision logs, evidence and verdicts verified",
                    "not done: the history beneath them is damaged");
        }
        PackManifest manifest = signed.get().manifest();
        PackReport.Anchor anchor = anchors.decide(manifest, state, known.positions(), keyHolds);
        return notes.report(Optional.of(manifest), state, anchor);
    }

    private void notReached(String expected, String observed) {
        notes.miss(
                "not-reached",
                "history",
                expected,
                observed,
                "see to what was found first: nothing in this pack can be relied on");
    }

    private Optional<PackManifest.Signed> manifest(PackReader pack) throws IOException {
        if (!pack.has(PackManifest.NAME)) {
            notes.find("member", PackManifest.NAME, "a manifest", "none");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    PackManifest.read(pack.read(PackManifest.NAME, PackManifest.LARGEST)));
        } catch (PackFaultException e) {
            notes.findings.add(PackReport.finding(e));
            return Optional.empty();
        }
    }

    private Optional<InstallationView> journal(
            PackReader pack,
            PackHistory history,
            PackManifest.Signed signed,
            Known known,
            ReplayCheck replay,
            PastLaw law)
            throws IOException {
        HistoryContent content = new HistoryContent();
        StatementCheck statements = new StatementCheck(replay.replayer());
        PermitCheck permits = new PermitCheck(replay.replayer());
        FsckReport report =
                new Fsck(
                                history.journal(),
                                history.commitKeys(),
                                new Fsck.Options(
                                        known.positions(),
                                        Optional.empty(),
                                        // before the replay: they read the state before each group
                                        List.of(
                                                statements,
                                                permits,
                                                new ConsequenceCheck(replay.replayer()),
                                                replay,
                                                law,
                                                content,
                                                new DecisionLogCheck(history.logs()))))
                        .run();
        faults(report);
        notes.unchecked.addAll(report.unchecked());
        notes.counts.events = report.events();
        notes.counts.groups = report.groups();
        notes.counts.signatures = statements.verified();
        notes.counts.adoptions = statements.adoptions();
        notes.counts.permits = permits.verified();
        boolean sound =
                replay.replayer().fault().isEmpty()
                        && report.faults().stream().noneMatch(PackCheck::breaksHistory);
        if (!sound) {
            return Optional.empty();
        }
        InstallationView state = replay.replayer().state();
        PackManifest manifest = signed.manifest();
        if (!content.end().equals(manifest.journal()) || !content.time().equals(manifest.time())) {
            notes.find("end", "journal", manifest.journal().toString(), content.end().toString());
        }
        signature(signed, state, known, permits);
        manifest.scope()
                .filter(scope -> state.promotion(scope).isEmpty())
                .ifPresent(s -> notes.find("scope", PackManifest.NAME, "a promotion", s.value()));
        PackContents contents = new PackContents(pack, notes);
        contents.documents(content, state);
        contents.surplus(content);
        contents.completeness(content, manifest, state);
        return Optional.of(state);
    }

    /** A pack is opened by no writer: what one would mend at home is a fault here. */
    private void faults(FsckReport report) {
        for (JournalFault fault : report.faults()) {
            if (fault.kind() == JournalFault.Kind.LOG_BEHIND) {
                // its last lines were never verified; an export beside a writer can look like this
                notes.miss(
                        "log-behind",
                        fault.segment(),
                        fault.expected(),
                        fault.observed(),
                        "ask for a new pack, made while nobody writes");
            } else {
                notes.findings.add(SegmentJournals.finding(fault));
            }
        }
    }

    private static boolean breaksHistory(JournalFault fault) {
        return switch (fault.kind()) {
            case LOG_CUT,
                    LOG_DIFFERS,
                    LOG_FOREIGN_LINE,
                    LOG_BEHIND,
                    STATEMENT,
                    PERMIT,
                    UNFOUNDED,
                    ROLLED_BACK,
                    UNCOMMITTED,
                    HEAD_MISSING,
                    HEAD_INVALID,
                    HEAD_DIFFERS,
                    FOREIGN_FILE ->
                    false;
            default -> true;
        };
    }

    /** By a key that the history itself adopted, and that the auditor's own key leads to. */
    private void signature(
            PackManifest.Signed signed, InstallationView state, Known known, PermitCheck permits) {
        Optional<Ed25519PublicKey> key =
                PermitCheck.engineKey(
                        state.governance(), signed.key().value(), signed.manifest().time());
        if (key.isEmpty()) {
            notes.find(
                    "signature",
                    PackManifest.NAME,
                    "an engine key that was adopted and counted at the end of the history",
                    "key " + signed.key());
        } else if (!signed.verify(key.get())) {
            notes.find("signature", PackManifest.NAME, "a signature of the engine", "a wrong one");
        }
        Optional<String> installation = state.governance().installation().map(Object::toString);
        if (!installation.equals(Optional.of(signed.manifest().installation().value()))) {
            notes.find(
                    "installation",
                    PackManifest.NAME,
                    installation.orElse("none"),
                    signed.manifest().installation().value());
        }
        keyHolds =
                known.engineKey().isPresent()
                        && anchors.key(known.engineKey().get(), key, state, permits);
    }

    private void decisionLogs(
            PackReader pack, PackHistory history, InstallationView state, PastLaw law)
            throws IOException {
        for (LogName log : history.logs().names()) {
            String member = PackLayout.LOGS + "/" + log + ".jsonl";
            Optional<byte[]> head = Optional.empty();
            if (pack.has(member + ".head")) {
                try (InputStream in = pack.open(member + ".head")) {
                    head = Optional.of(in.readNBytes(16 * 1024));
                }
            }
            VerificationContext context =
                    VerificationContext.strict(history.keys(), law.people())
                            .withWitnesses(
                                    List.of(
                                            new JournalWitness(law.lines(log)),
                                            new ArchiveWitness(
                                                    new ArchiveSight(history), state, true)));
            LogReport report;
            try (InputStream in = history.logs().open(log)) {
                report = new DecisionLogVerifier(context).verify(log, in, head, line -> {});
            }
            notes.counts.lines += report.lines();
            report.faults().stream().map(LogFault::finding).forEach(notes.findings::add);
            report.unchecked().forEach(u -> unchecked(log + ".jsonl", u));
        }
    }

    /** Codes need secrets, which no pack holds; everything else must have been checked. */
    private void unchecked(String log, Unchecked what) {
        switch (what.check()) {
            case ROLE_SIGNATURES -> codes(NotChecked.Kind.ROLE_CODES, log, what);
            case OUTER_SIGNATURES -> codes(NotChecked.Kind.OUTER_CODES, log, what);
            case HEAD_SIGNATURE -> {
                // told already: the same code was asked for when the journal was read
            }
            case APPROVALS, ARTEFACTS, JOURNAL ->
                    notes.miss(
                            "log-unchecked",
                            log + (what.firstLine() > 0 ? ":" + what.firstLine() : ""),
                            what.count() + " x " + what.check() + " checked",
                            what.reason(),
                            "ask for a pack that holds the evidence of every decision");
        }
    }

    private void codes(NotChecked.Kind kind, String log, Unchecked what) {
        notes.unchecked.add(new NotChecked(kind, log, what.reason(), what.count()));
    }

    private void guards(
            PackHistory history, PackManifest manifest, Consumer<VerdictReplay> verdicts)
            throws IOException {
        GuardReplay.Ground ground =
                new GuardReplay(history, rules, reevaluation)
                        .run(
                                manifest.scope(),
                                verdict -> {
                                    notes.counts.verdicts++;
                                    notes.counts.byRecord += verdict.byRecord() > 0 ? 1 : 0;
                                    judge(verdict);
                                    verdicts.accept(verdict);
                                });
        notes.findings.addAll(ground.damage());
    }

    private void judge(VerdictReplay verdict) {
        for (VerdictReplay.Note note : verdict.notes()) {
            String where =
                    "event " + verdict.seq() + ", " + verdict.promotion() + "/" + verdict.step();
            if (note.outcome() == Outcome.DIFFERS) {
                notes.find("verdict", where + ", " + note.rule(), note.was(), note.is());
            } else {
                notes.miss(
                        "not-rerun",
                        where + ", " + note.rule(),
                        "rule " + note.rule() + " run again",
                        String.valueOf(note.cause()),
                        "where bytes are missing, ask for a pack that holds them; where the version"
                                + " differs, use the build that the verdict names: gatehouse audit"
                                + " show --at EVENT");
            }
        }
    }
}
