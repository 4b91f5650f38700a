package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.LedgerState;
import io.gatehouse.core.state.LogState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.core.state.SignedStatement;
import io.gatehouse.core.state.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A small world to run one rule in: one gate (demo to paper) with one step and its decision, five
 * persons, one release. Everything has a valid value; a test changes what it is about.
 */
final class Bench {

    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final Digest BUNDLE = Digest.sha384("bundle".getBytes(UTF_8));
    static final Release RELEASE = new Release("core-oem-1.4.0", BUNDLE, COMMIT);
    static final StepId STEP = new StepId("the-step");
    static final StepId DECISION = new StepId("the-decision");
    static final String DEVICE = "ABCD-1234-EFGH";

    private static final StandardRules RULES = new StandardRules();

    final List<ArtefactDefinition> artefacts = new ArrayList<>();
    final List<Observation> observations = new ArrayList<>();
    final List<SignOff> signOffs = new ArrayList<>();
    final List<Approval> approvals = new ArrayList<>();
    final TreeSet<String> preparers = new TreeSet<>(List.of("olga"));
    final TreeMap<PersonId, Person> people = new TreeMap<>();
    final TreeMap<String, Digest> commands = new TreeMap<>();
    final TreeMap<Environment, GrantRecord> grants = new TreeMap<>();
    final List<LogFact> logs = new ArrayList<>();
    final TreeMap<Environment, Observation> admitted = new TreeMap<>();
    final Map<PromotionId, PromotionState> past = new java.util.HashMap<>();
    final Map<Digest, GateDefinition> definitions = new java.util.HashMap<>();
    final List<ApprovalRequirement> requirements =
            new ArrayList<>(
                    List.of(
                            new ApprovalRequirement(List.of(Role.COMPLIANCE), 1),
                            new ApprovalRequirement(List.of(Role.OWNER), 1)));

    Optional<ActionDefinition> action = Optional.empty();
    Optional<ActionState> actionState = Optional.empty();
    JsonObject facts = JsonObject.EMPTY;
    JsonObject keys = ring();
    Optional<JsonObject> entry = Optional.empty();
    Separation separation = Separation.FULL;
    Release release = RELEASE;
    String device = DEVICE;
    String requester = "roman";
    Instant now = NOW;
    MacVerifier macs = MacVerifier.NONE;
    Optional<ArtefactId> configuration = Optional.empty();
    private int files;

    Bench() {
        person("roman", Role.OPERATOR);
        person("olga", Role.RUNTIME, Role.OPERATOR);
        person("celina", Role.COMPLIANCE);
        person("wanda", Role.OWNER);
        person("rita", Role.RISK, Role.COMPLIANCE);
    }

    /** A key of purpose ci whose private half tests know. */
    static final Ed25519PrivateKeyParameters CI_KEY =
            new Ed25519PrivateKeyParameters(new byte[32], 0);

    static JsonObject key(String id, String purpose, String algorithm) {
        JsonObject.Builder key =
                JsonObject.builder()
                        .put("id", id)
                        .put("purpose", purpose)
                        .put("algorithm", algorithm)
                        .put("not_before", "2026-01-01T00:00:00Z")
                        .put("not_after", "2027-01-01T00:00:00Z");
        return algorithm.equals("Ed25519")
                ? key.put("public", Base64Text.encodeUrl(CI_KEY.generatePublicKey().getEncoded()))
                        .build()
                : key.build();
    }

    static JsonObject ring(JsonObject... more) {
        List<JsonValue> all = new ArrayList<>();
        all.add(key("owner-1", "role:owner", "HMAC-SHA384"));
        all.add(key("compliance-1", "role:compliance", "HMAC-SHA384"));
        all.add(key("ci-1", "ci", "Ed25519"));
        all.addAll(List.of(more));
        return JsonObject.builder()
                .put("schema", "gatehouse-keyring/1")
                .put("keys", new JsonArray(all))
                .build();
    }

    /** A report in an envelope, signed by the key ci-1. */
    static String signed(JsonObject payload) {
        return CanonicalJson.text(envelope(payload, "ci-1"));
    }

