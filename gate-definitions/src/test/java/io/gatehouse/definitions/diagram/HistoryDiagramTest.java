package io.gatehouse.definitions.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.definitions.diagram.HistoryPicture.Mark;
import io.gatehouse.definitions.diagram.HistoryPicture.Stand;
import io.gatehouse.definitions.diagram.HistoryPicture.Station;
import io.gatehouse.definitions.diagram.HistoryPicture.Track;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HistoryDiagramTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:34:56Z");

    private static HistoryPicture picture(String reason) {
        return new HistoryPicture(
                "bot-1",
                "17 sha384:0123",
                List.of(
                        new Stand(Instant.EPOCH, "NONE", false, ""),
                        new Stand(TIME, "DEMO", true, "p-1"),
                        new Stand(TIME.plusSeconds(9), "HALTED:DEMO", false, reason)),
                List.of(
                        new Track(
                                "p-1",
                                "HALTED",
                                "demo " + reason,
                                List.of(
                                        new Station("smoke", "", Mark.PASSED, Optional.of(TIME)),
                                        new Station(
                                                "check", "COLLECTED", Mark.HERE, Optional.empty()),
                                        new Station("HALTED", "", Mark.STOPPED, Optional.of(TIME)),
                                        new Station("GRANTED", "", Mark.AHEAD, Optional.empty())))),
                3);
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    }

    @Test
    void shouldSayEveryMarkInAWord() throws Exception {
        String english =
                parse(HistoryDiagram.svg(picture("losses"), "en"))
                        .getDocumentElement()
                        .getTextContent();
        String polish =
                parse(HistoryDiagram.svg(picture("straty"), "pl"))
                        .getDocumentElement()
                        .getTextContent();

        assertThat(english)
                .contains("passed", "here", "ended here", "not reached", "NOW", "HALTED:DEMO")
                .contains("2026-01-31 12:34:56", "17 sha384:0123", "from the start", ": 3");
        assertThat(polish)
                .contains("przebyty", "tutaj", "zakończono tutaj", "nieosiągnięty", "TERAZ");
    }

    @Test
    void shouldDrawEqualPicturesAlike() {
        assertThat(HistoryDiagram.svg(picture("x"), "en"))
                .isEqualTo(HistoryDiagram.svg(picture("x"), "en"))
                .isNotEqualTo(HistoryDiagram.svg(picture("y"), "en"));
    }

    @Test
    void shouldEscapeWhatAReasonSays() throws Exception {
        Document document =
                parse(HistoryDiagram.svg(picture("</text><script>x()</script>\u0001 & ]]>"), "en"));

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void shouldAlwaysStandSomewhere() {
        assertThatThrownBy(() -> new HistoryPicture("b", "1", List.of(), List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
