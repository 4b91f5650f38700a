package io.gatehouse.core.testkit;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Footing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.port.SignatureVerifier;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.core.state.SignedStatement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A whole installation in memory: the real decider, state and events over fake signatures, a fake
 * disk and a fake clock. What it does is what an engine does, without durability.
 */
public final class World {

    public static final InstallationId INSTALLATION = new InstallationId("bot-1");
    public static final Release RELEASE =
            new Release("r1", Digest.sha384(new byte[] {1}), "a".repeat(40));
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final AdmissionBox box;
    private final Signing signing;
    private final Sealer sealer;
    private final Decider decider;
    private InstallationState state = InstallationState.empty();
    private boolean trying;
    private final List<Event> history = new ArrayList<>();
    private final List<Digest> roots = new ArrayList<>();
    private final Map<LogName, List<JsonObject>> logs = new HashMap<>();
    private final Map<String, byte[]> disk = new HashMap<>();
    private JournalPosition position = JournalPosition.START;
    private Instant clock = START;
    private int nonce;
    private int items;

    /** The keys of the world's persons: fakes, unless a test brings real ones. */
    public interface Signing extends SignatureVerifier {

        /** The public half of the person's key of that id. */
        String publicKey(String keyId);

        String sign(String keyId, JsonObject statement);
    }

    private static final Signing FAKES =
            new Signing() {
                @Override
                public String publicKey(String keyId) {
                    return "public-" + keyId;
                }

                @Override
                public String sign(String keyId, JsonObject statement) {
                    return Digest.of(statement).hex() + publicKey(keyId);
                }

                @Override
                public boolean verify(String publicKey, JsonObject statement, String signature) {
                    return signature.equals(Digest.of(statement).hex() + publicKey);
                }
            };

    /** Codes: whoever writes the purpose in front of the text has made a valid one. */
    private static final MacVerifier MACS =
            claim ->
                    Arrays.equals(claim.mac(), mac(claim.purpose(), claim.message()))
                            ? MacAnswer.VALID
                            : MacAnswer.INVALID;

    /** The code that a world takes for valid. */
    public static byte[] mac(String purpose, byte[] message) {
        byte[] front = purpose.getBytes(StandardCharsets.US_ASCII);
        byte[] mac = Arrays.copyOf(front, front.length + message.length);
        System.arraycopy(message, 0, mac, front.length, message.length);
        return mac;
    }

    public World(AdmissionBox box) {
        this(box, FAKES, new FakeSealer());
    }

    /** A world with other signatures than fakes. */
    public World(AdmissionBox box, Signing signing, Sealer sealer) {
        this.box = box;
        this.signing = signing;
        this.sealer = sealer;
        decider =
                new Decider(
                        new TestRules(),
                        box,
                        signing,
                        MACS,
                        sealer,
                        definition -> List.of(),
                        "test");
    }

    /** A world of its own that stands where this one stands. */
    public World fork() {
        World copy = new World(box, signing, sealer);
        copy.state = state.copy();
        copy.history.addAll(history);
        copy.roots.addAll(roots);
        copy.position = position;
        logs.forEach((name, lines) -> copy.logs.put(name, new ArrayList<>(lines)));
        copy.disk.putAll(disk);
        copy.clock = clock;
        copy.nonce = nonce;
        copy.items = items;
        return copy;
    }

    /** A world whose rules were adopted by its founders. */
    public static World founded(AdmissionBox box) {
        return new World(box).found();
    }

    /** The same world, its rules adopted by its founders. */
    public World found() {
        engine(new Command.Found(INSTALLATION, "device-1", "engine-key"));
        JsonObject document =
                Adoption.document(people(signing), Gates.all(), new TreeMap<>(), JsonObject.EMPTY);
        as("olga", new Command.SignAdoption(Role.OWNER, document));
        Decision adopted = as("cezary", new Command.SignAdoption(Role.COMPLIANCE, document));
        if (!(adopted instanceof Decision.Admitted)) {
            throw new IllegalStateException("not founded: " + adopted);
        }
        return this;
    }

