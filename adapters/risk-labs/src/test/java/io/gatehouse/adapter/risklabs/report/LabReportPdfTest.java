package io.gatehouse.adapter.risklabs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class LabReportPdfTest {

    private static final float TOLERANCE = 0.5f;

    @Test
    void shouldKeepEveryGlyphInsideTheMargins() throws IOException {
        int glyphs = 0;
        List<String> outside = new ArrayList<>();
        for (LabReport report :
                List.of(
                        SampleReports.failing(),
                        SampleReports.synthetic(),
                        SampleReports.minimal(),
                        SampleReports.extreme())) {
            for (Language language : Language.values()) {
                if (language == Language.EN && report.profiles().get(0).stress().size() > 50) {
                    continue; // ninety pages; once will do
                }
                for (TextPosition glyph : glyphs(LabReportPdf.bytes(report, language))) {
                    float left = glyph.getTextMatrix().getTranslateX();
                    float bottom = glyph.getTextMatrix().getTranslateY();
                    boolean turned = glyph.getTextMatrix().getShearY() != 0;
                    float right = turned ? left : left + glyph.getWidth();
                    glyphs++;
                    if (left < Sheet.LEFT - TOLERANCE
                            || right > Sheet.RIGHT + TOLERANCE
                            || bottom < 30
                            || bottom > Sheet.HEIGHT - 25) {
                        outside.add(glyph + " at " + left + " to " + right + ", " + bottom);
                    }
                }
            }
        }
        assertThat(outside).isEmpty();
        System.out.printf("PDF: %d glyphs inside the margins%n", glyphs);
        assertThat(glyphs).isGreaterThan(100_000);
    }

    @Test
    void shouldKeepPolishLettersThroughExtraction() throws IOException {
        String text = text(LabReportPdf.bytes(SampleReports.synthetic(), Language.PL));
        for (char letter : "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c".toCharArray()) {
            assertThat(text).contains(String.valueOf(letter));
        }
        String failing = text(LabReportPdf.bytes(SampleReports.failing(), Language.PL));
        assertThat(failing)
                .contains("Raport laboratorium ryzyka", "NEGATYWNY", "POZYTYWNY", "Zrównoważony")
                .contains("4 profile, 3 pozytywne; 36 testów warunków skrajnych")
                .contains("Czego nie sprawdzono", "Świece nie zapisują arkusza zleceń")
                .doesNotContain("drawdown_limit", "flash_crash", "null", "Optional");
    }

    @Test
    void shouldNameRunSeedDigestAndPageOnEachPage() throws IOException {
        LabReport report = SampleReports.failing();
        byte[] pdf = LabReportPdf.bytes(report, Language.EN);
        String hex = report.digest().hex();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(8);
            for (int page = 1; page <= pages; page++) {
                assertThat(text(document, page))
                        .contains("Run lab-2026-11-20", "seed 20261120")
                        .contains("page " + page + " of " + pages)
                        .contains(hex.substring(0, 16), hex.substring(88))
                        .doesNotContain("SYNTHETIC");
            }
            assertThat(text(document, pages)).contains("sha384:" + hex);
        }
    }

    @Test
    void shouldSaySyntheticOnEachPage() throws IOException {
        for (Language language : Language.values()) {
            String word = language == Language.PL ? "DANE SYNTETYCZNE" : "SYNTHETIC DATA";
            byte[] pdf = LabReportPdf.bytes(SampleReports.synthetic(), language);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                for (int page = 1; page <= document.getNumberOfPages(); page++) {
                    assertThat(text(document, page)).contains(word);
                }
            }
        }
    }

    /** A report may come from a file; no figure in it may stop or blow up the drawing. */
    @Test
    void shouldDrawAbsurdFigures() throws IOException {
        LabReport small = SampleReports.small();
        ProfileReport profile = small.profiles().get(0);
        for (double value : new double[] {0, Double.MIN_VALUE, 1e-300, 1e14, 1e300}) {
            EquitySeries equity =
                    new EquitySeries(
                            profile.equity().times(),
                            List.of(value, -value, value, value / 3),
                            List.of(0.0, 1.0, 0.0, Math.min(1, value)),
                            4);
            Simulation.Histogram bins =
                    new Simulation.Histogram(
                            -value, Math.max(Double.MIN_VALUE, value), List.of(1L, 0L, 1L << 52));
            Simulation simulation =
                    new Simulation(
                            "jump_diffusion",
                            1,
                            1,
                            new TreeMap<>(),
                            List.of(),
                            Optional.of(bins),
                            Optional.empty());
            ProfileReport absurd =
                    new ProfileReport(
                            profile.name(),
                            List.of(new Holding("SPY", value)),
                            profile.performance(),
                            profile.limits(),
                            profile.tails(),
                            profile.judging(),
                            profile.backtests(),
                            List.of(simulation),
                            profile.stress(),
                            profile.breaches(),
                            equity,
                            profile.backtestSeries());
            LabReport report =
                    new LabReport(small.run(), List.of(absurd), List.of(), small.notTested());
            assertThat(text(LabReportPdf.bytes(report, Language.PL))).contains("DANE SYNTETYCZNE");
        }
    }

    @Test
    void shouldDescribeItself() throws IOException {
        LabReport report = SampleReports.minimal();
        byte[] pdf = LabReportPdf.bytes(report, Language.PL);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getLanguage()).isEqualTo("pl");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(catalog.getDocumentOutline().children()).hasSizeGreaterThan(5);
            var information = document.getDocumentInformation();
            assertThat(information.getTitle()).startsWith("Raport laboratorium ryzyka");
            assertThat(information.getSubject()).isEqualTo(report.digest().value());
            assertThat(information.getCreationDate().toInstant()).isEqualTo(SampleReports.MADE);
            assertThat(information.getModificationDate().toInstant()).isEqualTo(SampleReports.MADE);
            var fonts = document.getPage(0).getResources();
            for (var name : fonts.getFontNames()) {
                assertThat(fonts.getFont(name).isEmbedded()).isTrue();
                assertThat(fonts.getFont(name).getName()).endsWith("+LiberationSans");
            }
        }
        // the gate pairs JSON and PDF by this time, and wants the outer shape of ISO 32000-1
        String raw = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(raw).startsWith("%PDF-1.7\n").contains("2026-11-20T12:00:00Z");
        assertThat(raw).containsPattern("startxref\\n[0-9]+\\n%%EOF\\n\\z");
        assertThat(raw).doesNotContain("FlateDecode", "/ObjStm", "/Encrypt", "/JavaScript");
    }

    @Test
    void shouldHaveTheSameBytesTwice() {
        assertThat(LabReportPdf.bytes(SampleReports.failing(), Language.PL))
                .isEqualTo(LabReportPdf.bytes(SampleReports.failing(), Language.PL));
        assertThat(LabReportPdf.bytes(SampleReports.minimal(), Language.EN))
                .isNotEqualTo(LabReportPdf.bytes(SampleReports.minimal(), Language.PL));
    }

    /** The other runtime computes, deflates and sorts by itself; the digests must be equal. */
    @Test
    void shouldHaveTheSameBytesOnAnotherJavaRuntime() throws Exception {
        String home = System.getenv("JAVA25_HOME");
        assumeThat(home).as("home of another Java runtime").isNotNull();
        Process process =
                new ProcessBuilder(
                                Path.of(home, "bin", "java").toString(),
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Digests.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String theirs = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(theirs.strip()).isEqualTo(Digests.text());
    }

    /** Prints the digests of a report's two forms, in a process of its own. */
    static final class Digests {

        private Digests() {}

        public static void main(String[] arguments) {
            System.out.println(text());
        }

        static String text() {
            LabReport report = SampleReports.failing();
            return report.digest()
                    + " "
                    + Digest.sha384(LabReportPdf.bytes(report, Language.EN))
                    + " "
                    + Digest.sha384(LabReportPdf.bytes(SampleReports.synthetic(), Language.PL));
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(document);
    }

    private static List<TextPosition> glyphs(byte[] pdf) throws IOException {
        List<TextPosition> glyphs = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper =
                    new PDFTextStripper() {
                        @Override
                        protected void processTextPosition(TextPosition text) {
                            glyphs.add(text);
                        }
                    };
            stripper.getText(document);
        }
        return glyphs;
    }
}
