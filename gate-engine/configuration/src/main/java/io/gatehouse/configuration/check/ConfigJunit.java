package io.gatehouse.configuration.check;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report of a validation in the form that build servers read: one test case for each check, a
 * failure where it has errors, warnings as its output, both digests as properties of the suite.
 */
public final class ConfigJunit {

    private ConfigJunit() {}

    /**
     * The bytes of the report, in UTF-8, the same for the same report.
     *
     * @throws IllegalStateException never in practice: nothing is written but to memory
     */
    public static byte[] fileBytes(ConfigReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            write(xml, report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report could not be written as XML", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(XMLStreamWriter xml, ConfigReport report) throws XMLStreamException {
        ConfigValidation validation = report.validation();
        Map<ConfigCode, List<ConfigFinding>> found =
                validation.findings().stream().collect(Collectors.groupingBy(ConfigFinding::code));
        long failures =
                ConfigChecks.ALL.stream()
                        .filter(c -> !of(c, found, ConfigCode.Severity.ERROR).isEmpty())
                        .count();
        xml.writeStartDocument("UTF-8", "1.0");
        line(xml, 0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "core-config");
        xml.writeAttribute("tests", Integer.toString(ConfigChecks.ALL.size()));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        line(xml, 1);
        xml.writeStartElement("properties");
        property(xml, "schema", ConfigReport.SCHEMA);
        property(xml, "verdict", validation.isValid() ? "PASS" : "FAIL");
        property(xml, "profile", validation.profile().name());
        property(xml, "config.path", report.path());
        property(xml, "config.sha256", validation.digests().sha256().value());
        property(xml, "config.sha384", validation.digests().sha384().value());
        line(xml, 1);
        xml.writeEndElement();
        for (ConfigCheck check : ConfigChecks.ALL) {
            testCase(xml, check, found);
        }
        line(xml, 0);
        xml.writeEndElement();
        xml.writeEndDocument();
        line(xml, 0);
    }

    private static void testCase(
            XMLStreamWriter xml, ConfigCheck check, Map<ConfigCode, List<ConfigFinding>> found)
            throws XMLStreamException {
        List<ConfigFinding> errors = of(check, found, ConfigCode.Severity.ERROR);
        List<ConfigFinding> warnings = of(check, found, ConfigCode.Severity.WARNING);
        line(xml, 1);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "core-config");
        xml.writeAttribute("name", check.name());
        if (!errors.isEmpty()) {
            line(xml, 2);
            xml.writeStartElement("failure");
            xml.writeAttribute("type", errors.get(0).code().id());
            xml.writeAttribute("message", errors.size() + " error(s)");
            xml.writeCharacters(text(errors));
            xml.writeEndElement();
        }
        if (!warnings.isEmpty()) {
            line(xml, 2);
            xml.writeStartElement("system-out");
            xml.writeCharacters(text(warnings));
            xml.writeEndElement();
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static List<ConfigFinding> of(
            ConfigCheck check,
            Map<ConfigCode, List<ConfigFinding>> found,
            ConfigCode.Severity severity) {
        return check.codes().stream()
                .filter(code -> code.severity() == severity)
                .flatMap(code -> found.getOrDefault(code, List.of()).stream())
                .sorted()
                .toList();
    }

    private static String text(List<ConfigFinding> findings) {
        return xmlText(
                findings.stream()
                        .map(
                                f ->
                                        f.code().id()
                                                + " "
                                                + f.place()
                                                + ": "
                                                + f.observed()
                                                + "; "
                                                + f.code().remedy())
                        .collect(Collectors.joining("\n")));
    }

    private static void property(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        line(xml, 2);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", xmlText(value));
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** Characters that XML 1.0 cannot hold (section 2.2) are replaced: a path may have them. */
    private static String xmlText(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            boolean allowed =
                                    c == '\n'
                                            || c == '\t'
                                            || (c >= 0x20 && c <= 0xD7FF)
                                            || (c >= 0xE000 && c <= 0xFFFD)
                                            || c >= 0x10000;
                            out.appendCodePoint(allowed ? c : '?');
                        });
        return out.toString();
    }
}
