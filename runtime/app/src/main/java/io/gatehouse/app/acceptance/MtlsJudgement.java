package io.gatehouse.app.acceptance;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.evidence.WorkspaceFiles;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.core.apply.PromotionApplier;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.DefinitionLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The very rule with which gate live judges an mTLS bundle, over a bundle that is handed in as a
 * folder. Two parts of the acceptance come from one verdict: what it says about the rotation, and
 * all the rest.
 */
public final class MtlsJudgement {

    private static final RuleId RULE = new RuleId("mtls-bundle");
    private static final String ROTATION = "rotation-";

    private final Path folder;
    private final RuleBook rules;
    private final Instant now;
    private Optional<RuleResult> verdict = Optional.empty();
    private JsonObject facts = JsonObject.EMPTY;

    /**
     * @param folder with the files at the places that gate live names: {@code certs/live/...}
     */
    public MtlsJudgement(Path folder, RuleBook rules, Instant now) {
        this.folder = folder;
        this.rules = rules;
        this.now = now;
    }

    /** Chain, purposes, keys, names, fingerprints. */
    public AcceptanceStep certificates() {
        return step(AcceptancePart.MTLS, f -> !isRotation(f));
    }

    /** Whether each part was rotated, and in time. */
    public AcceptanceStep rotation() {
        return step(AcceptancePart.ROTATION, MtlsJudgement::isRotation);
    }

    private static boolean isRotation(Finding finding) {
        return finding.code().startsWith(ROTATION)
                || finding.subject().contains("rotation")
                || finding.code().equals("future-dated");
    }

    private AcceptanceStep step(AcceptancePart part, Predicate<Finding> own) {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return part;
            }

            @Override
            public StepOutcome run() {
                return outcome(part, own);
            }
        };
    }

    private StepOutcome outcome(AcceptancePart part, Predicate<Finding> own) {
        RuleResult result;
        try {
            result = verdict();
        } catch (IOException e) {
            return StepOutcome.skipped(part, "a readable folder with an mTLS bundle");
        }
        if (result.verdict() != Verdict.PASS && result.findings().isEmpty()) {
            return StepOutcome.broken(part, "verdict " + result.verdict() + " without a reason");
        }
        List<Finding> mine = result.findings().stream().filter(own).toList();
        if (mine.isEmpty() && part == AcceptancePart.ROTATION && !result.findings().isEmpty()) {
            // where the bundle is not even one, nothing was said about its rotation
            mine = result.findings();
        }
        return StepOutcome.judged(mine, facts);
    }

    private RuleResult verdict() throws IOException {
        if (verdict.isEmpty()) {
            verdict = Optional.of(judge());
        }
        return verdict.get();
    }

    private RuleResult judge() throws IOException {
        GateDefinition gate =
                DefinitionLoader.builtIn().gates().values().stream()
                        .filter(g -> g.id().value().equals("live"))
                        .findFirst()
                        .orElseThrow();
        StepDefinition step =
                gate.steps().stream()
                        .filter(s -> s.id().value().equals(RULE.value()))
                        .findFirst()
                        .orElseThrow();
        RuleReference reference =
                step.accept().stream()
                        .flatMap(a -> a.rules())
                        .filter(r -> r.rule().equals(RULE))
                        .findFirst()
                        .orElseThrow();
        List<Observation> seen = new ArrayList<>();
        for (ArtefactDefinition artefact : step.artefacts()) {
            for (Path file : new WorkspaceFiles(folder).matching(artefact)) {
                seen.add(observation(step, artefact, file, seen.size() + 1));
            }
        }
        if (seen.isEmpty()) {
            throw new IOException("no mTLS bundle in the folder");
        }
        facts = JsonObject.builder().put("files", seen.size()).build();
        Snapshot snapshot =
                new Snapshot(now, seen, List.of(), new TreeMap<>(), JournalPosition.START);
        return rules.find(RULE)
                .orElseThrow()
                .evaluate(
                        new RuleContext(
                                gate,
                                step,
                                reference,
                                promotion(gate),
                                InstallationState.empty(),
                                snapshot,
                                MacVerifier.NONE));
    }

    private Observation observation(
            StepDefinition step, ArtefactDefinition artefact, Path file, int number)
            throws IOException {
        DigestPair digests;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            digests = StreamingDigests.of(in);
        }
        EvidenceItem item =
                new EvidenceItem(
                        new EvidenceId("e-" + number),
                        step.id(),
                        artefact.id(),
                        1,
                        folder.toAbsolutePath()
                                .normalize()
                                .relativize(file.toAbsolutePath())
                                .toString(),
                        Files.size(file),
                        digests,
                        Files.getLastModifiedTime(file).toInstant(),
                        now,
                        artefact.secret(),
                        "engine");
        if (artefact.secret()) {
            return new Observation(item, Optional.of(digests), "", Optional.empty());
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Observer.of(item, in);
        }
    }

    /** A promotion that nobody opened: the rule looks at the files alone. */
    private PromotionState promotion(GateDefinition gate) {
        return PromotionApplier.open(
                new PromotionOpened(
                        new PromotionId("acceptance"),
                        gate.id(),
                        gate.digest(),
                        new PersonId("nobody"),
                        new Release("acceptance", Digest.ZERO, "0".repeat(40)),
                        now),
                GateMachine.of(gate));
    }
}
