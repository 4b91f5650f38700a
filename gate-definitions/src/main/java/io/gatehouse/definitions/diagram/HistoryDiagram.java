package io.gatehouse.definitions.diagram;

import io.gatehouse.definitions.diagram.HistoryPicture.Mark;
import io.gatehouse.definitions.diagram.HistoryPicture.Stand;
import io.gatehouse.definitions.diagram.HistoryPicture.Station;
import io.gatehouse.definitions.diagram.HistoryPicture.Track;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the state at a moment and the way that led there: the environment over time, then each
 * promotion through the states of its gate.
 *
 * <p>Equal pictures give equal bytes. Every mark is a word and a kind of line besides its colour,
 * so that a print in black and white says the same. The languages are {@code pl}; every other is
 * English.
 */
public final class HistoryDiagram {

    private static final int WIDTH = 1_000;
    private static final int LEFT = 40;
    private static final int LANE = 88;
    private static final int BOX_HEIGHT = 34;
    private static final int STANDS_A_ROW = 6;
    private static final int STAND_WIDTH = 126;
    private static final int STAND_STEP = 156;
    private static final int STATIONS_A_ROW = 5;
    private static final int STATION_WIDTH = 164;
    private static final int STATION_HEIGHT = 66;
    private static final int STATION_STEP = 186;
    private static final List<String> LEVELS = List.of("LIVE", "PAPER", "DEMO", "NONE", "HALTED");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final HistoryPicture picture;
    private final boolean pl;
    private final Svg svg = new Svg(WIDTH);
    private int y = 42;

    private HistoryDiagram(HistoryPicture picture, String language) {
        this.picture = picture;
        this.pl = language.equals("pl");
    }

    /** The picture as an SVG document. */
    public static String svg(HistoryPicture picture, String language) {
        return new HistoryDiagram(picture, language).draw();
    }

    private String say(String polish, String english) {
        return pl ? polish : english;
    }

    private String draw() {
        String title =
                say("Stan i przebyta droga: ", "State and the way taken: ")
                        + picture.installation();
        svg.text(LEFT, y, "title", title);
        y += 22;
        svg.text(
                LEFT,
                y,
                "small",
                say("po zdarzeniu ", "as of event ") + picture.position() + " \u00b7 UTC");
        if (picture.leftOut() > 0) {
            y += 17;
            svg.text(
                    LEFT,
                    y,
                    "small",
                    say("wcześniejsze, nienarysowane: ", "earlier ones, not drawn: ")
                            + picture.leftOut());
        }
        y += 34;
        svg.text(LEFT, y, "head", say("Środowisko", "Environment"));
        y += 14;
        environment();
        y += 20;
        svg.text(LEFT, y, "head", say("Promocje", "Promotions"));
        y += 8;
        legend();
        if (picture.tracks().isEmpty()) {
            y += 26;
            svg.text(LEFT, y, "plain", say("żadnej", "none"));
        }
        picture.tracks().forEach(this::track);
        svg.grow(y + 10);
        return svg.document(title, pl ? "pl" : "en");
    }

    private static String level(Stand stand) {
        return stand.state().startsWith("HALTED") ? "HALTED" : stand.state();
    }

    private void environment() {
        List<String> levels = new ArrayList<>(LEVELS);
        levels.removeIf(
                level ->
                        picture.stands().stream()
                                .map(HistoryDiagram::level)
                                .noneMatch(level::equals));
        for (int first = 0; first < picture.stands().size(); first += STANDS_A_ROW) {
            row(levels, first);
            y += levels.size() * LANE + 8;
        }
    }

