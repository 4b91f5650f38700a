package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ConfigReportTest {

    private static final byte[] FAULTY =
            "runtime:\n  compliance_confirmed: true\n  \"k<&]]>\u0085\": 1\nruntim: 2\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static ConfigReport report(byte[] bytes) {
        return new ConfigReport(
                "config/core.yaml",
                ConfigValidation.of(bytes, ConfigProfile.DEMO, ConfigFiles.UNSEEN));
    }

    @Test
    void shouldNameVerdictProfileDigestsAndFindings() throws Exception {
        JsonObject json =
                (JsonObject) StrictJson.readEvidence(report(FAULTY).fileBytes()).orThrow();

        assertThat(json.requireText("schema")).isEqualTo("gatehouse-config-report/1");
        assertThat(json.requireText("verdict")).isEqualTo("FAIL");
        assertThat(json.requireText("profile")).isEqualTo("demo");
        assertThat(json.object("config").orElseThrow().requireText("sha384"))
                .isEqualTo(DigestPair.of(FAULTY).sha384().value());
        assertThat(json.object("config").orElseThrow().requireText("sha256"))
                .isEqualTo(DigestPair.of(FAULTY).sha256().value());
        assertThat(json.array("errors")).hasSize(2);
        JsonObject first = (JsonObject) json.array("findings").get(1);
        assertThat(first.requireText("code")).isEqualTo("compliance_confirmed_by_hand");
        assertThat(first.requireText("path")).isEqualTo("runtime.compliance_confirmed");
        assertThat(first.integer("line")).contains(2L);
        assertThat(first.integer("column")).contains(25L);
        assertThat(first.requireText("origin")).isEqualTo("ours");
        assertThat(first.flag("waivable")).contains(false);
    }

    @Test
    void shouldPassASoundFile() {
        ConfigReport report = report("own: 1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(report.toJson().requireText("verdict")).isEqualTo("PASS");
        assertThat(report.toJson().flag("valid")).contains(true);
        assertThat(report.toJson().array("errors")).isEmpty();
    }

    @Test
    void shouldGiveTheSameBytesForTheSameFile() {
        assertThat(report(FAULTY).fileBytes()).isEqualTo(report(FAULTY.clone()).fileBytes());
        assertThat(ConfigJunit.fileBytes(report(FAULTY)))
                .isEqualTo(ConfigJunit.fileBytes(report(FAULTY.clone())));
    }

    @Test
    void shouldWriteWellFormedXmlWithBothDigests() throws Exception {
        Document xml = parse(ConfigJunit.fileBytes(report(FAULTY)));
        Element suite = xml.getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("22");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(22);
        assertThat(property(xml, "config.sha256"))
                .isEqualTo(DigestPair.of(FAULTY).sha256().value());
        assertThat(property(xml, "config.sha384"))
                .isEqualTo(DigestPair.of(FAULTY).sha384().value());
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("key_misspelt", "did you mean runtime?");
    }

    @Test
    void shouldWriteWellFormedXmlForAHostilePath() throws Exception {
        ConfigReport hostile =
                new ConfigReport("a\u0000\u0008\uFFFE\"<>&'", report(FAULTY).validation());

        assertThat(property(parse(ConfigJunit.fileBytes(hostile)), "config.path"))
                .isEqualTo("a???\"<>&'");
    }

    private static Document parse(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static String property(Document xml, String name) {
        NodeList all = xml.getElementsByTagName("property");
        for (int i = 0; i < all.getLength(); i++) {
            Element one = (Element) all.item(i);
            if (one.getAttribute("name").equals(name)) {
                return one.getAttribute("value");
            }
        }
        throw new AssertionError("no property " + name);
    }
}