    /** The rules of the world: one person for each job, and one with all jobs. */
    public static JsonObject document(List<JsonObject> gates) {
        return Adoption.document(people(FAKES), gates, new TreeMap<>(), JsonObject.EMPTY);
    }

    /** Everybody, with two keys each. */
    public static List<Person> people(Signing signing) {
        return List.of(
                person(signing, "olga", Role.OWNER),
                person(signing, "cezary", Role.COMPLIANCE),
                person(signing, "celina", Role.COMPLIANCE),
                person(signing, "ola", Role.OPERATOR),
                person(signing, "rita", Role.RISK),
                person(signing, "remek", Role.RUNTIME),
                person(signing, "ada", Role.AUDITOR),
                person(signing, "wszystek", Role.values()));
    }

    private static Person person(Signing signing, String name, Role... roles) {
        List<PersonKey> keys = List.of(key(signing, name + "-1"), key(signing, name + "-2"));
        return new Person(
                new PersonId(name), name, new TreeSet<>(Arrays.asList(roles)), keys, false);
    }

    private static PersonKey key(Signing signing, String id) {
        return new PersonKey(
                new KeyId(id),
                signing.publicKey(id),
                START.minus(Duration.ofDays(1)),
                START.plus(Duration.ofDays(3650)),
                Optional.empty());
    }

    // ---- acting

    public Decision as(String person, Command command) {
        return as(person, person + "-1", command);
    }

    public Decision as(String person, String key, Command command) {
        return submit(command, signed(person, key, command));
    }

    public Actor signed(String person, String key, Command command) {
        if (!trying) {
            clock = clock.plusMillis(1);
        }
        return signedAt(person, key, trying ? clock.plusMillis(1) : clock, command);
    }

    /** Signed as if issued at some time, whatever the clock shows. */
    public Actor signedAt(String person, String key, Instant issued, Command command) {
        JsonObject statement =
                Statement.of(
                        INSTALLATION,
                        new PersonId(person),
                        new KeyId(key),
                        issued,
                        "nonce-of-16-chars-" + nonce++,
                        command);
        return new Actor.Signatory(
                new SignedStatement(
                        new PersonId(person),
                        new KeyId(key),
                        statement,
                        signing.sign(key, statement)));
    }

    public Decision engine(Command command) {
        return submit(command, Actor.ENGINE);
    }

    public Decision submit(Command command, Actor actor) {
        Decision decision = decider.decide(state, command, actor, snapshot(command));
        if (trying) {
            return decision;
        }
        decision.events().forEach(this::append);
        if (decision instanceof Decision.Admitted admitted) {
            admitted.machines().forEach(this::compare);
        }
        return decision;
    }

    /** The box and the events must agree where the machine stands. */
    private void compare(Decision.Landing landing) {
        String stands =
                switch (landing.aggregate()) {
                    case "environment" -> state.environment().machine();
                    case "governance" -> landing.state();
                    default ->
                            promotion(
                                            new PromotionId(
                                                    landing.aggregate()
                                                            .substring("promotion/".length())))
                                    .machine();
                };
        if (!stands.equals(landing.state())) {
            throw new IllegalStateException(landing + ", but the state says " + stands);
        }
    }

    /** What a move would come to, without effect. */
    public Decision attempt(java.util.function.Function<World, Decision> move) {
        trying = true;
        try {
            return move.apply(this);
        } finally {
            trying = false;
        }
    }

    private void append(Event event) {
        state.apply(event);
        history.add(event);
        roots.add(state.root());
        JsonObject encoded = EventCodec.encode(event);
        Digest digest =
                Digest.sha384(
                        (position + CanonicalJson.text(encoded)).getBytes(StandardCharsets.UTF_8));
        position = new JournalPosition(position.seq() + 1, digest);
        if (event instanceof LineAppended line) {
            logs.computeIfAbsent(line.log(), l -> new ArrayList<>()).add(line.line());
        }
    }

    // ---- the way of a promotion

    public PromotionId open(String gate, String id) {
        PromotionId promotion = new PromotionId(id);
        as("ola", new Command.OpenPromotion(promotion, new GateId(gate), RELEASE));
        return promotion;
    }

    public Decision run(PromotionId promotion) {
        return as("ola", new Command.RunStep(promotion, new StepId("work")));
    }