    private void row(List<String> levels, int first) {
        int last = Math.min(picture.stands().size(), first + STANDS_A_ROW);
        for (int lane = 0; lane < levels.size(); lane++) {
            int line = y + lane * LANE + LANE - 4;
            svg.line("rule", LEFT, line, WIDTH - LEFT, line);
        }
        int before = -1;
        for (int i = first; i < last; i++) {
            Stand stand = picture.stands().get(i);
            int x = LEFT + (i - first) * STAND_STEP;
            int top = y + levels.indexOf(level(stand)) * LANE + 4;
            boolean now = i == picture.stands().size() - 1;
            if (before >= 0) {
                int middle = x - (STAND_STEP - STAND_WIDTH) / 2;
                svg.arrow(
                        stand.up() ? "flow" : "back",
                        x - STAND_STEP + STAND_WIDTH,
                        before,
                        middle,
                        before,
                        middle,
                        top + BOX_HEIGHT / 2,
                        x - 2,
                        top + BOX_HEIGHT / 2);
            }
            before = top + BOX_HEIGHT / 2;
            svg.box(x, top, STAND_WIDTH, BOX_HEIGHT, style(stand, now));
            svg.text(x + 10, top + 22, "head", stand.state());
            below(stand, x, top + BOX_HEIGHT + 14, now);
        }
    }

    private static String style(Stand stand, boolean now) {
        if (level(stand).equals("HALTED")) {
            return "halt";
        }
        return now ? "here" : "passed";
    }

    private void below(Stand stand, int x, int top, boolean now) {
        String time =
                stand.since().equals(Instant.EPOCH)
                        ? say("od początku", "from the start")
                        : TIME.format(stand.since());
        svg.text(x, top, "state", time);
        String cause =
                (now ? say("TERAZ", "NOW") + (stand.cause().isEmpty() ? "" : " \u00b7 ") : "")
                        + stand.cause();
        List<String> lines = Svg.wrap(cause, STAND_STEP - 16, 12);
        for (int i = 0; i < Math.min(2, lines.size()); i++) {
            String more = i == 1 && lines.size() > 2 ? "\u2026" : "";
            svg.text(x, top + 14 * (i + 1), "state", lines.get(i) + more);
        }
    }

    private static String shortened(String text, int width, int size) {
        List<String> lines = Svg.wrap(text, width, size);
        if (lines.isEmpty()) {
            return "";
        }
        return lines.size() == 1
                ? lines.get(0)
                : lines.get(0).substring(0, Math.max(0, lines.get(0).length() - 1)) + "\u2026";
    }

    private void legend() {
        int x = LEFT;
        for (Mark mark : Mark.values()) {
            svg.box(x, y + 4, 22, 14, style(mark));
            svg.text(x + 30, y + 16, "small", word(mark));
            x += 150;
        }
        y += 24;
    }

    private static String style(Mark mark) {
        return switch (mark) {
            case PASSED -> "passed";
            case HERE -> "here";
            case STOPPED -> "halt";
            case AHEAD -> "ahead";
        };
    }

    private String word(Mark mark) {
        return switch (mark) {
            case PASSED -> say("przebyty", "passed");
            case HERE -> say("tutaj", "here");
            case STOPPED -> say("zakończono tutaj", "ended here");
            case AHEAD -> say("nieosiągnięty", "not reached");
        };
    }

    private void track(Track track) {
        y += 30;
        svg.text(LEFT, y, "head", track.promotion() + ": " + track.outcome());
        for (String line : Svg.wrap(track.note(), WIDTH - 2 * LEFT, 12)) {
            y += 17;
            svg.text(LEFT, y, "small", line);
        }
        y += 12;
        for (int i = 0; i < track.stations().size(); i++) {
            int column = i % STATIONS_A_ROW;
            if (i > 0 && column == 0) {
                y += STATION_HEIGHT + 16;
            }
            station(track.stations().get(i), LEFT + column * STATION_STEP, i, column);
        }
        y += STATION_HEIGHT;
    }

    private void station(Station station, int x, int index, int column) {
        if (column > 0) {
            int middle = y + STATION_HEIGHT / 2;
            svg.arrow("flow", x - STATION_STEP + STATION_WIDTH, middle, x - 2, middle);
        }
        svg.box(x, y, STATION_WIDTH, STATION_HEIGHT, style(station.mark()));
        svg.text(
                x + 9,
                y + 19,
                "plain",
                shortened((index + 1) + ". " + station.name(), STATION_WIDTH - 14, 13));
        String note =
                word(station.mark())
                        + (station.note().isEmpty() ? "" : " \u00b7 " + station.note());
        svg.text(x + 9, y + 37, "small", shortened(note, STATION_WIDTH - 14, 12));
        station.time().ifPresent(time -> svg.text(x + 9, y + 55, "state", TIME.format(time)));
    }
}
