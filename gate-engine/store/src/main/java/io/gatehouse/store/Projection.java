package io.gatehouse.store;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.LedgerEvent.TailCut;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.ActionFailed;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.StepState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Events and states to rows. What an event says for ever is inserted once; what an aggregate is now
 * is replaced from its state, so that the rows cannot drift from what the appliers made.
 */
final class Projection {

    static final List<String> TABLES =
            List.of(
                    "events",
                    "promotions",
                    "steps",
                    "evidence",
                    "assessments",
                    "results",
                    "findings",
                    "decisions",
                    "permits",
                    "environment",
                    "projection");

    private static final int LONGEST = 4_000;

    private final JdbcTemplate jdbc;

    /** Rows of the transaction under way, each kind of which one statement inserts. */
    private final List<Object[]> events = new ArrayList<>();

    private final List<Object[]> results = new ArrayList<>();

    Projection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Who caused the event: what follows a request was done for the one who made it. */
    static String actorOf(Event event, String before) {
        if (event instanceof CommandAdmitted e) {
            return e.actor();
        }
        if (event instanceof CommandRefused e) {
            return e.actor();
        }
        return event instanceof TailCut ? "engine" : before;
    }

    /** Before the first event of a transaction. */
    void begin() {
        events.clear();
        results.clear();
    }

    /** After the last one. */
    void end() {
        jdbc.batchUpdate("INSERT INTO events VALUES (?,?,?,?,?,?)", events);
        jdbc.batchUpdate("INSERT INTO results VALUES (?,?,?,?,?)", results);
        begin();
    }

    void insert(long seq, Draft draft, Event event, String actor) {
        events.add(
                new Object[] {
                    seq,
                    time(draft.time()),
                    draft.type(),
                    draft.version(),
                    event.aggregate().value(),
                    clip(actor, 200)
                });
        if (event instanceof EvidenceRecorded e) {
            e.items().forEach(item -> insertEvidence(seq, e.promotion().value(), item));
        } else if (event instanceof Assessed e) {
            insertAssessment(seq, draft.type(), e);
        } else if (event instanceof ActionFailed e) {
            insertFindings(seq, draft.type(), e.promotion().value(), e.slot(), e.findings());
        } else if (event instanceof CommandRefused e) {
            String promotion =
                    e.subject().startsWith("promotion/")
                            ? clip(e.subject().substring("promotion/".length()), 64)
                            : null;
            insertFindings(seq, draft.type(), promotion, null, e.findings());
        } else if (event instanceof LineAppended e) {
            jdbc.update(
                    "INSERT INTO decisions VALUES (?,?,?,?,?,?)",
                    e.log().value(),
                    e.index(),
                    seq,
                    clip(e.line().text("status").orElse(""), 200),
                    e.digest().value(),
                    time(draft.time()));
        } else if (event instanceof EnvironmentReverified e) {
            insertFindings(
                    seq,
                    draft.type(),
                    e.answers().map(a -> a.promotion().value()).orElse(null),
                    null,
                    e.findings());
        } else if (event instanceof PermitRenewed e) {
            jdbc.update(
                    "UPDATE permits SET digest = ? WHERE id = ?",
                    e.digest().value(),
                    e.permit().value());
        } else if (event instanceof PermitIssued e) {
            jdbc.update(
                    "INSERT INTO permits VALUES (?,?,?,?,?,?,?)",
                    e.permit().id().value(),
                    seq,
                    e.permit().digest().value(),
                    clip(e.permit().permit().text("environment").orElse(""), 16),
                    time(e.permit().issued()),
                    e.permit().revoked().map(Projection::time).orElse(null),
                    "");
        } else if (event instanceof PermitRevoked e) {
            jdbc.update(
                    "UPDATE permits SET revoked = ?, reason = ? WHERE id = ?",
                    time(e.at()),
                    clip(e.reason()),
                    e.permit().value());
        }
    }

    private void insertEvidence(long seq, String promotion, EvidenceItem item) {
        jdbc.update(
                "INSERT INTO evidence VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,FALSE)",
                promotion,
                item.id().value(),
                seq,
                item.step().value(),
                item.artefact().value(),
                item.attempt(),
                clip(item.path()),
                item.size(),
                item.digests().sha256().value(),
                item.digests().sha384().value(),
                time(item.recorded()),
                item.secret(),
                clip(item.by(), 200));
    }

