package io.gatehouse.systemtests.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.definitions.rule.StandardRules;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Certificates of a TLS bundle, as the rule {@code mtls-bundle} of the built-in gate reads them:
 * files in PEM, several in one file, and the DER within.
 *
 * <p>Whatever comes is judged and not thrown at; the bundle is accepted with the very certificates
 * that its metadata name, and with no others.
 */
final class CertificateTarget {

    private static final String CERTIFICATES = "certs/live/";
    private static final List<String> PARTS =
            List.of("ca/ca.pem", "server/server.crt", "client/client.crt");

    private final Path bundle;
    private final GateDefinition gate;
    private final StepDefinition step;
    private final RuleReference reference;
    private final InstallationView installation;
    private final PromotionState promotion;
    private final Instant now = Instant.now();
    private final Map<String, Observation> whole = new TreeMap<>();
    private final Map<String, String> fingerprints = new TreeMap<>();

    private CertificateTarget(Workspace used, Path bundle) throws Exception {
        this.bundle = bundle;
        gate = DefinitionLoader.builtIn().gates().get(new GateId("live"));
        step = gate.steps().get(0);
        reference =
                step.accept().stream()
                        .flatMap(clause -> clause.rules())
                        .filter(rule -> rule.rule().value().equals("mtls-bundle"))
                        .findFirst()
                        .orElseThrow();
        installation = ReadOnlyInstallation.load(used, Instant.now()).state();
        promotion = installation.promotions().iterator().next();
        generate();
        for (ArtefactDefinition artefact : step.artefacts()) {
            observe(artefact);
        }
        for (String part : PARTS) {
            fingerprints.put(
                    part, fingerprint(Files.readAllBytes(bundle.resolve(CERTIFICATES + part))));
        }
    }

    /**
     * @param used an installation with a promotion: whose it is does not matter to the rule
     * @param scratch a directory to make a bundle in
     */
    static Target of(Workspace used, Path scratch) throws Exception {
        CertificateTarget target = new CertificateTarget(used, scratch);
        if (!target.judge(Map.of()).verdict().equals(Verdict.PASS)) {
            throw new AssertionError("the bundle itself: " + target.judge(Map.of()));
        }
        List<byte[]> seeds = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : PARTS) {
            byte[] pem = Files.readAllBytes(scratch.resolve(CERTIFICATES + part));
            all.write(pem);
            seeds.add(pem);
            seeds.add(der(pem));
        }
        seeds.add(all.toByteArray());
        return new Target("certificates", 1, seeds, target::accepts);
    }

    private void generate() throws IOException {
        new DemoInputs(
                        "device",
                        new Release("r", Digest.ZERO, "0".repeat(40)),
                        new java.util.TreeSet<>())
                .write(Files.createDirectories(bundle));
        List<String> words = new ArrayList<>(List.of("mtls-bundle"));
        step.action()
                .orElseThrow()
                .with()
                .array("arguments")
                .forEach(word -> words.add(((io.gatehouse.core.json.JsonString) word).value()));
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, US_ASCII);
        if (StandIn.run(words, bundle, InstantSource.system(), silent, silent) != 0) {
            throw new IOException("no bundle");
        }
    }

    private void observe(ArtefactDefinition artefact) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + artefact.path());
        try (Stream<Path> files = Files.walk(bundle)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = bundle.relativize(file);
                if (matcher.matches(relative)) {
                    String name = relative.toString();
                    whole.put(
                            artefact.id() + ":" + name,
                            observation(artefact, name, Files.readAllBytes(file)));
                }
            }
        }
    }

    private Observation observation(ArtefactDefinition artefact, String path, byte[] bytes) {
        DigestPair digests = DigestPair.of(bytes);
        EvidenceItem item =
                new EvidenceItem(
                        new EvidenceId("e-" + whole.size()),
                        step.id(),
                        artefact.id(),
                        1,
                        path,
                        bytes.length,
                        digests,
                        now,
                        now,
                        artefact.secret(),
                        "engine");
        return new Observation(
                item,
                Optional.of(digests),
                "",
                artefact.secret() ? Optional.empty() : Optional.of(Content.of(bytes)));
    }

    /** The bytes take the place of one of the three; which one follows from themselves. */
    private boolean accepts(byte[] bytes) {
        byte[] file = bytes.length > 0 && bytes[0] == 0x30 ? pem(bytes) : bytes;
        String part = PARTS.get(Math.floorMod(Arrays.hashCode(bytes), PARTS.size()));
        boolean accepted = judge(Map.of(CERTIFICATES + part, file)).verdict().equals(Verdict.PASS);
        if (accepted && !fingerprint(file).equals(fingerprints.get(part))) {
            throw new AssertionError("another certificate was accepted for " + part);
        }
        return accepted;
    }

    private RuleResult judge(Map<String, byte[]> changed) {
        List<Observation> observations = new ArrayList<>();
        for (Observation each : whole.values()) {
            byte[] other = changed.get(each.item().path());
            observations.add(
                    other == null
                            ? each
                            : observation(
                                    step.artefact(each.item().artefact()).orElseThrow(),
                                    each.item().path(),
                                    other));
        }
        Snapshot snapshot =
                new Snapshot(now, observations, List.of(), new TreeMap<>(), JournalPosition.START);
        return new StandardRules()
                .find(reference.rule())
                .orElseThrow()
                .evaluate(
                        new RuleContext(
                                gate,
                                step,
                                reference,
                                promotion,
                                installation,
                                snapshot,
                                MacVerifier.NONE));
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n")
                .getBytes(US_ASCII);
    }

    private static byte[] der(byte[] pem) {
        return Base64.getMimeDecoder()
                .decode(new String(pem, ISO_8859_1).replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String fingerprint(byte[] pem) {
        return Digest.sha256(der(pem)).value();
    }
}
