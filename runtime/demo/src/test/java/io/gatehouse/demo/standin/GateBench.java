package io.gatehouse.demo.standin;

import io.gatehouse.adapter.coreconfig.CoreConfigAction;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.LicensingAction;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.adapter.liverouter.gate.ArmingSubjects;
import io.gatehouse.adapter.liverouter.gate.LiveRouterAction;
import io.gatehouse.adapter.liverouter.gate.SignedDryRun;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.adapter.oembundle.OemBundleAction;
import io.gatehouse.adapter.oembundle.ReleaseKeys;
import io.gatehouse.adapter.risklabs.RiskLabsAction;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.smoke.SmokeAction;
import io.gatehouse.app.acceptance.AcceptanceFolder;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.AcceptanceRun;
import io.gatehouse.app.acceptance.AcceptanceSigner;
import io.gatehouse.app.acceptance.AcceptanceSubject;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.app.evidence.EvidenceRecorder;
import io.gatehouse.app.evidence.EvidenceRefused;
import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.EvidenceMacs;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.audit.key.ToolKeyFile;
import io.gatehouse.core.decide.RuleEvaluator;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.LedgerState;
import io.gatehouse.core.state.LogState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.core.state.StepState;
import io.gatehouse.core.state.Waiver;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.definitions.rule.StandardRules;
import io.gatehouse.embedded.router.dryrun.DryRunMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One workspace with a release, its documents and its programs; runs the programs as the
 * definitions name them, records their files as the engine does, and judges a step with all of its
 * rules.
 */
final class GateBench {

    static final String DEVICE = DemoDevice.fingerprint("demo");
    private static final Digest PROGRAM = Digest.sha384("program".getBytes(StandardCharsets.UTF_8));

    final Path root;
    final CheckedDocuments documents;
    final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Release release;
    DemoInputs inputs;
    final TreeMap<Environment, Observation> admitted = new TreeMap<>();
    final List<Waiver> waivers = new ArrayList<>();
    private final Ed25519Signer ci = Ed25519Signer.generate(new SecureRandom());
    private final Workspace workspace;
    private final TreeMap<String, List<EvidenceItem>> attached = new TreeMap<>();
    String output = "";
    private boolean bundleAdmitted;
    final PersonSigner releaser = releaser();

    /** Who approved the licence request. */
    Set<String> approvers = Set.of("celina");

    private JsonObject facts = JsonObject.EMPTY;

    GateBench(Path root) throws IOException {
        this.root = root;
        this.workspace = Workspace.at(root);
        this.documents = new CheckedDocuments(root, ci, InstantSource.system());
        String commit = DemoRepository.create(root, started);
        this.release =
                new Release("core-oem-1.4.0", ReleaseBundle.build(root, "1.4.0", started), commit);
        DemoDevice.create(root, "demo", started);
        DemoMarket.create(root);
        inputs(DemoInputs.of(DEVICE, release));
    }

    void inputs(DemoInputs next) throws IOException {
        inputs = next;
        next.write(root);
    }

    static GateDefinition gate(String id) {
        return DefinitionLoader.builtIn().gates().get(new GateId(id));
    }

