package io.gatehouse.cli.report;

import io.gatehouse.cli.Messages;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as JUnit XML, the form that build servers read: one test case for each item.
 *
 * <p>What is refused or waits for a person is a failure, what could not be decided an error: a
 * build server that counts only these must never show green for something that is no yes. There are
 * no times in it, so that equal reports are equal bytes.
 */
public final class JUnitReport {

    private JUnitReport() {}

    public static String render(Report report, Messages messages) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suites(xml, report, messages);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
        return text + "\n";
    }

    private static void suites(XMLStreamWriter xml, Report report, Messages messages)
            throws XMLStreamException {
        xml.writeStartElement("testsuites");
        counts(xml, report);
        xml.writeStartElement("testsuite");
        counts(xml, report);
        if (!report.properties().isEmpty()) {
            xml.writeStartElement("properties");
            for (Map.Entry<String, String> property : report.properties().entrySet()) {
                xml.writeEmptyElement("property");
                attribute(xml, "name", property.getKey());
                attribute(xml, "value", property.getValue());
            }
            xml.writeEndElement();
        }
        for (ReportItem item : report.items()) {
            item(xml, report, item, messages);
        }
        xml.writeStartElement("system-out");
        characters(
                xml,
                report.headline()
                        + report.notes().stream().map(n -> "\n" + n).collect(Collectors.joining()));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, Report report) throws XMLStreamException {
        attribute(xml, "name", report.title());
        attribute(xml, "tests", report.items().size() + "");
        attribute(
                xml, "failures", report.count(Standing.FAIL) + report.count(Standing.PENDING) + "");
        attribute(xml, "errors", report.count(Standing.ERROR) + "");
        attribute(xml, "skipped", report.count(Standing.NOT_APPLICABLE) + "");
    }

    private static void item(XMLStreamWriter xml, Report report, ReportItem item, Messages messages)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(
                xml,
                "classname",
                report.title() + (item.group().isEmpty() ? "" : "." + item.group()));
        attribute(xml, "name", item.name());
        switch (item.standing()) {
            case PASS -> {}
            case NOT_APPLICABLE -> {
                xml.writeEmptyElement("skipped");
                attribute(xml, "message", item.detail());
            }
            case WARN -> reason(xml, "system-out", item, messages);
            case PENDING, FAIL -> reason(xml, "failure", item, messages);
            case ERROR -> reason(xml, "error", item, messages);
        }
        xml.writeEndElement();
    }

    private static void reason(
            XMLStreamWriter xml, String element, ReportItem item, Messages messages)
            throws XMLStreamException {
        xml.writeStartElement(element);
        if (!element.equals("system-out")) {
            attribute(xml, "type", item.standing().name());
            attribute(
                    xml,
                    "message",
                    item.findings().stream()
                            .findFirst()
                            .map(f -> f.rule() + " " + f.code() + ": " + f.subject())
                            .orElse(item.detail()));
        }
        StringBuilder text = new StringBuilder(item.detail());
        item.findings()
                .forEach(
                        f ->
                                FindingText.lines(messages, f)
                                        .forEach(line -> text.append('\n').append(line)));
        characters(xml, text.toString().strip());
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        xml.writeAttribute(name, PlainText.printable(value));
    }

    /** XML 1.0 has no way to write most control characters: they are shown instead. */
    private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
        xml.writeCharacters(PlainText.printable(text));
    }
}
