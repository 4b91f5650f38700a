package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.DigestPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes a report's two files so that they are on the disk when it returns.
 *
 * <p>The PDF is written after the JSON document whose digest it names: whoever finds a PDF finds
 * what it speaks of. Two writers of the same files must be kept apart by the caller.
 */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * What was written.
     *
     * @param json digests of the JSON document
     * @param pdf digests of the PDF
     */
    public record Written(Path jsonFile, DigestPair json, Path pdfFile, DigestPair pdf) {

        public Written {
            Objects.requireNonNull(jsonFile);
            Objects.requireNonNull(json);
            Objects.requireNonNull(pdfFile);
            Objects.requireNonNull(pdf);
        }
    }

    /**
     * Writes {@code <stem>.json} and {@code <stem>.pdf}, replacing older ones.
     *
     * @param directory is made where it is missing
     * @param stem a file name without directory
     * @throws IllegalArgumentException when the stem would lead out of the directory
     * @throws IOException when the disk refuses; then both, the first or neither was replaced
     */
    public static Written write(LabReport report, Language language, Path directory, String stem)
            throws IOException {
        if (!stem.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("not a plain file name");
        }
        byte[] json = report.toJson();
        byte[] pdf = LabReportPdf.bytes(report, language);
        Path jsonFile = directory.resolve(stem + ".json");
        Path pdfFile = directory.resolve(stem + ".pdf");
        DurableFiles.createDirectories(directory);
        DurableFiles.replace(jsonFile, json);
        DurableFiles.replace(pdfFile, pdf);
        return new Written(jsonFile, DigestPair.of(json), pdfFile, DigestPair.of(pdf));
    }
}
