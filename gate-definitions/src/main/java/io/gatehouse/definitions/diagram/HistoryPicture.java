package io.gatehouse.definitions.diagram;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a picture of a history shows.
 *
 * @param installation whose history it is
 * @param position up to which event, as people write it down
 * @param stands where the environment stood, the first one first; never empty
 * @param tracks promotions in the order in which they were opened
 * @param leftOut how many earlier stands and promotions are not drawn
 */
public record HistoryPicture(
        String installation, String position, List<Stand> stands, List<Track> tracks, int leftOut) {

    /**
     * A place where the environment stood.
     *
     * @param state an environment, or {@code HALTED:<before>}
     * @param up whether a gate led here; everything else is a way down or back
     * @param cause the command that led here, with its reason
     */
    public record Stand(Instant since, String state, boolean up, String cause) {}

    /** How far one state of a promotion got. */
    public enum Mark {
        PASSED,
        HERE,
        STOPPED,
        AHEAD
    }

    /**
     * One state of a promotion.
     *
     * @param name a step's id or a state of the machine
     * @param note the phase within the step, how often it was begun again
     * @param time when it was passed or entered; empty when it was not
     */
    public record Station(String name, String note, Mark mark, Optional<Instant> time) {}

    /**
     * The way that one promotion took through its gate.
     *
     * @param outcome state of its machine
     * @param note gate, release, definition, and why it ended
     */
    public record Track(String promotion, String outcome, String note, List<Station> stations) {
        public Track {
            stations = List.copyOf(stations);
        }
    }

    public HistoryPicture {
        stands = List.copyOf(stands);
        tracks = List.copyOf(tracks);
        if (stands.isEmpty()) {
            throw new IllegalArgumentException("an installation always stands somewhere");
        }
    }
}
