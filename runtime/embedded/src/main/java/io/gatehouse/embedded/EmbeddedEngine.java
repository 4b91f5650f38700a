package io.gatehouse.embedded;

import io.gatehouse.adapter.command.CommandAction;
import io.gatehouse.adapter.command.CommandDigest;
import io.gatehouse.adapter.command.CommandFaultException;
import io.gatehouse.adapter.coreconfig.CoreConfigAction;
import io.gatehouse.adapter.licensing.LicensingAction;
import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.gate.LiveRouterAction;
import io.gatehouse.adapter.liverouter.gate.SignedDryRun;
import io.gatehouse.adapter.metrics.MetricsAction;
import io.gatehouse.adapter.oembundle.OemBundleAction;
import io.gatehouse.adapter.risklabs.RiskLabsAction;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.smoke.SmokeAction;
import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineParts;
import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.port.Projection.Notice;
import io.gatehouse.app.query.FileApprovers;
import io.gatehouse.app.rules.CommandsFile;
import io.gatehouse.app.rules.ProgramDigests;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.key.EvidenceMacs;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.log.DecisionLogSealer;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.SignatureVerifier;
import io.gatehouse.definitions.load.DefinitionFault;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.oem.LicenceApprovals;
import io.gatehouse.embedded.oem.LicenceKeys;
import io.gatehouse.embedded.oem.OemKeys;
import io.gatehouse.embedded.oem.RegistryMemory;
import io.gatehouse.embedded.oem.ReleasePersons;
import io.gatehouse.embedded.oem.RotationRecord;
import io.gatehouse.embedded.router.DryRunKeys;
import io.gatehouse.embedded.router.PromotionSubjects;
import io.gatehouse.embedded.router.dryrun.DryRunMain;
import io.gatehouse.statemachine.SpringAdmissionBox;
import io.gatehouse.store.Store;
import io.gatehouse.store.StoreFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Opens the engine of a workspace with everything that this build has. */
public final class EmbeddedEngine {

    private final Workspace workspace;
    private final InstantSource clock;
    private final Optional<Path> headMirror;
    private final Consumer<Notice> notices;
    private final Function<GateDefinition, List<DefinitionFault>> floor;
    private final UnaryOperator<Projection> tap;

    /**
     * @param headMirror a directory, best on another disk, that gets a copy of the journal's head
     */
    public EmbeddedEngine(Workspace workspace, InstantSource clock, Optional<Path> headMirror) {
        this(workspace, clock, headMirror, notice -> {});
    }

    /**
     * @param notices is told what happened to the database, by which nothing is lost
     */
    public EmbeddedEngine(
            Workspace workspace,
            InstantSource clock,
            Optional<Path> headMirror,
            Consumer<Notice> notices) {
        this(workspace, clock, headMirror, notices, Floor::faults, UnaryOperator.identity());
    }

    private EmbeddedEngine(
            Workspace workspace,
            InstantSource clock,
            Optional<Path> headMirror,
            Consumer<Notice> notices,
            Function<GateDefinition, List<DefinitionFault>> floor,
            UnaryOperator<Projection> tap) {
        this.workspace = workspace;
        this.clock = clock;
        this.headMirror = headMirror;
        this.notices = notices;
        this.floor = floor;
        this.tap = tap;
    }

    /**
     * The same with another floor under the definitions that are adopted. Tests of the engine alone
     * may give one (ADR 0043); an architecture test holds this.
     */
    public EmbeddedEngine onFloor(Function<GateDefinition, List<DefinitionFault>> otherFloor) {
        return new EmbeddedEngine(workspace, clock, headMirror, notices, otherFloor, tap);
    }

    /**
     * The same, with something before the database that sees each durable group pass.
     *
     * @param before such as {@code JournalFeed::before}; for one opening
     */
    public EmbeddedEngine through(UnaryOperator<Projection> before) {
        return new EmbeddedEngine(workspace, clock, headMirror, notices, floor, before);
    }

    /** Opens the engine of a founded installation. */
    public Engine open(String verb) throws IOException, WorkspaceBusy, JournalUnusable, RuleFault {
        return open(SegmentJournals.installation(workspace), verb);
    }

    /**
     * Opens the engine of an installation that is about to be founded, or was.
     *
     * @throws RuleFault when {@code commands.yaml} cannot be read
     */
    public Engine open(InstallationId installation, String verb)
            throws IOException, WorkspaceBusy, JournalUnusable, RuleFault {
        return open(installation, verb, parts -> parts);
    }