    static StepDefinition step(String gate, String step) {
        return gate(gate).steps().stream()
                .filter(s -> s.id().value().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** A person attaches a file, in whose path the artefact must see itself. */
    GateBench attach(String gate, String step, String artefact, Path path) throws IOException {
        StepDefinition definition = step(gate, step);
        ArtefactDefinition wanted = definition.artefact(new ArtefactId(artefact)).orElseThrow();
        try {
            EvidenceItem item =
                    new EvidenceRecorder(workspace)
                            .attach(
                                    promotion(gate, step, List.of(), StepState.NEW),
                                    definition,
                                    wanted,
                                    path.toString(),
                                    Instant.now(),
                                    "person:olga",
                                    new ReadEvidence());
            attached.computeIfAbsent(gate + "/" + step, k -> new ArrayList<>()).add(item);
        } catch (EvidenceRefused e) {
            throw new IOException(e.finding().toString(), e);
        }
        return this;
    }

    private AcceptanceSigner signer() throws IOException {
        // the verb's own key; the others are made where their tool is played
        DemoSecrets.ACCEPTANCE.file(root);
        return AcceptanceSigner.of(toolRing(), started).orElseThrow();
    }

    /** Several files of one artefact. */
    GateBench attach(String gate, String step, String artefact, List<Path> paths)
            throws IOException {
        for (Path path : paths) {
            attach(gate, step, artefact, path);
        }
        return this;
    }

    /** The report of an acceptance of the bundle that is there, as it would be with those ends. */
    Path acceptance(String installation, Map<AcceptancePart, StepOutcome> ends) throws IOException {
        Map<AcceptancePart, StepOutcome> outcomes = new EnumMap<>(AcceptancePart.class);
        for (AcceptancePart part : AcceptancePart.values()) {
            outcomes.put(part, StepOutcome.ok(JsonObject.EMPTY));
        }
        Path manifest = root.resolve(ReleaseBundle.MANIFEST);
        outcomes.put(
                AcceptancePart.BUNDLE,
                StepOutcome.ok(
                        JsonObject.of(
                                "manifest_sha384",
                                Digest.sha384(Files.readAllBytes(manifest)).value())));
        outcomes.putAll(ends);
        AcceptanceFolder folder = AcceptanceFolder.create(workspace, started);
        folder.write(
                new AcceptanceRun.Result(outcomes),
                new AcceptanceSubject(installation, Optional.empty()),
                signer());
        return root.relativize(folder.path().resolve(AcceptanceFolder.REPORT));
    }

    /** What the gate to paper admitted, under the definition that stands behind its grant. */
    void admitBundle() throws IOException {
        attach("paper", "oem-bundle", "bundle-manifest", Path.of(ReleaseBundle.MANIFEST));
        attach("paper", "oem-bundle", "bundle-archive", Path.of(ReleaseBundle.archive("1.4.0")));
        bundleAdmitted = true;
    }

    /** The signature file of the person of role release, or of that other one. */
    Path release(PersonSigner signer) throws IOException {
        return ReleaseBundle.release(root, ReleaseBundle.archive("1.4.0"), signer, started);
    }

    /** Another key of the same name each time it is made. */
    static PersonSigner releaser() {
        char[] passphrase = "correct horse".toCharArray();
        return PersonCredential.create(
                        new PersonId("p-release"),
                        new KeyId("p-release-1"),
                        passphrase,
                        new SecureRandom(),
                        Argon2Cost.FLOOR)
                .open(passphrase);
    }

    /** A file of the workspace as it was admitted to an environment. */
    void admit(Environment environment, String gate, String step, String artefact, Path path)
            throws IOException {
        attach(gate, step, artefact, path);
        List<EvidenceItem> items = attached.get(gate + "/" + step);
        admitted.put(environment, new Observer(workspace).observe(items.get(items.size() - 1)));
    }

    /** Runs a program with the definition's arguments; returns the exit code. */
    int program(StepDefinition step) {
        ActionDefinition action = step.action().orElseThrow();
        JsonObject with = action.with();
        if (action.adapter().equals(CoreConfigAction.ID)) {
            facts = validate(with);
            return 0;
        }
        Optional<GateAction> own =
                own().stream().filter(a -> a.adapter().equals(action.adapter())).findFirst();
        if (own.isPresent()) {
            GateAction.Outcome outcome = own.get().run(request(with));
            facts =
                    outcome instanceof GateAction.Outcome.Succeeded succeeded
                            ? succeeded.facts()
                            : JsonObject.EMPTY;
            output = outcome.toString();
            return outcome instanceof GateAction.Outcome.Succeeded ? 0 : 1;
        }
        List<String> arguments = new ArrayList<>(List.of(with.requireText("program")));
        with.array("arguments").forEach(v -> arguments.add(((JsonString) v).value()));
        return program(arguments);
    }

    /** The adapters that are no stand-in, with the vendor's keys. */
    private List<GateAction> own() {
        try {
            return List.of(
                    new RiskLabsAction(
                            ChildLaboratory.ofThisProgram(),
                            (path, file) -> Set.of(),
                            InstantSource.system()),
                    new OemBundleAction(
                            BundleKeys.of(List.of(DemoSecrets.BUNDLE.bundleKey(root, started))),
                            ReleaseKeys.NOBODY,
                            InstantSource.system()),
                    new LicensingAction(
                            new io.gatehouse.adapter.licensing.ToolKeys(
                                    List.of(DemoSecrets.LICENCE.toolKey(root))),
                            new io.gatehouse.adapter.licensing.ToolKeys(
                                    List.of(DemoSecrets.FINGERPRINT.toolKey(root))),
                            () ->
                                    Judged.accepted(
                                            new KeySchedule(JsonObject.EMPTY)
                                                    .rotated(
                                                            DemoSecrets.LICENCE.id().value(),
                                                            KeySchedule.LICENCES,
                                                            started)),
                            () -> RegistryChain.Head.NONE,
                            request -> approvers,
                            InstantSource.system()),
                    new SmokeAction(InstantSource.system()),
                    new LiveRouterAction(
                            new SignedDryRun(
                                    new ChildDryRun(DryRunMain.class.getName())::run,
                                    () -> Optional.of(dryRunSigner()),
                                    Map.of("gatehouse", "test")),
                            new Execution(),
                            InstantSource.system()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vendor's key of the dry run. */
    private LogSigner dryRunSigner() {
        return new LogSigner() {
            @Override
            public String keyId() {
                return DemoSecrets.DRY_RUN.id().value();
            }

            @Override
            public String algorithm() {
                return DemoSecrets.DRY_RUN.algorithm().text();
            }

            @Override
            public byte[] sign(byte[] canonical) {
                try {
                    Path file = DemoSecrets.DRY_RUN.file(root);
                    try (HmacKey key =
                            new HmacKey(
                                    DemoSecrets.DRY_RUN.id(),
                                    DemoSecrets.DRY_RUN.algorithm(),
                                    ToolKeyFile.read(file))) {
                        return key.sign(canonical);
                    }
                } catch (IOException | KeyFaultException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Runs the validation and leaves its report. */
    private JsonObject validate(JsonObject with) {
        GateAction.Outcome outcome = new CoreConfigAction().run(request(with));
        return ((GateAction.Outcome.Succeeded) outcome).facts();
    }

    private GateAction.Request request(JsonObject with) {
        return new GateAction.Request(
                "key",
                new PromotionId("p-1"),
                "slot",
                1,
                with,
                root,
                Duration.ofMinutes(5),
                new TreeMap<>());
    }

    int program(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = StandIn.run(arguments, root, InstantSource.system(), stream, stream);
        output = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    /** Runs the step's program, if it has one, records what it left and judges the step. */
    Evaluation run(String gate, String step) {
        StepDefinition definition = step(gate, step);
        Instant before = Instant.now();
        int exit = definition.action().isPresent() ? program(definition) : 0;
        return judge(gate, step, before, exit);
    }

    /** Judges a step whose program ended with that exit code. */
    Evaluation judge(String gate, String step, Instant before, int exit) {
        StepDefinition definition = step(gate, step);
        List<EvidenceItem> items =
                new ArrayList<>(attached.getOrDefault(gate + "/" + step, List.of()));
        StepState state = StepState.NEW;
        if (definition.action().isPresent()) {
            definition
                    .action()
                    .get()
                    .with()
                    .text("program")
                    .ifPresent(
                            program ->
                                    facts =
                                            JsonObject.builder()
                                                    .put("program", program)
                                                    .put("program_digest", PROGRAM.value())
                                                    .put("exit_code", exit)
                                                    .build());
            ActionState.Phase phase =
                    exit == 0 ? ActionState.Phase.SUCCEEDED : ActionState.Phase.FAILED;
            ActionState action = new ActionState("key", 1, phase, Instant.now());
            state = StepState.NEW.withAction(action).withFacts(facts);
            PromotionState promotion = promotion(gate, step, items, state);
            items.addAll(
                    new EvidenceRecorder(workspace)
                            .collect(promotion, definition, before, Instant.now())
                            .items());
        }
        for (Role role : Role.values()) {
            for (SignOffKind kind : SignOffKind.values()) {
                state =
                        state.with(
                                new SignOff(
                                        new PersonId("p-" + role.code()),
                                        new KeyId("k"),
                                        role,
                                        kind,
                                        Snapshot.evidenceRoot(distinct(items).values()),
                                        Instant.now(),
                                        Digest.ZERO));
            }
        }
        // what other steps of the gate recorded is part of the promotion too
        attached.forEach(
                (place, others) -> {
                    if (place.startsWith(gate + "/") && !place.equals(gate + "/" + step)) {
                        items.addAll(others);
                    }
                });
        PromotionState promotion = promotion(gate, step, items, state);
        Observer observer = new Observer(workspace);
        Snapshot snapshot =
                new Snapshot(
                        Instant.now(),
                        promotion.evidence().values().stream().map(observer::observe).toList(),
                        List.of(),
                        admitted,
                        JournalPosition.START);
        return new RuleEvaluator(new StandardRules(), toolKeys())
                .evaluate(gate(gate), definition, promotion, new View(), snapshot);
    }

    /** The vendor's keys, as if they had been imported and adopted. */
    private MacVerifier toolKeys() {
        return new EvidenceMacs(toolRing());
    }

    private OpenKeyRing toolRing() {
        List<KeyEntry> keys = new ArrayList<>();
        for (DemoSecrets secret :
                List.of(
                        DemoSecrets.ACCEPTANCE,
                        DemoSecrets.BUNDLE,
                        DemoSecrets.LICENCE,
                        DemoSecrets.FINGERPRINT,
                        DemoSecrets.REVOCATION,
                        DemoSecrets.DRY_RUN)) {
            keys.add(
                    KeyEntry.evidence(
                            secret.id(),
                            KeyPurpose.evidence(purpose(secret)),
                            secret.algorithm(),
                            KeyValidity.between(
                                    started.minusSeconds(60), started.plusSeconds(86_400)),
                            SecretLocation.parse("file:" + secret.id())));
        }
        return new OpenKeyRing(
                KeyRing.of(keys),
                entry -> ToolKeyFile.read(root.resolve("secrets/demo/" + entry.id() + ".key")));
    }

    private static String purpose(DemoSecrets secret) {
        String name = secret.id().value().substring("demo-".length());
        return secret == DemoSecrets.DRY_RUN || secret == DemoSecrets.ACCEPTANCE
                ? name
                : name + "-signing";
    }

    private static SortedMap<String, EvidenceItem> distinct(List<EvidenceItem> items) {
        TreeMap<String, EvidenceItem> evidence = new TreeMap<>();
        items.forEach(item -> evidence.put(item.id().value(), item));
        return evidence;
    }

    private PromotionState promotion(
            String gate, String step, List<EvidenceItem> items, StepState state) {
        GateDefinition definition = gate(gate);
        TreeMap<String, StepState> steps = new TreeMap<>();
        steps.put(step, state);
        return new PromotionState(
                new PromotionId("p-1"),
                definition.id(),
                definition.digest(),
                new PersonId("roman"),
                started,
                started,
                release,
                step + ":COLLECTED",
                steps,
                distinct(items),
                new TreeSet<>(List.of("olga")),
                Optional.empty(),
                List.of(),
                waivers,
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    /** Owner and compliance put up with what a waivable rule says. */
    void waive(String step, String rule) {
        TreeMap<Role, Waiver.Signature> signers = new TreeMap<>();
        for (Role role : List.of(Role.OWNER, Role.COMPLIANCE)) {
            signers.put(
                    role,
                    new Waiver.Signature(
                            new PersonId("p-" + role.code()), new KeyId("k"), started));
        }
        waivers.add(
                new Waiver(
                        new StepId(step),
                        new RuleId(rule),
                        "invented prices in a demo",
                        Instant.now().plus(Duration.ofDays(1)),
                        signers));
    }

    /** The person of execution runs every step; nothing is armed. */
    private static final class Execution implements ArmingSubjects {

        @Override
        public Optional<Subject> of(PromotionId promotion) {
            return Optional.empty();
        }

        @Override
        public Optional<PersonId> whoAsked(PromotionId promotion, String slot, int attempt) {
            return Optional.of(new PersonId("p-" + Role.EXECUTION.code()));
        }
    }

    private final class View implements InstallationView {

        @Override
        public GovernanceState governance() {
            TreeMap<PersonId, Person> people = new TreeMap<>();
            for (Role role : Role.values()) {
                PersonId id = new PersonId("p-" + role.code());
                boolean releases = role.equals(Role.RELEASE);
                PersonKey key =
                        new PersonKey(
                                releases ? releaser.key() : new KeyId("k"),
                                releases ? releaser.publicKey().toString() : "A".repeat(43),
                                started.minusSeconds(9),
                                started.plusSeconds(9_999),
                                Optional.empty());
                people.put(
                        id,
                        new Person(
                                id, id.value(), new TreeSet<>(List.of(role)), List.of(key), false));
            }
            TreeMap<String, Digest> commands = new TreeMap<>();
            StandIn.names().forEach(name -> commands.put(name, PROGRAM));
            KeyValidity validity =
                    KeyValidity.between(
                            started.minus(Duration.ofDays(1)), started.plus(Duration.ofDays(1)));
            JsonObject keys = KeyRing.of(List.of(documents.ciKey(validity))).toJson();
            return new GovernanceState(
                    Optional.of(new InstallationId("bot-1")),
                    DEVICE,
                    "",
                    people,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    commands,
                    keys,
                    Digest.ZERO,
                    Optional.empty());
        }

        @Override
        public LedgerState ledger() {
            return LedgerState.NEW;
        }

        @Override
        public EnvironmentState environment() {
            TreeMap<Environment, GrantRecord> grants = new TreeMap<>();
            if (bundleAdmitted) {
                grants.put(
                        Environment.PAPER,
                        new GrantRecord(
                                new GateId("paper"),
                                GateBench.gate("paper").digest(),
                                new PromotionId("p-1"),
                                Digest.ZERO,
                                Optional.empty(),
                                release,
                                new SealedLine(new LogName("paper"), 1, Digest.ZERO, 1),
                                started));
            }
            return new EnvironmentState(
                    "NONE",
                    started,
                    "",
                    grants,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public Optional<PromotionState> promotion(PromotionId id) {
            List<EvidenceItem> items = attached.getOrDefault("paper/oem-bundle", List.of());
            return Optional.of(
                    GateBench.this.promotion("paper", "oem-bundle", items, StepState.NEW));
        }

        @Override
        public Collection<PromotionState> openPromotions() {
            return List.of();
        }

        @Override
        public Collection<PromotionState> promotions() {
            return List.of();
        }

        @Override
        public LogState log(LogName name) {
            return LogState.empty(name);
        }

        @Override
        public Optional<GateDefinition> definition(Digest digest) {
            return Optional.of(GateBench.gate("paper"))
                    .filter(gate -> gate.digest().equals(digest));
        }

        @Override
        public MachineDefinition machineOf(Digest definition) {
            throw new IllegalStateException("no rule asks for a machine");
        }
    }
}