    private void insertAssessment(long seq, String type, Assessed e) {
        jdbc.update(
                "INSERT INTO assessments VALUES (?,?,?,?,?,?,?)",
                seq,
                e.promotion().value(),
                e.step().value(),
                e.verdict().name(),
                time(e.asOf()),
                e.evidenceRoot().value(),
                clip(e.build(), 200));
        List<Finding> findings = new ArrayList<>();
        int ordinal = 0;
        for (RuleResult result : e.results()) {
            results.add(
                    new Object[] {
                        seq,
                        ordinal++,
                        result.rule().value(),
                        result.version(),
                        result.verdict().name()
                    });
            findings.addAll(result.findings());
        }
        insertFindings(seq, type, e.promotion().value(), e.step().value(), findings);
    }

    private void insertFindings(
            long seq, String type, String promotion, String step, List<Finding> findings) {
        int ordinal = 0;
        for (Finding finding : findings) {
            String subject = clip(finding.subject());
            String expected = clip(finding.expected());
            String observed = clip(finding.observed());
            String remedy = clip(finding.remedy());
            String haystack =
                    String.join(
                                    "\n",
                                    finding.rule().value(),
                                    clip(finding.code(), 200),
                                    subject,
                                    expected,
                                    observed,
                                    remedy)
                            .toLowerCase(Locale.ROOT);
            jdbc.update(
                    "INSERT INTO findings VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                    seq,
                    ordinal++,
                    promotion,
                    step,
                    type,
                    finding.rule().value(),
                    clip(finding.code(), 200),
                    subject,
                    expected,
                    observed,
                    remedy,
                    clip(finding.clause(), 200),
                    finding.pending(),
                    clip(haystack, 20_000));
        }
    }

    /** Replaces what is known of a promotion's present by its state. */
    void refresh(PromotionState state, Present view) {
        String id = state.id().value();
        Optional<SealedLine> line = state.sealed();
        jdbc.update("DELETE FROM promotions WHERE id = ?", id);
        jdbc.update(
                "INSERT INTO promotions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                id,
                state.gate().value(),
                state.definition().value(),
                state.machine(),
                state.isFinal(),
                state.requester().value(),
                time(state.opened()),
                time(state.touched()),
                state.release().id(),
                state.release().bundle().value(),
                state.release().commit(),
                clip(state.reason()),
                line.map(l -> l.log().value()).orElse(null),
                line.map(SealedLine::index).orElse(null));
        jdbc.update("DELETE FROM steps WHERE promotion = ?", id);
        view.definition(state.definition()).ifPresent(gate -> insertSteps(state, gate));
        String[] items = state.evidence().keySet().toArray(String[]::new);
        jdbc.update(
                "UPDATE evidence SET counts = NOT counts"
                        + " WHERE promotion = ? AND counts <> (id = ANY (?))",
                id,
                items);
    }

    private void insertSteps(PromotionState state, GateDefinition gate) {
        List<Object[]> rows = new ArrayList<>();
        for (StepDefinition definition : gate.steps()) {
            StepState step = state.step(definition.id());
            rows.add(
                    new Object[] {
                        state.id().value(),
                        rows.size(),
                        definition.id().value(),
                        status(state, gate, definition),
                        step.attempt(),
                        step.action().map(a -> clip(a.key(), 128)).orElse(null),
                        step.action().map(a -> a.phase().name()).orElse(null),
                        step.signOffs().size()
                    });
        }
        jdbc.batchUpdate("INSERT INTO steps VALUES (?,?,?,?,?,?,?,?)", rows);
    }

    private static String status(PromotionState state, GateDefinition gate, StepDefinition step) {
        if (GateMachine.isAt(state.machine(), step.id())) {
            return state.machine().substring(step.id().value().length() + 1);
        }
        if (GateMachine.isAccepted(gate, state.machine(), step.id())) {
            return "ACCEPTED";
        }
        return state.isFinal() ? "ENDED" : "WAITING";
    }

    void refresh(EnvironmentState state) {
        jdbc.update("DELETE FROM environment");
        jdbc.update(
                "INSERT INTO environment VALUES (TRUE,?,?,?,?)",
                state.machine(),
                time(state.since()),
                clip(state.reason()),
                state.permit().map(permit -> permit.id().value()).orElse(null));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String clip(String text) {
        return clip(text, LONGEST);
    }

    /** Cuts without leaving half of a character behind. */
    static String clip(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
