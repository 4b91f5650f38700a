package io.gatehouse.definitions.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.definitions.load.DefinitionFile;
import io.gatehouse.definitions.load.DefinitionLoader;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DiagramTest {

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    }

    @Test
    void shouldDrawEveryGateInBothLanguages() throws Exception {
        for (GateDefinition gate : DefinitionLoader.builtIn().gates().values()) {
            for (String language : List.of("pl", "en")) {
                String svg = GateDiagram.svg(gate, language);
                String text = parse(svg).getDocumentElement().getTextContent();
                for (StepDefinition step : gate.steps()) {
                    assertThat(text)
                            .contains(
                                    step.title().in(language),
                                    step.id().value(),
                                    step.responsible().code());
                }
                assertThat(text)
                        .contains(gate.grants().status(), gate.decision().title().in(language));
                assertThat(GateDiagram.svg(gate, language)).isEqualTo(svg);
            }
        }
    }

    @Test
    void shouldEscapeWhatADefinitionSays() throws Exception {
        String yaml = new String(DefinitionLoader.builtInBytes("demo"), UTF_8);
        String hostile =
                yaml.replace(
                        "en: Metrics and TLS",
                        "en: \"</text><script>alert(1)</script>\\u0001 & ]]>\"");
        GateDefinition gate =
                DefinitionFile.read("demo.yaml", hostile.getBytes(UTF_8)).gate().orElseThrow();

        Document document = parse(GateDiagram.svg(gate, "en"));

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getDocumentElement().getTextContent())
                .contains("<script>alert(1)</script>");
    }

    @Test
    void shouldDrawTheEnvironments() throws Exception {
        for (String language : List.of("pl", "en")) {
            String text =
                    parse(EnvironmentDiagram.svg(language)).getDocumentElement().getTextContent();
            assertThat(text)
                    .contains("NONE", "DEMO", "PAPER", "LIVE", "HALTED:LIVE", "NONE, DEMO, PAPER");
        }
    }

    @Test
    void shouldWrapLongTextsWithinTheirWidth() {
        assertThat(Svg.wrap("a".repeat(100) + " b", 200, 13))
                .hasSizeGreaterThan(3)
                .allMatch(l -> l.length() <= 28);
    }
}
