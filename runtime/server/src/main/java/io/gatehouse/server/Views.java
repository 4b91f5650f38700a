package io.gatehouse.server;

import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests that show the state as it is now. */
final class Views {

    private static final int MOST = 500;
    private static final int PAGE = 100;

    private final Houses houses;
    private final Replies replies;

    Views(Houses houses, Replies replies) {
        this.houses = houses;
        this.replies = replies;
    }

    /** {@code GET /v1/installations}. */
    void installations(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<JsonObject> all = new ArrayList<>();
        for (House house : houses.all()) {
            all.add(house.access().read(state -> brief(house, state)));
        }
        replies.write(
                response,
                JsonObject.builder()
                        .put("schema", "gatehouse.installations/1")
                        .put("installations", all)
                        .put("not_opened", houses.faults().size())
                        .build());
    }

    private static JsonObject brief(House house, InstallationView state) {
        return JsonObject.builder()
                .put("installation", house.installation().value())
                .put("workspace", house.workspace().toString())
                .put("environment", state.environment().machine())
                .put("up", house.isUp())
                .put("journal", Wire.encode(house.access().position()))
                .build();
    }

    /** {@code GET /v1/installations/{id}}. */
    void installation(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean latched = new HaltLatch(house.workspace()).isDown();
        JsonObject body = house.access().read(state -> whole(house, state, latched));
        // The tag and the body are of the same moment: both are read under the engine's lock.
        response.setHeader("ETag", body.text("etag").orElseThrow());
        replies.write(response, body);
    }

    private static JsonObject whole(House house, InstallationView state, boolean latched) {
        EnvironmentState environment = state.environment();
        JournalPosition position = house.access().position();
        return brief(house, state)
                .with("schema", "gatehouse.installation/1")
                .with("etag", Tags.of(position))
                .with("since", environment.since().toString())
                .with("halt_latch", latched)
                .with("permit", permitOf(environment).map(permit -> permit.id().value()).orElse(""))
                .with("admitted", state.ledger().admitted())
                .with("refused", state.ledger().refused())
                .with("open_promotions", state.openPromotions().size());
    }

    private static Optional<PermitRecord> permitOf(EnvironmentState environment) {
        return environment.permit().filter(permit -> permit.revoked().isEmpty());
    }

    /** {@code GET .../promotions?state=open|all&after=ID&limit=N}, in order of their ids. */
    void promotions(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean all = "all".equals(request.getParameter("state"));
        int limit = limit(request.getParameter("limit"));
        String after = Optional.ofNullable(request.getParameter("after")).orElse("");
        List<JsonObject> page =
                house.access()
                        .read(
                                state ->
                                        (all ? state.promotions() : state.openPromotions())
                                                .stream()
                                                        .filter(
                                                                p ->
                                                                        p.id().value()
                                                                                        .compareTo(
                                                                                                after)
                                                                                > 0)
                                                        .limit(limit + 1L)
                                                        .map(Views::row)
                                                        .toList());
        JsonObject.Builder body =
                JsonObject.builder()
                        .put("schema", "gatehouse.promotions/1")
                        .put("promotions", page.subList(0, Math.min(limit, page.size())));
        if (page.size() > limit) {
            body.put("next", page.get(limit - 1).text("promotion").orElseThrow());
        }
        replies.write(response, body.build());
    }

    private static int limit(String text) {
        if (text == null) {
            return PAGE;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
            throw Problem.of(ProblemType.MALFORMED, "limit: a number from 1 to " + MOST).thrown();
        }
        return Integer.parseInt(text);
    }

    private static JsonObject row(PromotionState promotion) {
        return JsonObject.builder()
                .put("promotion", promotion.id().value())
                .put("gate", promotion.gate().value())
                .put("release", promotion.release().id())
                .put("state", promotion.machine())
                .put("evidence_root", promotion.evidenceRoot().value())
                .build();
    }

    /** {@code GET .../promotions/{promotion}}. */
    void promotion(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getRequestURI();
        String id = path.substring(path.lastIndexOf('/') + 1);
        Optional<PromotionState> found = house.access().read(state -> find(state, id));
        PromotionState promotion =
                found.orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "no such promotion").thrown());
        response.setHeader("ETag", Tags.of(promotion));
        replies.write(
                response,
                JsonObject.builder()
                        .put("schema", "gatehouse.promotion/1")
                        .put("promotion", RecordCodec.encode(promotion))
                        .build());
    }

    private static Optional<PromotionState> find(InstallationView state, String id) {
        try {
            return state.promotion(new PromotionId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code GET .../permit}: the permit in force. */
    void permit(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PermitRecord permit =
                house.access()
                        .read(state -> permitOf(state.environment()))
                        .orElseThrow(
                                () ->
                                        Problem.of(ProblemType.NOT_FOUND, "no permit is in force")
                                                .thrown());
        replies.write(
                response,
                JsonObject.builder()
                        .put("schema", "gatehouse.permit/1")
                        .put("permit", permit.permit())
                        .build());
    }
}
