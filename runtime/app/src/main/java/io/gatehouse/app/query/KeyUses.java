package io.gatehouse.app.query;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.SignedStatement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where one key was used, picked from the journal while it is read, in its order. */
public final class KeyUses implements Consumer<Recorded> {

    /**
     * One signature of the key.
     *
     * @param kind line, approval-in-line, permit, or the command that a person signed in lower case
     * @param subject the line, permit or promotion
     * @param at the time that counts for the key's validity
     */
    public record Use(String kind, String subject, Instant at) {

        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("kind", kind)
                    .put("subject", subject)
                    .put("at", at.toString())
                    .build();
        }
    }

    private final KeyId key;
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> renewals = new HashSet<>();

    public KeyUses(KeyId key) {
        this.key = key;
    }

    @Override
    public void accept(Recorded recorded) {
        Draft draft = recorded.draft();
        try {
            switch (draft.type()) {
                case "COMMAND_ADMITTED", "LINE_APPENDED", "PERMIT_ISSUED", "PERMIT_RENEWED" ->
                        look(EventCodec.decode(draft.type(), draft.version(), draft.data()));
                default -> {}
            }
        } catch (CodecFault e) {
            // The loader refuses the journal for it; there is nothing to pick here.
            return;
        }
    }

    private void look(Object event) {
        if (event instanceof CommandAdmitted admitted) {
            admitted.signed()
                    .filter(signed -> signed.key().equals(key))
                    .ifPresent(signed -> statement(admitted, signed));
        } else if (event instanceof LineAppended appended) {
            line(appended);
        } else if (event instanceof PermitIssued issued
                && signs(issued.permit().permit().object("signature"), key)) {
            uses.add(new Use("permit", issued.permit().id().value(), issued.permit().issued()));
        } else if (event instanceof PermitRenewed renewed
                && signs(Optional.of(renewed.signature()), key)
                && renewals.add(renewed.permit().value())) {
            // one of each permit: a lease is renewed each minute
            uses.add(new Use("permit", renewed.permit().value(), renewed.renewed()));
        }
    }

    private void statement(CommandAdmitted admitted, SignedStatement signed) {
        JsonObject command = signed.statement().object("command").orElse(JsonObject.EMPTY);
        uses.add(
                new Use(
                        admitted.command().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        command.text("promotion").or(() -> command.text("to")).orElse("-"),
                        admitted.at()));
    }

    private void line(LineAppended appended) {
        String name = appended.log() + ".jsonl:" + appended.index();
        timesOf(appended.line(), key).forEach(use -> uses.add(new Use(use.kind(), name, use.at())));
    }

    /** What a key signed in a line of a decision log, and at which time that counts. */
    static List<Use> timesOf(JsonObject line, KeyId key) {
        List<Use> found = new ArrayList<>();
        Instant time = time(line.text("timestamp")).orElse(Instant.MAX);
        boolean coded =
                line.object("signatures")
                        .map(JsonObject::members)
                        .filter(
                                all ->
                                        all.values().stream()
                                                .anyMatch(
                                                        v ->
                                                                v instanceof JsonString text
                                                                        && text.value()
                                                                                .startsWith(
                                                                                        "hmac:sha384:"
                                                                                                + key
                                                                                                + ":")))
                        .isPresent();
        if (coded || signs(line.object("signature"), key)) {
            found.add(new Use("line", "", time));
        }
        line.array("approvals").stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(a -> a.text("key").equals(Optional.of(key.value())))
                .forEach(
                        a ->
                                found.add(
                                        new Use(
                                                "approval-in-line",
                                                "",
                                                a.object("statement")
                                                        .flatMap(s -> time(s.text("issued")))
                                                        .orElse(time))));
        return found;
    }

    private static boolean signs(Optional<JsonObject> signature, KeyId key) {
        return signature.flatMap(s -> s.text("key_id")).equals(Optional.of(key.value()));
    }

    private static Optional<Instant> time(Optional<String> text) {
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException e) {
            // A time that cannot be read counts as late: what bears it is affected.
            return Optional.empty();
        }
    }

    /** In the order of the journal. */
    public List<Use> all() {
        return List.copyOf(uses);
    }
}
