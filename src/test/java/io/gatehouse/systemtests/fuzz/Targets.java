package io.gatehouse.systemtests.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.rules.CommandsFile;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.compat.CompatInputs;
import io.gatehouse.audit.compat.CompatVerification;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.audit.permit.PermitReading;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.checklist.Checklist;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.definitions.load.DefinitionFile;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that reads bytes from outside, with real inputs of an installation that was used. */
final class Targets {

    private static final LogName LOG = new LogName("demo");
    private static final int MOST_YAML = 1 << 20;
    private static final int SOME_KILOBYTES = 6_000;

    private final Workspace workspace;
    private final Path scratch;
    private final List<Target> targets = new ArrayList<>();

    private Targets(Workspace workspace, Path scratch) {
        this.workspace = workspace;
        this.scratch = scratch;
    }

    /** Founds an installation, takes a promotion to its grant, and lists who reads its files. */
    static List<Target> of(Path directory) throws Exception {
        InstantSource clock = InstantSource.system();
        Workspace workspace = Premises.found(directory.resolve("w"), "0", clock);
        try (Engine engine =
                new EmbeddedEngine(workspace, clock, Optional.empty()).open("the inputs")) {
            Walk walk = new Walk(engine, Premises.signers(workspace, clock));
            while (walk.granted() == 0) {
                walk.act();
            }
        }
        Targets all = new Targets(workspace, directory.resolve("scratch"));
        all.json();
        all.keys();
        all.logs();
        all.journal();
        all.documents();
        List<Recorded> history = new ArrayList<>();
        ReadOnlyInstallation.load(workspace, Instant.now(), history::add);
        all.targets.addAll(WireTargets.of(history));
        all.targets.add(CertificateTarget.of(workspace, directory.resolve("bundle")));
        return List.copyOf(all.targets);
    }

    private void json() throws IOException {
        List<byte[]> lines = new ArrayList<>(events());
        lines.add(
                "{\"a\":[1,-0.5e-7,1E400,0.1,123456789012345678901234567890,true,null],\"\u017c\":{}}"
                        .getBytes(UTF_8));
        add("strict JSON", 300, lines, bytes -> isRead(StrictJson.readSigned(bytes)));
        add(
                "JSON of evidence",
                200,
                lines,
                bytes -> StrictJson.readEvidence(bytes) instanceof JsonReading.Parsed);
        add("logs of existing tools", 10, lines, this::isVerifiedLeniently);
    }

    /** Whatever is accepted is written in one form, and read from it as the same. */
    private static boolean isRead(JsonReading reading) {
        if (!(reading instanceof JsonReading.Parsed parsed)) {
            return false;
        }
        byte[] canonical = CanonicalJson.bytes(parsed.value());
        JsonReading again = StrictJson.readSigned(canonical);
        require(
                again instanceof JsonReading.Parsed same && same.value().equals(parsed.value()),
                "another value when it is read again");
        return true;
    }

    private boolean isVerifiedLeniently(byte[] bytes) {
        int exit =
                CompatVerification.run(
                                List.of("-", "--allow-unsigned"),
                                new CompatInputs(
                                        Map.of(),
                                        new ByteArrayInputStream(bytes),
                                        scratch,
                                        scratch,
                                        Instant.EPOCH))
                        .exitCode();
        require(exit >= 0 && exit <= 3, "exit " + exit);
        return exit == 0;
    }

    private void keys() throws IOException {
        add(
                "keys.json",
                20,
                List.of(Files.readAllBytes(workspace.keys())),
                bytes -> {
                    try {
                        KeyRing ring = KeyRing.parse(bytes);
                        require(
                                KeyRing.parse(ring.fileBytes()).keys().equals(ring.keys()),
                                "another ring when it is read again");
                        return true;
                    } catch (KeyFaultException e) {
                        return false;
                    }
                });
        add(
                "credentials",
                40,
                List.of(Files.readAllBytes(workspace.credential("anna"))),
                bytes -> {
                    try {
                        return PersonCredential.parse(bytes) != null;
                    } catch (KeyFaultException e) {
                        return false;
                    }
                });
        byte[] permit = Files.readAllBytes(workspace.permits().resolve("demo.json"));
        JsonObject signed =
                StrictJson.readSigned(new String(permit, UTF_8).strip().getBytes(UTF_8))
                        .objectOrThrow()
                        .without("signature");
        Ed25519PublicKey engine =
                EngineKeys.ring(workspace).keys().stream()
                        .filter(k -> k.purpose().equals(KeyPurpose.ENGINE))
                        .filter(k -> k.algorithm() == KeyAlgorithm.ED25519)
                        .findFirst()
                        .flatMap(k -> k.publicKey())
                        .orElseThrow();
        add(
                "permits",
                80,
                List.of(permit),
                bytes -> {
                    if (!(PermitVerifier.verify(bytes, engine)
                            instanceof PermitReading.Verified verified)) {
                        return false;
                    }
                    // the name of the key stands beside the signature, which does not cover it
                    require(
                            verified.permit().document().without("signature").equals(signed),
                            "a permit that was not signed");
                    return true;
                });
    }

