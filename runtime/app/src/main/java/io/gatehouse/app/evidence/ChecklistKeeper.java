package io.gatehouse.app.evidence;

import io.gatehouse.adapter.checklist.ArchiveEntry;
import io.gatehouse.adapter.checklist.ChecklistArchive;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.checklist.Checklist;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SignOff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Archives the signed checklists of accepted steps under {@code var/audit/checklists/} (runbook,
 * section "Artefakty/Akceptacja"; ADR 0039).
 *
 * <p>Everything is taken from the journal's state and from the archive of evidence, nothing from
 * the place where people fill forms in: so it can be done again at any time, and a restart
 * completes what a crash cut off. Copies and index lines are added and never removed.
 */
public final class ChecklistKeeper {

    private static final String RULE = "checklist-complete";

    private final EvidenceArchive evidence;
    private final ChecklistArchive archive;

    public ChecklistKeeper(Workspace workspace) {
        this.evidence = new EvidenceArchive(workspace);
        this.archive = new ChecklistArchive(workspace.root());
    }

    /** A form of an accepted step, with those who signed the step as it was accepted. */
    private record Signed(
            PromotionState promotion, EvidenceItem form, List<PersonId> signers, Instant time) {

        String key() {
            return ChecklistKeeper.key(promotion.id(), form.step(), form.digests());
        }
    }

    /** Archives the checklists of one promotion's accepted steps; what is there stays as it is. */
    public void keep(InstallationView state, PromotionState promotion) throws IOException {
        for (Signed signed : signed(state, promotion)) {
            keep(signed);
        }
    }

    private void keep(Signed signed) throws IOException {
        byte[] bytes = bytes(evidence.file(signed.promotion(), signed.form().digests().sha384()));
        // A copy that was changed is no signed checklist; fsck names it.
        if (DigestPair.of(bytes).equals(signed.form().digests())) {
            archive.archive(
                    signed.form().path(),
                    bytes,
                    signed.promotion().id(),
                    signed.form().step(),
                    signed.signers(),
                    signed.time());
        }
    }

    /** After a start: what a crash left undone, or somebody removed, is archived now. */
    public void reconcile(InstallationView state) throws IOException {
        Set<String> standing = new HashSet<>();
        for (ArchiveEntry entry : archive.entries(new ArrayList<>())) {
            if (archive.holds(entry)) {
                standing.add(key(entry.promotion(), entry.step(), entry.digests()));
            }
        }
        for (PromotionState promotion : state.promotions()) {
            for (Signed signed : signed(state, promotion)) {
                if (standing.contains(signed.key())) {
                    continue;
                }
                try {
                    keep(signed);
                } catch (IOException e) {
                    // Damage of a derived copy stops nobody from halting; fsck reports it.
                    continue;
                }
            }
        }
    }

    /** Every accepted checklist is in the index, and every copy of the index is as it was. */
    public List<Finding> verify(InstallationView state) throws IOException {
        List<Finding> findings = new ArrayList<>(archive.verify());
        Set<String> indexed = new HashSet<>();
        archive.entries(findings)
                .forEach(e -> indexed.add(key(e.promotion(), e.step(), e.digests())));
        for (PromotionState promotion : state.promotions()) {
            for (Signed signed : signed(state, promotion)) {
                if (!indexed.contains(signed.key())) {
                    findings.add(
                            Finding.of(
                                    "checklist-archive",
                                    "not-archived",
                                    promotion.id() + " " + signed.form().path(),
                                    "a line of var/audit/checklists/index.jsonl",
                                    "none",
                                    "run 'gatehouse settle': a start archives what is missing"));
                }
            }
        }
        return findings.stream().distinct().toList();
    }

    private static String key(PromotionId promotion, StepId step, DigestPair digests) {
        return promotion + "/" + step + "/" + digests.sha384();
    }

    /** Whether a gate has steps whose signed checklists are archived. */
    public static boolean hasChecklists(GateDefinition gate) {
        return gate.steps().stream().anyMatch(step -> !forms(step).isEmpty());
    }

    private static Set<String> forms(StepDefinition step) {
        return step.rules()
                .filter(rule -> rule.rule().value().equals(RULE))
                .flatMap(rule -> rule.parameters().text("artefact").stream())
                .collect(Collectors.toSet());
    }

    private static List<Signed> signed(InstallationView state, PromotionState promotion) {
        List<Signed> all = new ArrayList<>();
        GateDefinition gate = state.definition(promotion.definition()).orElse(null);
        if (gate == null) {
            return all;
        }
        for (StepDefinition step : gate.steps()) {
            Set<String> forms = forms(step);
            if (forms.isEmpty() || !GateMachine.isAccepted(gate, promotion.machine(), step.id())) {
                continue;
            }
            List<SignOff> counting =
                    promotion.step(step.id()).signOffs().stream()
                            .filter(
                                    s ->
                                            s.evidenceRoot()
                                                    .equals(promotion.evidenceRootOf(step.id())))
                            .toList();
            List<PersonId> signers =
                    counting.stream()
                            .map(SignOff::person)
                            .distinct()
                            .sorted(Comparator.comparing(PersonId::value))
                            .toList();
            Instant time =
                    counting.stream()
                            .map(SignOff::at)
                            .max(Comparator.naturalOrder())
                            .orElse(promotion.opened());
            promotion.evidenceOf(step.id()).stream()
                    .filter(item -> forms.contains(item.artefact().value()) && !item.secret())
                    .forEach(item -> all.add(new Signed(promotion, item, signers, time)));
        }
        return all;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(Checklist.LARGEST + 1);
            if (bytes.length > Checklist.LARGEST) {
                throw new IOException("the checklist is too large");
            }
            return bytes;
        }
    }
}