    /**
     * As {@link #open(InstallationId, String)}, with parts that something stands before: what
     * measures writes, or follows events.
     */
    public Engine open(InstallationId installation, String verb, UnaryOperator<EngineParts> fitting)
            throws IOException, WorkspaceBusy, JournalUnusable, RuleFault {
        OpenKeyRing keys = EngineKeys.open(workspace);
        KnownPeople people = new KnownPeople();
        CurrentRules rules = new CurrentRules(this, workspace, keys, people);
        RememberedSignature signatures = new RememberedSignature(signatures());
        Decider decider =
                new Decider(
                        Law.rules(),
                        new SpringAdmissionBox(),
                        signatures,
                        new EvidenceMacs(keys),
                        new DecisionLogSealer(keys, people),
                        Law.definitionCheck(actions(), floor),
                        Build.id());
        EngineParts parts =
                new EngineParts(
                        workspace,
                        new SegmentJournals(
                                workspace, CommitKeys.of(keys), clock, installation, headMirror),
                        new ForeseeingDecider(decider, signatures),
                        rules,
                        new DecisionLogFiles(workspace, keys, people, clock),
                        tap.apply(new StoreProjection(workspace.database(), clock, notices)),
                        rules,
                        clock);
        return Engine.open(fitting.apply(parts), verb);
    }

    /** The adapters of this build, to look at parameters with: what needs a key finds none. */
    public List<GateAction> actions() throws RuleFault {
        return actions(Adopted.NOTHING);
    }

    /** The adapters of this build. */
    List<GateAction> actions(Adopted adopted) throws RuleFault {
        List<GateAction> actions = new ArrayList<>();
        actions.add(new CommandAction(CommandsFile.read(workspace.commands()), clock));
        actions.add(new CoreConfigAction());
        actions.add(new RiskLabsAction(ChildLaboratory.ofThisProgram(), this::approvers, clock));
        actions.add(
                new OemBundleAction(
                        OemKeys.of(workspace, adopted.keys()),
                        new ReleasePersons(adopted.governance()),
                        clock));
        actions.add(licensing(adopted));
        actions.add(new SmokeAction(clock));
        actions.add(new MetricsAction());
        actions.add(liveRouter(adopted));
        return actions;
    }

    private GateAction liveRouter(Adopted adopted) {
        return new LiveRouterAction(
                dryRun(DryRunKeys.of(workspace, adopted.keys(), clock)),
                new PromotionSubjects(workspace, clock),
                clock);
    }

    /** The dry run of this program, with all of its drills, whoever signs for it. */
    public static SignedDryRun dryRun(DryRunKeys keys) {
        return new SignedDryRun(
                new ChildDryRun(DryRunMain.class.getName())::run,
                keys,
                Map.of("gatehouse", Build.id(), "java", Runtime.version().toString()));
    }

    private GateAction licensing(Adopted adopted) {
        LicenceKeys keys = LicenceKeys.of(workspace, adopted.keys());
        RegistryMemory memory = new RegistryMemory(workspace, Path.of("var/licenses"));
        return new LicensingAction(
                () -> keys.licences(clock.instant()),
                () -> keys.fingerprints(clock.instant()),
                new RotationRecord(workspace, adopted.keys()),
                memory::lastSeen,
                memory::seen,
                new LicenceApprovals(workspace, adopted.governance(), clock),
                clock);
    }

    /** Who approved limits; nobody where that cannot be verified. */
    public Set<PersonId> approvers(Path path, Digest file) {
        try {
            return FileApprovers.of(
                    workspace, path, FileApprovers.RISK_LIMITS, file, clock.instant());
        } catch (IOException | JournalUnusable | Unanswerable e) {
            return Set.of(); // a doubt about who signed is a signature of nobody
        }
    }

    /**
     * How configured programs are digested for adoption: as the adapter does before it runs them.
     */
    public ProgramDigests programs() {
        return (name, prefix) -> {
            try {
                return CommandDigest.of(name, prefix, workspace.root());
            } catch (CommandFaultException e) {
                throw new IOException(e.finding().observed(), e);
            }
        };
    }

    /**
     * How far the derived database has come; empty where there is none, another process writes, or
     * it cannot be opened. Takes the writer lock meanwhile, since H2 admits one process.
     */
    public Optional<JournalPosition> databasePosition() {
        if (!Files.isDirectory(workspace.database())) {
            return Optional.empty();
        }
        try (WriterLock lock = WriterLock.acquire(workspace, "gatehouse doctor", clock.instant())) {
            try (Store store = Store.open(workspace.database(), clock)) {
                JournalPosition position = store.readModel().position();
                return position.seq() == 0 ? Optional.empty() : Optional.of(position);
            }
        } catch (IOException | WorkspaceBusy | StoreFault e) {
            return Optional.empty();
        }
    }

    /** Checks persons' signatures; whatever is malformed is no signature. */
    static SignatureVerifier signatures() {
        return PersonSignatures.verifier();
    }
}