    public Decision start(PromotionId promotion, String slot) {
        return engine(new Command.StartAction(promotion, slot, key(promotion, slot)));
    }

    /** The current action's key in a slot, or text that is none's. */
    public String key(PromotionId promotion, String slot) {
        Optional<PromotionState> found = state.promotion(promotion);
        return found.flatMap(
                        p ->
                                slot.startsWith("activate-")
                                        ? Optional.ofNullable(p.activations().get(slot))
                                        : p.step(new StepId(slot)).action())
                .map(ActionState::key)
                .orElse("no-key");
    }

    public Decision finish(PromotionId promotion, String slot, boolean succeeded, String report) {
        List<EvidenceItem> produced =
                slot.equals("work") && succeeded
                        ? List.of(
                                item("work", "report", "reports/r.json", report, "engine"),
                                item("work", "config", "config/core.yaml", "risk: 1", "engine"))
                        : List.of();
        return engine(
                new Command.FinishAction(
                        promotion,
                        slot,
                        key(promotion, slot),
                        succeeded,
                        JsonObject.of("exit_code", succeeded ? 0 : 1),
                        List.of(),
                        produced));
    }

    public Decision attach(PromotionId promotion, String person) {
        return as(
                person,
                new Command.AttachEvidence(
                        promotion,
                        new StepId("by-hand"),
                        List.of(
                                item(
                                        "by-hand",
                                        "checklist",
                                        "docs/list.md",
                                        "[x]",
                                        "person:" + person))));
    }

    public Decision signOff(PromotionId promotion, String person) {
        StepId step = new StepId("by-hand");
        Digest root =
                state.promotion(promotion).map(p -> p.evidenceRootOf(step)).orElse(Digest.ZERO);
        return as(
                person,
                new Command.SignOffStep(
                        promotion, step, Role.COMPLIANCE, SignOffKind.APPROVED, root));
    }

    public Decision assess(PromotionId promotion, String step) {
        return engine(new Command.AssessStep(promotion, new StepId(step)));
    }

    public Decision approve(PromotionId promotion, String person, Role role) {
        return approve(promotion, person, person + "-1", role);
    }

    public Decision approve(PromotionId promotion, String person, String key, Role role) {
        return as(person, key, approval(promotion, role));
    }

    public Command.Approve approval(PromotionId promotion, Role role) {
        Optional<PromotionState> p = state.promotion(promotion);
        return new Command.Approve(
                promotion,
                role,
                p.flatMap(PromotionState::proposal).map(x -> x.digest()).orElse(Digest.ZERO),
                p.map(PromotionState::evidenceRoot).orElse(Digest.ZERO),
                p.map(PromotionState::definition).orElse(Digest.ZERO),
                clock.plus(Duration.ofHours(1)));
    }

    /** To the point at which only approvals are missing. */
    public PromotionId propose(String gate, String id) {
        return propose(gate, id, "pass");
    }

    /**
     * As {@link #propose(String, String)}.
     *
     * @param report what the action leaves behind; see {@link TestRules} for what it may say
     */
    public PromotionId propose(String gate, String id, String report) {
        PromotionId promotion = open(gate, id);
        run(promotion);
        start(promotion, "work");
        finish(promotion, "work", true, report);
        assess(promotion, "work");
        attach(promotion, "rita");
        signOff(promotion, "cezary");
        assess(promotion, "by-hand");
        engine(new Command.Propose(promotion));
        return promotion;
    }

    /** All the way. */
    public PromotionId grant(String gate, String id) {
        return grant(gate, propose(gate, id));
    }

    /** From the proposal all the way. */
    public PromotionId grant(String gate, PromotionId promotion) {
        approve(promotion, "olga", Role.OWNER);
        boolean demo = gate.equals("demo");
        approve(promotion, demo ? "remek" : "celina", demo ? Role.RUNTIME : Role.COMPLIANCE);
        as("ola", new Command.Seal(promotion));
        engine(new Command.Activate(promotion));
        if (gate.equals("live")) {
            start(promotion, "activate-1");
            finish(promotion, "activate-1", true, "");
        }
        engine(new Command.GrantPromotion(promotion));
        return promotion;
    }

