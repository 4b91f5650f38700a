package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * A report as PDF 1.7, A4, for a person to read and sign.
 *
 * <p>The document is bound to the JSON document by its SHA-384, short on each page and in full on
 * the last. Equal reports in the same language have equal bytes, on every Java runtime. Stateless
 * and thread-safe.
 */
public final class LabReportPdf {

    private LabReportPdf() {}

    /**
     * The bytes of the document.
     *
     * @throws UncheckedIOException when the font is missing from the class path
     */
    public static byte[] bytes(LabReport report, Language language) {
        Digest digest = report.digest();
        Words words = new Words(language);
        try (PDDocument document = new PDDocument()) {
            Typeface typeface = new Typeface(document);
            Flow flow =
                    new Flow(
                            document,
                            typeface,
                            words,
                            report.synthetic() ? words.text("stamp") : "");
            new SummarySection(flow, report).draw();
            LimitsSection.draw(flow, report);
            new CurvesSection(flow, report).draw();
            new ModelsSection(flow, report).draw();
            new SimulationSection(flow, report).draw();
            StressSection.draw(flow, report);
            new DataSection(flow, report).draw();
            NotTestedSection.draw(flow, report, digest);
            Furniture.draw(flow, report, digest);
            for (Sheet sheet : flow.sheets()) {
                sheet.close();
            }
            describe(document, report, words, digest);
            outline(document, flow);
            return PlainPdf.bytes(document, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(PDDocument document, LabReport report, Words words, Digest digest)
            throws IOException {
        String title = words.text("title") + " \u2013 " + report.run().id();
        Instant made = report.run().generatedAt();
        GregorianCalendar time = GregorianCalendar.from(made.atZone(ZoneOffset.UTC));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(title);
        information.setSubject(digest.value());
        information.setCreator("Gatehouse risk laboratory");
        information.setProducer("Apache PDFBox");
        information.setCreationDate(time);
        information.setModificationDate(time);
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(words.language().tag());
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        byte[] metadata = metadata(title, words.language(), made).getBytes(StandardCharsets.UTF_8);
        catalog.setMetadata(new PDMetadata(document, new ByteArrayInputStream(metadata)));
    }

    private static void outline(PDDocument document, Flow flow) {
        PDDocumentOutline outline = new PDDocumentOutline();
        for (Flow.Chapter chapter : flow.chapters()) {
            PDPageFitDestination destination = new PDPageFitDestination();
            destination.setPage(document.getPage(chapter.page()));
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(chapter.title());
            item.setDestination(destination);
            outline.addLast(item);
        }
        document.getDocumentCatalog().setDocumentOutline(outline);
    }

    /** ISO 16684-1; the time stands there in plain text, by which JSON and PDF can be paired. */
    private static String metadata(String title, Language language, Instant made) {
        String escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                + " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                + "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"
                + escaped
                + "</rdf:li></rdf:Alt></dc:title>\n"
                + "<dc:language><rdf:Bag><rdf:li>"
                + language.tag()
                + "</rdf:li></rdf:Bag></dc:language>\n"
                + "<xmp:CreateDate>"
                + made
                + "</xmp:CreateDate>\n<xmp:ModifyDate>"
                + made
                + "</xmp:ModifyDate>\n"
                + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
    }
}