    private void logs() throws Exception {
        byte[] log = Files.readAllBytes(workspace.decisionLog(LOG));
        byte[] head = Files.readAllBytes(LogHead.fileOf(workspace.decisionLog(LOG)));
        KnownPeople people = new KnownPeople();
        people.learn(ReadOnlyInstallation.load(workspace, Instant.now()).state().governance());
        DecisionLogVerifier verifier =
                new DecisionLogVerifier(
                        VerificationContext.strict(EngineKeys.open(workspace), people));
        add(
                "decision lines",
                10,
                List.of(log),
                bytes -> {
                    boolean passed =
                            verifier.verify(LOG, bytes, Optional.of(head)).verdict()
                                    == Verdict.PASS;
                    require(!passed || Arrays.equals(bytes, log), "a log that was not sealed");
                    return passed;
                });
        add(
                "heads of decision logs",
                100,
                List.of(head),
                bytes -> {
                    try {
                        require(
                                Arrays.equals(LogHead.parse(bytes).fileBytes(), bytes),
                                "other bytes when it is written again");
                        return true;
                    } catch (IllegalArgumentException e) {
                        return false;
                    }
                });
    }

    private void journal() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(workspace.journal())) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        MemoryFiles memory = new MemoryFiles(files);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            boolean head = !file.getKey().endsWith(".jsonl");
            // The first groups of a segment have every kind of line, and are read in less time.
            add(
                    head ? "head of the journal" : "segments of the journal",
                    head ? 250 : 6,
                    List.of(head ? file.getValue() : beginning(file.getValue())),
                    bytes -> isJournal(memory.with(file.getKey(), bytes), head));
        }
        add("events", 60, events(), Targets::isEvent);
    }

    /** Whole groups, up to some kilobytes. */
    private static byte[] beginning(byte[] segment) {
        String text = new String(segment, ISO_8859_1);
        int end = text.indexOf("\n{\"commit\"", SOME_KILOBYTES);
        return Arrays.copyOf(segment, text.indexOf('\n', end + 1) + 1);
    }

    private static boolean isJournal(MemoryFiles files, boolean headOnly) throws IOException {
        JournalReader reader = new JournalReader(files, CommitKeys.NONE);
        try {
            return headOnly
                    ? reader.head().isPresent()
                    : reader.groups(group -> {}).tail().isEmpty();
        } catch (JournalFaultException e) {
            return false;
        }
    }

    private static boolean isEvent(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject line)) {
            return false;
        }
        Optional<JsonObject> data = line.object("data");
        Optional<String> type = line.text("type");
        if (data.isEmpty() || type.isEmpty()) {
            return false;
        }
        try {
            require(
                    EventCodec.encode(EventCodec.decode(type.get(), EventCodec.VERSION, data.get()))
                            .equals(data.get()),
                    "another event when it is written again");
            return true;
        } catch (CodecFault e) {
            return false;
        }
    }

    private List<byte[]> events() throws IOException {
        List<byte[]> events = new ArrayList<>();
        try (Stream<Path> all = Files.list(workspace.journal())) {
            for (Path file : all.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.length() < 3000) {
                        events.add(line.getBytes(UTF_8));
                    }
                }
            }
        }
        return events;
    }

    private void documents() throws IOException {
        List<byte[]> gates = new ArrayList<>();
        DefinitionLoader.BUILT_IN.forEach(gate -> gates.add(DefinitionLoader.builtInBytes(gate)));
        byte[] small = Files.readAllBytes(workspace.gates().resolve("demo.yaml"));
        byte[] configuration =
                "risk_profiles:\n  one: {max_leverage: 2.0, data: [1, 2]}\nruntime: {x: \"y\"}\n"
                        .getBytes(UTF_8);
        byte[] checklist =
                "# Checklist\n\n## One\n\n- [x] first\n- [ ] second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
                        .getBytes(UTF_8);
        add("YAML", 10, List.of(small, configuration), Targets::isYaml);
        add("built-in definitions", 1, gates, Targets::isDefinition);
        add("definitions", 4, List.of(small), Targets::isDefinition);
        add(
                "configuration",
                20,
                List.of(configuration),
                bytes -> ConfigTree.read(bytes) instanceof ConfigReading.Parsed);
        add(
                "checklists",
                10,
                List.of(checklist),
                bytes -> Checklist.read(bytes).faults().isEmpty());
        targets.add(SignedDocuments.reports(20));
        targets.add(SignedDocuments.manifests(40));
        addFile("people.yaml", workspace.people(), PeopleFile::read);
        addFile("commands.yaml", workspace.commands(), CommandsFile::read);
    }

    private static boolean isYaml(byte[] bytes) {
        try {
            return StrictYaml.read(bytes, MOST_YAML) != null;
        } catch (YamlFaultException e) {
            return false;
        }
    }

    private static boolean isDefinition(byte[] bytes) {
        return DefinitionFile.read("demo.yaml", bytes).gate().isPresent();
    }

    /** Something that reads a file by its path. */
    @FunctionalInterface
    private interface FileReader {
        Object read(Path file) throws RuleFault;
    }

    private void addFile(String name, Path seed, FileReader reader) throws IOException {
        add(
                name,
                1,
                List.of(Files.readAllBytes(seed)),
                bytes -> {
                    Files.write(scratch, bytes);
                    try {
                        return reader.read(scratch) != null;
                    } catch (RuleFault e) {
                        return false;
                    }
                });
    }

    private void add(String name, int share, List<byte[]> seeds, Target.Reader reader) {
        targets.add(new Target(name, share, seeds, reader));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
