package io.gatehouse.app.review;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.ActivationBegun;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.ProposalVoided;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.definitions.diagram.HistoryPicture;
import io.gatehouse.definitions.diagram.HistoryPicture.Mark;
import io.gatehouse.definitions.diagram.HistoryPicture.Stand;
import io.gatehouse.definitions.diagram.HistoryPicture.Station;
import io.gatehouse.definitions.diagram.HistoryPicture.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way that environment and promotions took, picked from events as they go by. */
final class Way {

    /** More than these make a picture that nobody reads; the later ones are kept. */
    private static final int MOST_STANDS = 36;

    private static final int MOST_TRACKS = 24;

    private final List<Stand> stands = new ArrayList<>();
    private final Map<PromotionId, Times> promotions = new LinkedHashMap<>();
    private int leftOut;

    Way() {
        stands.add(new Stand(Instant.EPOCH, "NONE", false, ""));
    }

    /** When a promotion entered or passed what, and how often a step was begun again. */
    private static final class Times {
        private final Map<String, Instant> at = new TreeMap<>();
        private final Map<String, Integer> again = new TreeMap<>();
    }

    /**
     * Looks at the next event.
     *
     * @param after the state after its group
     */
    void accept(Event event, InstallationView after) {
        if (event instanceof EnvironmentPromoted e) {
            stand(new Stand(e.at(), e.to().name(), true, e.grant().promotion().value()));
        } else if (event instanceof EnvironmentDemoted e) {
            stand(new Stand(e.at(), e.to().name(), false, "DEMOTE: " + e.reason()));
        } else if (event instanceof EnvironmentHalted e) {
            stand(new Stand(e.at(), after.environment().machine(), false, "HALT: " + e.reason()));
        } else if (event instanceof EnvironmentResumed e) {
            stand(new Stand(e.at(), e.to().name(), false, "RESUME"));
        } else if (event instanceof PromotionEvent e) {
            promotion(e, after);
        }
    }

    private void stand(Stand stand) {
        stands.add(stand);
        if (stands.size() > MOST_STANDS) {
            stands.remove(0);
            leftOut++;
        }
    }

    private void promotion(PromotionEvent event, InstallationView after) {
        if (event instanceof PromotionOpened) {
            promotions.put(event.promotion(), new Times());
            if (promotions.size() > MOST_TRACKS) {
                promotions.remove(promotions.keySet().iterator().next());
                leftOut++;
            }
        }
        Times times = promotions.get(event.promotion());
        if (times == null) {
            return;
        }
        if (event instanceof StepAccepted e) {
            times.at.put(e.step().value(), e.at());
        } else if (event instanceof StepReset e) {
            times.again.merge(e.step().value(), 1, Integer::sum);
            reset(times, e, after);
        } else if (event instanceof EntryProposed e) {
            times.at.put(GateMachine.PROPOSED, e.proposal().at());
        } else if (event instanceof ProposalVoided) {
            times.at.remove(GateMachine.PROPOSED);
        } else if (event instanceof EntrySealed e) {
            times.at.put(GateMachine.SEALED, e.at());
        } else if (event instanceof ActivationBegun e) {
            times.at.put(GateMachine.ACTIVATING, e.at());
        } else if (event instanceof PromotionGranted e) {
            times.at.put(GateMachine.GRANTED, e.at());
        } else if (event instanceof PromotionEnded e) {
            times.at.put(e.state(), e.at());
        }
    }

    /** What is done again is not passed, nor is what came after it. */
    private static void reset(Times times, StepReset e, InstallationView after) {
        boolean following = false;
        for (StepDefinition step :
                gate(e.promotion(), after).map(GateDefinition::steps).orElse(List.of())) {
            following |= step.id().equals(e.step());
            if (following) {
                times.at.remove(step.id().value());
            }
        }
        times.at.remove(GateMachine.PROPOSED);
    }

    private static Optional<GateDefinition> gate(PromotionId id, InstallationView state) {
        return state.promotion(id).flatMap(p -> state.definition(p.definition()));
    }

    HistoryPicture picture(InstallationView state, String position) {
        List<Track> tracks = new ArrayList<>();
        promotions.forEach(
                (id, times) ->
                        state.promotion(id)
                                .ifPresent(
                                        p ->
                                                gate(id, state)
                                                        .ifPresent(
                                                                g ->
                                                                        tracks.add(
                                                                                track(
                                                                                        p, g,
                                                                                        times)))));
        return new HistoryPicture(
                state.governance().installation().map(Object::toString).orElse("-"),
                position,
                stands,
                tracks,
                leftOut);
    }

    private static Track track(PromotionState promotion, GateDefinition gate, Times times) {
        List<Station> stations = new ArrayList<>();
        for (StepDefinition step : gate.steps()) {
            String id = step.id().value();
            boolean here = GateMachine.isAt(promotion.machine(), step.id());
            String phase = here ? promotion.machine().substring(id.length() + 1) : "";
            String again = times.again.containsKey(id) ? times.again.get(id) + "\u00d7 \u21ba" : "";
            stations.add(station(id, (phase + " " + again).strip(), here, times));
        }
        for (String state :
                List.of(
                        GateMachine.PROPOSED,
                        GateMachine.SEALED,
                        GateMachine.ACTIVATING,
                        GateMachine.GRANTED)) {
            stations.add(
                    station(
                            state,
                            "",
                            promotion.machine().equals(state) && !promotion.isFinal(),
                            times));
        }
        if (promotion.isFinal() && !promotion.machine().equals(GateMachine.GRANTED)) {
            stations.add(
                    new Station(
                            promotion.machine(),
                            "",
                            Mark.STOPPED,
                            Optional.ofNullable(times.at.get(promotion.machine()))));
        }
        return new Track(
                promotion.id().value(),
                promotion.machine(),
                gate.id()
                        + " \u00b7 "
                        + promotion.release().id()
                        + " \u00b7 "
                        + gate.digest().abbreviated()
                        + (promotion.reason().isEmpty() ? "" : " \u00b7 " + promotion.reason()),
                stations);
    }

    private static Station station(String name, String note, boolean here, Times times) {
        Optional<Instant> time = Optional.ofNullable(times.at.get(name));
        Mark mark = here ? Mark.HERE : time.isPresent() ? Mark.PASSED : Mark.AHEAD;
        return new Station(name, note, mark, time);
    }
}