    // ---- the outside

    public EvidenceItem item(String step, String artefact, String path, String content, String by) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (!trying) {
            disk.put(path, bytes);
        }
        return new EvidenceItem(
                new EvidenceId("e-" + ++items),
                new StepId(step),
                new ArtefactId(artefact),
                1,
                path,
                bytes.length,
                DigestPair.of(bytes),
                clock,
                clock,
                false,
                by);
    }

    public void write(String path, String content) {
        disk.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public void delete(String path) {
        disk.remove(path);
    }

    public void pass(Duration time) {
        clock = clock.plus(time);
    }

    /** What the decider would be shown for this command now. */
    public Snapshot snapshot(Command command) {
        List<EvidenceItem> wanted = new ArrayList<>();
        if (command instanceof OnPromotion about) {
            state.promotion(about.promotion()).ifPresent(p -> wanted.addAll(p.evidence().values()));
        } else if (command instanceof Command.Resume resume) {
            wanted.addAll(evidenceOf(resume.to()));
        } else if (command instanceof Command.RenewPermit) {
            wanted.addAll(evidenceOf(state.environment().current()));
        }
        List<LogFact> facts = new ArrayList<>();
        for (String log : List.of("demo", "paper", "live_execution", "stage6")) {
            LogName name = new LogName(log);
            facts.add(
                    new LogFact(name, Verdict.PASS, List.of(), logs.getOrDefault(name, List.of())));
        }
        return new Snapshot(
                clock,
                wanted.stream().map(this::observe).toList(),
                facts,
                new TreeMap<>(),
                position,
                command instanceof Command.Reverify ? footing() : Footing.NONE);
    }

    private Footing footing() {
        TreeMap<Environment, List<Observation>> evidence = new TreeMap<>();
        state.environment()
                .grants()
                .keySet()
                .forEach(e -> evidence.put(e, evidenceOf(e).stream().map(this::observe).toList()));
        Optional<Observation> configuration =
                Optional.ofNullable(state.environment().grants().get(state.environment().current()))
                        .flatMap(
                                grant ->
                                        grant.configurationItem()
                                                .flatMap(promotion(grant.promotion())::evidence))
                        .map(this::observe);
        return new Footing(evidence, configuration);
    }

    private List<EvidenceItem> evidenceOf(Environment environment) {
        GrantRecord grant = state.environment().grants().get(environment);
        return grant == null
                ? List.of()
                : List.copyOf(state.promotion(grant.promotion()).orElseThrow().evidence().values());
    }

    private Observation observe(EvidenceItem item) {
        byte[] bytes = disk.get(item.path());
        return bytes == null
                ? new Observation(item, Optional.empty(), "gone", Optional.empty())
                : new Observation(
                        item,
                        Optional.of(DigestPair.of(bytes)),
                        "",
                        Optional.of(Content.of(bytes)));
    }

    private static final class FakeSealer implements Sealer {
        @Override
        public Sealing sealLine(
                JsonObject entry,
                List<String> roles,
                LogName log,
                long index,
                Digest previous,
                Instant at) {
            return new Sealing.Sealed(
                    entry.with("signatures", roles)
                            .with(
                                    "log",
                                    JsonObject.builder()
                                            .put("name", log.value())
                                            .put("index", index)
                                            .put("prev", previous.value())
                                            .build()));
        }

        @Override
        public Sealing signPermit(JsonObject permit, Instant at) {
            return new Sealing.Sealed(
                    permit.with("signature", JsonObject.of("value", Digest.of(permit).value())));
        }
    }

    // ---- looking

    public InstallationState state() {
        return state;
    }

    public PromotionState promotion(PromotionId id) {
        return state.promotion(id).orElseThrow();
    }

    public List<Event> history() {
        return history;
    }

    /** The installation's digest after each event. */
    public List<Digest> roots() {
        return roots;
    }

    public Instant clock() {
        return clock;
    }

    public JournalPosition position() {
        return position;
    }

    public List<JsonObject> log(String name) {
        return logs.getOrDefault(new LogName(name), List.of());
    }
}