    static JsonObject envelope(JsonObject payload, String keyId) {
        byte[] prefix = "gatehouse/ci/v1\n".getBytes(UTF_8);
        byte[] body = CanonicalJson.bytes(payload);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, CI_KEY);
        signer.update(prefix, 0, prefix.length);
        signer.update(body, 0, body.length);
        return JsonObject.builder()
                .put("payload", payload)
                .put(
                        "signature",
                        Map.of(
                                "algorithm",
                                "Ed25519",
                                "key_id",
                                keyId,
                                "value",
                                Base64Text.encodeUrl(signer.generateSignature())))
                .build();
    }

    Bench person(String id, Role... roles) {
        return person(id, "A".repeat(43), roles);
    }

    Bench person(String id, String publicKey, Role... roles) {
        PersonKey key =
                new PersonKey(
                        new KeyId(id + "-1"),
                        publicKey,
                        NOW.minus(Duration.ofDays(100)),
                        NOW.plus(Duration.ofDays(100)),
                        Optional.empty());
        PersonId person = new PersonId(id);
        people.put(
                person, new Person(person, id, new TreeSet<>(List.of(roles)), List.of(key), false));
        return this;
    }

    /** The key of a person does not count from some time on. */
    Bench revokeKey(String id, Instant from) {
        Person person = people.get(new PersonId(id));
        PersonKey key = person.keys().get(0);
        PersonKey revoked =
                new PersonKey(
                        key.id(),
                        key.publicKey(),
                        key.notBefore(),
                        key.notAfter(),
                        Optional.of(from));
        people.put(
                person.id(),
                new Person(person.id(), person.name(), person.roles(), List.of(revoked), false));
        return this;
    }

    Bench artefact(String id) {
        return artefact(id, 1);
    }

    Bench artefact(String id, int atLeast) {
        artefacts.add(
                new ArtefactDefinition(
                        new ArtefactId(id),
                        "reports/" + id + "/*",
                        atLeast,
                        false,
                        Optional.empty()));
        return this;
    }

    /** A file of an artefact, an hour old; declares the artefact when it is new. */
    Bench file(String artefact, String content) {
        return file(artefact, content.getBytes(UTF_8), NOW.minusSeconds(3_600));
    }

    Bench file(String artefact, byte[] content, Instant declared) {
        if (artefacts.stream().noneMatch(a -> a.id().value().equals(artefact))) {
            artefact(artefact);
        }
        observations.add(observation(artefact, content, declared));
        return this;
    }

    Observation observation(String artefact, byte[] content, Instant declared) {
        DigestPair digests = DigestPair.of(content);
        files++;
        EvidenceItem item =
                new EvidenceItem(
                        new EvidenceId("e-" + files),
                        STEP,
                        new ArtefactId(artefact),
                        1,
                        "reports/" + artefact + "/" + files,
                        content.length,
                        digests,
                        declared,
                        NOW.minusSeconds(1_800),
                        false,
                        "person:olga");
        return new Observation(item, Optional.of(digests), "", Optional.of(Content.of(content)));
    }

    /** The last file is not any more what was recorded. */
    Bench changed() {
        Observation last = observations.remove(observations.size() - 1);
        observations.add(
                new Observation(
                        last.item(),
                        Optional.of(DigestPair.of("other".getBytes(UTF_8))),
                        "",
                        Optional.of(Content.of("other".getBytes(UTF_8)))));
        return this;
    }

    /** The last file cannot be read any more. */
    Bench unreadable() {
        Observation last = observations.remove(observations.size() - 1);
        observations.add(
                new Observation(
                        last.item(), Optional.empty(), "permission denied", Optional.empty()));
        return this;
    }

    Digest root() {
        return Snapshot.evidenceRoot(observations.stream().map(Observation::item).toList());
    }

    Bench signOff(String person, Role role, SignOffKind kind) {
        return signOff(person, role, kind, root());
    }

    Bench signOff(String person, Role role, SignOffKind kind, Digest root) {
        signOffs.add(
                new SignOff(
                        new PersonId(person),
                        new KeyId(person + "-1"),
                        role,
                        kind,
                        root,
                        NOW.minusSeconds(60),
                        Digest.ZERO));
        return this;
    }

    /** A proposed entry as the engine composes it. */
    Bench proposed() {
        JsonObject.Builder digests = JsonObject.builder();
        observations.forEach(
                o -> digests.put(o.item().id().value(), o.item().digests().sha384().value()));
        entry =
                Optional.of(
                        JsonObject.builder()
                                .put("stage", "paper")
                                .put("status", "paper_ready")
                                .put("artefacts", digests.build())
                                .put(
                                        "runtime_flags",
                                        Map.of(
                                                Grant.REQUIRE_DEMO_MODE,
                                                false,
                                                Grant.COMPLIANCE_CONFIRMED,
                                                false))
                                .build());
        return this;
    }

    Bench approve(String person, Role role) {
        approvals.add(approval(person, role));
        return this;
    }

    Approval approval(String person, Role role) {
        return new Approval(
                role,
                Digest.of(entry.orElseThrow()),
                root(),
                gate(List.of()).digest(),
                NOW.minusSeconds(60),
                NOW.plusSeconds(3_600),
                new SignedStatement(
                        new PersonId(person), new KeyId(person + "-1"), JsonObject.EMPTY, "x"));
    }

    /** The gate demo was granted for the release, and its log verifies. */
    Bench grantedDemo() {
        JsonObject line = grantingLine();
        LogName log = new LogName("paper");
        grants.put(
                Environment.DEMO,
                new GrantRecord(
                        new GateId("demo"),
                        gate(List.of()).digest(),
                        new PromotionId("p-0"),
                        Digest.ZERO,
                        Optional.empty(),
                        release,
                        new SealedLine(log, 1, Digest.of(line), 10),
                        NOW.minusSeconds(7_200)));
        logs.add(new LogFact(log, Verdict.PASS, List.of(), List.of(line)));
        return this;
    }

    static JsonObject grantingLine() {
        return JsonObject.builder()
                .put("kind", "decision")
                .put("status", "paper_ready")
                .put("installation", "bot-1")
                .build();
    }

    GateDefinition gate(List<RuleReference> rules) {
        RuleReference any = new RuleReference(new RuleId("any"), JsonObject.EMPTY, false, false);
        List<RuleReference> all = rules.isEmpty() ? List.of(any) : rules;
        Bilingual title = new Bilingual("Krok", "Step");
        StepDefinition step =
                new StepDefinition(
                        STEP, title, Role.RISK, action, artefacts, List.copyOf(all), "RB-9.9");
        StepDefinition decision =
                new StepDefinition(
                        DECISION,
                        title,
                        Role.COMPLIANCE,
                        Optional.empty(),
                        List.of(),
                        List.copyOf(all),
                        "RB-9.9");
        TreeMap<String, Boolean> flags = new TreeMap<>();
        flags.put(Grant.REQUIRE_DEMO_MODE, false);
        flags.put(Grant.COMPLIANCE_CONFIRMED, false);
        JsonObject source = JsonObject.of("gate", "paper");
        return new GateDefinition(
                new GateId("paper"),
                title,
                Environment.DEMO,
                Environment.PAPER,
                new LogName("paper"),
                "paper",
                new Grant("paper_ready", flags),
                Duration.ofDays(14),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Optional.empty(),
                GateDefinition.REVERIFY,
                configuration,
                List.of(step),
                decision,
                requirements,
                separation,
                OnFailure.DEMOTE,
                List.of(),
                JsonObject.EMPTY,
                source,
                Digest.of(source));
    }

    PromotionState promotion(GateDefinition gate) {
        TreeMap<String, EvidenceItem> evidence = new TreeMap<>();
        observations.forEach(o -> evidence.put(o.item().id().value(), o.item()));
        TreeMap<String, StepState> steps = new TreeMap<>();
        steps.put(STEP.value(), new StepState(1, actionState, signOffs, facts));
        Optional<Proposal> proposal =
                entry.map(
                        e ->
                                new Proposal(
                                        e,
                                        Digest.of(e),
                                        Snapshot.evidenceRoot(evidence.values()),
                                        NOW));
        return new PromotionState(
                new PromotionId("p-1"),
                gate.id(),
                gate.digest(),
                new PersonId(requester),
                NOW.minusSeconds(9_000),
                NOW,
                release,
                STEP + ":COLLECTED",
                steps,
                evidence,
                preparers,
                proposal,
                approvals,
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    /** Runs the rule in the step. */
    RuleResult run(String rule, Map<String, ?> parameters) {
        return run(rule, JsonValue.of(parameters), false);
    }

    /** Runs the rule in the decision. */
    RuleResult decide(String rule, Map<String, ?> parameters) {
        return run(rule, JsonValue.of(parameters), true);
    }

    private RuleResult run(String rule, JsonValue parameters, boolean inDecision) {
        RuleReference reference =
                new RuleReference(new RuleId(rule), (JsonObject) parameters, false, false);
        GateDefinition gate = gate(List.of(reference));
        StepDefinition step = inDecision ? gate.decision() : gate.steps().get(0);
        Snapshot snapshot = new Snapshot(now, observations, logs, admitted, JournalPosition.START);
        RuleContext context =
                new RuleContext(
                        gate, step, reference, promotion(gate), new View(gate), snapshot, macs);
        return RULES.find(reference.rule()).orElseThrow().evaluate(context);
    }

    static List<String> codes(RuleResult result) {
        return result.findings().stream().map(Finding::code).toList();
    }

    private final class View implements InstallationView {

        private final GateDefinition gate;

        View(GateDefinition gate) {
            this.gate = gate;
        }

        @Override
        public GovernanceState governance() {
            SortedMap<GateId, Digest> gates = new TreeMap<>();
            return new GovernanceState(
                    Optional.of(new InstallationId("bot-1")),
                    device,
                    "",
                    people,
                    gates,
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
            return new EnvironmentState(
                    "DEMO", NOW, "", grants, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public Optional<PromotionState> promotion(PromotionId id) {
            return Optional.ofNullable(past.get(id));
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
            return digest.equals(gate.digest())
                    ? Optional.of(gate)
                    : Optional.ofNullable(definitions.get(digest));
        }

        @Override
        public MachineDefinition machineOf(Digest definition) {
            throw new IllegalStateException("no rule asks for a machine");
        }
    }

    /** An adapter action that names a program. */
    static ActionDefinition command(String program) {
        return new ActionDefinition(
                new AdapterId("command"), JsonObject.of("program", program), Duration.ofMinutes(5));
    }
}
