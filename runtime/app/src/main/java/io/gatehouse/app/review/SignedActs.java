package io.gatehouse.app.review;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent.PersonRevoked;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.event.PromotionEvent.WaiverSigned;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.SignedStatement;
import java.util.Optional;

/**
 * Which command a person must have signed for an event, and whether the event says what that
 * command said. A signature under one act must not carry another: the engine's owner holds real
 * statements of every person. Stateless.
 */
final class SignedActs {

    /** The command that must stand in the statement, and whether it asks for this event. */
    record Wanted(String command, boolean met) {}

    private SignedActs() {}

    /** Empty for an event that needs no person's will of its own. */
    static Optional<Wanted> of(Event event, Optional<SignedStatement> signed) {
        if (event instanceof PromotionOpened e) {
            return wanted(
                    Command.OpenPromotion.class,
                    signed,
                    new Command.OpenPromotion(e.promotion(), e.gate(), e.release())::equals);
        }
        if (event instanceof SignedOff e) {
            return wanted(
                    Command.SignOffStep.class,
                    signed,
                    new Command.SignOffStep(
                                    e.promotion(),
                                    e.step(),
                                    e.signOff().role(),
                                    e.signOff().kind(),
                                    e.signOff().evidenceRoot())
                            ::equals);
        }
        if (event instanceof WaiverSigned e) {
            return wanted(
                    Command.Waive.class,
                    signed,
                    new Command.Waive(
                                    e.promotion(),
                                    e.step(),
                                    e.rule(),
                                    e.reason(),
                                    e.expires(),
                                    e.role())
                            ::equals);
        }
        if (event instanceof Approved e) {
            return wanted(
                    Command.Approve.class,
                    signed,
                    new Command.Approve(
                                    e.promotion(),
                                    e.approval().role(),
                                    e.approval().entry(),
                                    e.approval().evidenceRoot(),
                                    e.approval().definition(),
                                    e.approval().expires())
                            ::equals);
        }
        if (event instanceof ResumeSigned e) {
            return wanted(
                    Command.Resume.class, signed, new Command.Resume(e.to(), e.role())::equals);
        }
        if (event instanceof PersonRevoked e) {
            return wanted(
                    Command.RevokePerson.class,
                    signed,
                    c ->
                            c.person().equals(e.person())
                                    && c.key().equals(e.key())
                                    && c.reason().equals(e.reason())
                                    // earlier when a key had been revoked before, never later
                                    && c.since().filter(e.from()::isAfter).isEmpty());
        }
        if (event instanceof Recovered e) {
            return wanted(
                    Command.Recover.class,
                    signed,
                    new Command.Recover(e.files(), e.reason())::equals);
        }
        if (event instanceof EvidenceRecorded e && e.by().startsWith("person:")) {
            return wanted(
                    Command.AttachEvidence.class,
                    signed,
                    c ->
                            c.promotion().equals(e.promotion())
                                    && c.step().equals(e.step())
                                    && c.items().equals(e.items()));
        }
        return event instanceof LineAppended e ? line(e, signed) : Optional.empty();
    }

    private static Optional<Wanted> line(LineAppended e, Optional<SignedStatement> signed) {
        String kind = e.line().text("kind").orElse("");
        String status = e.line().text("status").orElse("");
        return switch (kind) {
            case "evidence" ->
                    wanted(
                            Command.AppendFact.class,
                            signed,
                            c -> c.log().equals(e.log()) && c.status().equals(status));
            case "supersede" ->
                    wanted(
                            Command.SupersedeLine.class,
                            signed,
                            c ->
                                    c.log().equals(e.log())
                                            && e.line()
                                                    .integer("supersedes")
                                                    .equals(Optional.of(c.index())));
            default -> Optional.empty();
        };
    }

    private static <C extends Record & Command> Optional<Wanted> wanted(
            Class<C> kind, Optional<SignedStatement> signed, java.util.function.Predicate<C> same) {
        JsonObject given =
                signed.flatMap(s -> s.statement().object("command")).orElse(JsonObject.EMPTY);
        String name = Command.nameOf(kind);
        boolean met = false;
        if (given.text("command").equals(Optional.of(name))) {
            try {
                met = same.test(RecordCodec.decode(given.without("command"), kind));
            } catch (CodecFault f) {
                met = false; // what cannot be read was not signed as this act
            }
        }
        return Optional.of(new Wanted(name, met));
    }
}
