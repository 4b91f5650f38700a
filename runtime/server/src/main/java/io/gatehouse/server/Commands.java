package io.gatehouse.server;

import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.remote.WireFault;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.InstallationView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Requests that change something. */
final class Commands {

    private static final String REPLAYED = "Idempotency-Replayed";

    private final Houses houses;
    private final Replies replies;

    Commands(Houses houses, Replies replies) {
        this.houses = houses;
        this.replies = replies;
    }

    /** {@code POST .../commands}: a person's signed command. */
    void command(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Wire.Signed signed = signed(Bodies.read(request));
        requireAccepting(house);
        String language = Replies.language(request);
        Optional<String> key = key(request);
        if (key.isPresent() && !house.answers().bind(key.get(), signed.digest())) {
            throw Problem.of(ProblemType.KEY_REUSED, "").thrown();
        }
        List<String> tags =
                Optional.ofNullable(request.getHeader("If-Match"))
                        .map(Tags::parse)
                        .orElse(List.of());
        boolean conditional = request.getHeader("If-Match") != null;
        Answers.Given given =
                house.answers()
                        .answer(
                                signed,
                                () -> {
                                    Handled handled =
                                            house.submit(
                                                    signed,
                                                    state -> {
                                                        if (conditional) {
                                                            requireMatch(
                                                                    house,
                                                                    state,
                                                                    signed.command(),
                                                                    tags);
                                                        }
                                                    });
                                    house.answers().journalled(signed, handled.outcome());
                                    return stored(handled, true, language);
                                },
                                // What followed then is not told apart from what others caused.
                                outcome ->
                                        stored(new Handled(outcome, List.of()), false, language));
        Stored stored = given.stored();
        response.setHeader("ETag", stored.etag());
        if (given.replayed()) {
            response.setHeader(REPLAYED, "true");
        }
        replies.write(
                response,
                stored.status(),
                stored.isProblem() ? Problem.MEDIA_TYPE : Replies.JSON,
                stored.body());
    }

    private static Wire.Signed signed(JsonObject body) {
        try {
            return Wire.decodeSigned(body);
        } catch (WireFault e) {
            ProblemType type =
                    switch (e.kind()) {
                        case MALFORMED -> ProblemType.MALFORMED;
                        case UNKNOWN_COMMAND -> ProblemType.UNKNOWN_COMMAND;
                        case ENGINE_COMMAND -> ProblemType.ENGINE_COMMAND;
                    };
            throw Problem.of(type, e.getMessage()).thrown();
        }
    }

    private void requireAccepting(House house) {
        if (!houses.isAccepting()) {
            throw Problem.of(ProblemType.STOPPING, "").thrown();
        }
        house.ifDown()
                .ifPresent(
                        down -> {
                            throw down;
                        });
    }

    private static Optional<String> key(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Problem.of(
                            ProblemType.MALFORMED,
                            "Idempotency-Key: 1 to 255 visible characters of ASCII")
                    .thrown();
        }
        return Optional.of(key);
    }

    /** Under the engine's lock, so that nothing comes between the look and the decision. */
    private static void requireMatch(
            House house, InstallationView state, Command command, List<String> tags) {
        boolean matches = tags.contains("*") || tags.contains(Tags.of(house.access().position()));
        if (!matches && command instanceof OnPromotion on) {
            matches =
                    state.promotion(on.promotion())
                            .map(Tags::of)
                            .filter(tags::contains)
                            .isPresent();
        }
        if (!matches) {
            throw Problem.of(ProblemType.POSITION_MOVED, "").thrown();
        }
    }

    /**
     * @param complete whether what followed is all there
     */
    private static Stored stored(Handled handled, boolean complete, String language) {
        JsonObject body =
                Wire.encode(handled)
                        .with("schema", "gatehouse.handled/1")
                        .with("complete", complete);
        Outcome outcome = handled.outcome();
        String etag = Tags.of(outcome.position());
        if (outcome.isAdmitted()) {
            return new Stored(200, CanonicalJson.bytes(body), etag);
        }
        Reason reason = outcome.refusal().orElseThrow();
        Problem problem =
                new Problem(
                        ProblemType.of(reason),
                        "refused, and on record as event "
                                + outcome.position().seq()
                                + " or shortly before",
                        outcome.findings(),
                        body);
        return new Stored(
                problem.type().status(), CanonicalJson.bytes(problem.toJson(language)), etag);
    }

    /** {@code POST .../settle}: what needs no person goes on now and not at the next round. */
    void settle(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requireAccepting(house);
        List<JsonObject> outcomes = house.settle().stream().map(Wire::encode).toList();
        replies.write(
                response,
                JsonObject.builder()
                        .put("schema", "gatehouse.settled/1")
                        .put("outcomes", outcomes)
                        .put("journal", Wire.encode(house.access().position()))
                        .build());
    }

    /** {@code POST .../rebuild}: what is derived is made anew from the journal. */
    void rebuild(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requireAccepting(house);
        Rebuilt rebuilt = house.rebuild();
        JsonObject.Builder body =
                JsonObject.builder()
                        .put("schema", "gatehouse.rebuilt/1")
                        .put("promotions", rebuilt.promotions());
        rebuilt.rows()
                .ifPresent(
                        rows -> {
                            JsonObject.Builder counts = JsonObject.builder();
                            rows.forEach((kind, count) -> counts.put(kind, new JsonInteger(count)));
                            body.put("rows", counts.build());
                        });
        replies.write(response, body.build());
    }
}
