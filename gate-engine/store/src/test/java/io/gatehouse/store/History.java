package io.gatehouse.store;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent.Adopted;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.ActionFailed;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.ActionStarted;
import io.gatehouse.core.event.PromotionEvent.ActionSucceeded;
import io.gatehouse.core.event.PromotionEvent.ActivationBegun;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A history that grows: events with their chain, and the state that they lead to. */
final class History implements Projector.Source {

    static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    static final StepId LABS = new StepId("labs");
    static final StepId REVIEW = new StepId("review");

    final List<Recorded> events = new ArrayList<>();
    final InstallationState state = InstallationState.empty();
    private final String flavour;
    private Instant now = START;

    /**
     * @param flavour histories of different flavours have different digests
     */
    History(String flavour) {
        this.flavour = flavour;
    }

    static JsonObject gate() {
        return JsonObject.builder()
                .put("gate", "demo")
                .put("title", Map.of("pl", "Demo", "en", "Demo"))
                .put("from", "NONE")
                .put("to", "DEMO")
                .put("log", "demo")
                .put("stage", "demo")
                .put("grants", Map.of("status", "demo_ready", "flags", Map.of()))
                .put("expires-after", "P14D")
                .put("steps", List.of(step("labs", true), step("review", false)))
                .put(
                        "decision",
                        Map.of(
                                "id", "decision",
                                "title", Map.of("pl", "Decyzja", "en", "Decision"),
                                "responsible", "compliance",
                                "accept", List.of(Map.of("rule", "entry-signed")),
                                "source", "RB-1.9"))
                .put("approvals", List.of(Map.of("role", "owner")))
                .build();
    }

    private static JsonObject step(String id, boolean action) {
        JsonObject.Builder step =
                JsonObject.builder()
                        .put("id", id)
                        .put("title", Map.of("pl", id, "en", id))
                        .put("responsible", "risk")
                        .put("artefacts", List.of(Map.of("id", "report", "path", "reports/*.json")))
                        .put("accept", List.of(Map.of("rule", "labs-pass")))
                        .put("source", "RB-1.1");
        if (action) {
            step.put(
                    "action",
                    Map.of(
                            "adapter",
                            "command",
                            "with",
                            Map.of("program", "labs"),
                            "timeout",
                            "PT5M"));
        }
        return step.build();
    }

    Instant tick() {
        now = now.plusSeconds(60).plusNanos(123_456_789);
        return now;
    }

    /** Adds events and gives back the group. */
    List<Recorded> add(Event... group) {
        List<Recorded> added = new ArrayList<>();
        for (Event event : group) {
            state.apply(event);
            Digest prev = position().digest();
            long seq = events.size() + 1L;
            Draft draft =
                    new Draft(
                            now,
                            EventCodec.typeOf(event),
                            EventCodec.VERSION,
                            event.aggregate(),
                            Digest.ZERO,
                            state.digestOf(event.aggregate()),
                            EventCodec.encode(event));
            Digest digest =
                    Digest.of(
                            JsonObject.builder()
                                    .put("flavour", flavour)
                                    .put("seq", seq)
                                    .put("prev", prev.value())
                                    .put("data", draft.data())
                                    .build());
            Recorded recorded = new Recorded(seq, prev, digest, draft);
            events.add(recorded);
            added.add(recorded);
        }
        return added;
    }

    CommandAdmitted admitted(String command, String actor) {
        return new CommandAdmitted(command, actor, Optional.empty(), tick());
    }

    History founded() {
        Person anna =
                new Person(
                        new PersonId("anna"),
                        "Anna",
                        new TreeSet<>(List.of(Role.OPERATOR)),
                        List.of(),
                        false);
        JsonObject rules =
                Adoption.document(
                        List.of(anna), List.of(gate()), new TreeMap<>(), JsonObject.EMPTY);
        add(
                admitted("FOUND", "engine"),
                new InstallationFounded(new InstallationId("bot-1"), "device", "key"));
        add(admitted("ADOPT", "person:anna"), new Adopted(Digest.of(rules), rules));
        return this;
    }

    static Release release() {
        return new Release("r-1", Digest.sha384(new byte[] {1}), "a".repeat(40));
    }

    List<Recorded> open(String promotion) {
        return add(
                admitted("OPEN", "person:anna"),
                new PromotionOpened(
                        new PromotionId(promotion),
                        new GateId("demo"),
                        Digest.of(gate()),
                        new PersonId("anna"),
                        release(),
                        tick()));
    }

    List<Recorded> intend(String promotion, int attempt) {
        return add(
                admitted("RUN", "person:anna"),
                new ActionIntended(
                        new PromotionId(promotion),
                        "labs",
                        attempt,
                        key(promotion, attempt),
                        new AdapterId("command"),
                        JsonObject.EMPTY,
                        Digest.ZERO,
                        "person:anna",
                        tick()));
    }

    static String key(String promotion, int attempt) {
        return Digest.sha384((promotion + attempt).getBytes(StandardCharsets.UTF_8)).value();
    }

    void failed(String promotion, int attempt, String observed) {
        PromotionId id = new PromotionId(promotion);
        add(new ActionStarted(id, "labs", attempt, key(promotion, attempt), tick()));
        add(
                new ActionFailed(
                        id,
                        "labs",
                        attempt,
                        key(promotion, attempt),
                        JsonObject.EMPTY,
                        List.of(finding("action-ran", "exit-code", observed)),
                        tick()));
        add(
                admitted("RETRY", "person:anna"),
                new StepReset(id, LABS, "RETRY:labs", "retried", tick()));
    }

    void succeeded(String promotion, int attempt, String evidence) {
        PromotionId id = new PromotionId(promotion);
        add(new ActionStarted(id, "labs", attempt, key(promotion, attempt), tick()));
        add(
                new ActionSucceeded(
                        id, "labs", attempt, key(promotion, attempt), JsonObject.EMPTY, tick()),
                new EvidenceRecorded(
                        id, LABS, List.of(item(evidence, LABS, attempt)), "engine", tick()));
    }

    EvidenceItem item(String id, StepId step, int attempt) {
        return new EvidenceItem(
                new EvidenceId(id),
                step,
                new ArtefactId("report"),
                attempt,
                "reports/" + step + ".json",
                42,
                DigestPair.of(id.getBytes(StandardCharsets.UTF_8)),
                now,
                now,
                false,
                "engine");
    }

    List<Recorded> assess(String promotion, StepId step, Finding... findings) {
        Verdict verdict = findings.length == 0 ? Verdict.PASS : Verdict.FAIL;
        return add(
                new Assessed(
                        new PromotionId(promotion),
                        step,
                        verdict,
                        List.of(
                                new RuleResult(
                                        new RuleId("labs-pass"),
                                        1,
                                        verdict,
                                        List.of(findings),
                                        List.of())),
                        tick(),
                        Digest.ZERO,
                        "build-1"));
    }

    static Finding finding(String rule, String code, String observed) {
        return Finding.of(
                rule, code, "reports/labs.json", "a profit", observed, "run the labs again");
    }

    List<Recorded> refuse(String promotion, Finding finding) {
        return add(
                new CommandRefused(
                        "APPROVE",
                        "person:mallory",
                        "promotion/" + promotion,
                        Digest.ZERO,
                        Optional.empty(),
                        false,
                        List.of(finding),
                        tick()));
    }

    /** From collected labs to the grant, with a permit. */
    void grant(String promotion) {
        PromotionId id = new PromotionId(promotion);
        assess(promotion, LABS);
        add(new StepAccepted(id, LABS, tick()));
        add(
                admitted("ATTACH", "person:anna"),
                new EvidenceRecorded(
                        id, REVIEW, List.of(item("e-review", REVIEW, 0)), "person:anna", tick()));
        assess(promotion, REVIEW);
        add(new StepAccepted(id, REVIEW, tick()));
        JsonObject line = JsonObject.of("status", "demo_ready");
        Digest digest = Digest.of(line);
        add(new EntryProposed(id, new Proposal(line, digest, Digest.ZERO, tick())));
        long index = state.log(new LogName("demo")).length() + 1;
        SealedLine sealed = new SealedLine(new LogName("demo"), index, digest, events.size() + 1L);
        add(
                new LineAppended(new LogName("demo"), index, line, digest),
                new EntrySealed(id, sealed, tick()));
        add(new ActivationBegun(id, tick()));
        PermitRecord permit =
                new PermitRecord(
                        new PermitId("permit-" + promotion),
                        digest,
                        JsonObject.of("environment", "DEMO"),
                        tick(),
                        Optional.empty());
        add(
                new PromotionGranted(id, tick()),
                new EnvironmentPromoted(
                        Environment.DEMO,
                        new GrantRecord(
                                new GateId("demo"),
                                Digest.of(gate()),
                                id,
                                digest,
                                Optional.empty(),
                                release(),
                                sealed,
                                tick()),
                        tick()),
                new PermitIssued(permit));
    }

    List<Recorded> revoke(String promotion) {
        return add(
                admitted("REVOKE", "engine"),
                new PermitRevoked(new PermitId("permit-" + promotion), "evidence changed", tick()));
    }

    List<Recorded> withdraw(String promotion) {
        return add(
                admitted("WITHDRAW", "person:anna"),
                new PromotionEnded(
                        new PromotionId(promotion), "WITHDRAWN", "WITHDRAW", "not needed", tick()));
    }

    /** Two promotions: one granted after a failure and a rejection, one withdrawn. */
    static History full(String flavour) {
        History history = new History(flavour).founded();
        history.open("p-1");
        history.intend("p-1", 1);
        history.failed("p-1", 1, "exit 3, 100%_sure");
        history.intend("p-1", 2);
        history.succeeded("p-1", 2, "e-old");
        history.assess("p-1", LABS, finding("labs-pass", "loss", "Strata w profilu ostrożnym"));
        history.add(
                new StepReset(
                        new PromotionId("p-1"), LABS, "REJECT:labs", "rules", history.tick()));
        history.open("p-2");
        history.refuse("p-1", finding("engine-separation", "is-preparer", "mallory"));
        history.intend("p-1", 3);
        history.succeeded("p-1", 3, "e-new");
        history.grant("p-1");
        history.withdraw("p-2");
        history.revoke("p-1");
        return history;
    }

    @Override
    public JournalPosition position() {
        if (events.isEmpty()) {
            return JournalPosition.START;
        }
        Recorded last = events.get(events.size() - 1);
        return new JournalPosition(last.seq(), last.digest());
    }

    @Override
    public Optional<Digest> digestAt(long seq) {
        return seq < 1 || seq > events.size()
                ? Optional.empty()
                : Optional.of(events.get((int) seq - 1).digest());
    }

    @Override
    public Stream<Recorded> after(long seq) {
        return List.copyOf(events).stream().skip(seq);
    }
}
