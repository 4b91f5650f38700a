package io.gatehouse.adapter.risklabs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir Path directory;

    @Test
    void shouldWriteBothFilesAndReplaceOlderOnes() throws IOException {
        Path place = directory.resolve("labs/2026");
        ReportFiles.write(SampleReports.small(), Language.EN, place, "risk-lab-report");
        LabReport report = SampleReports.minimal();

        ReportFiles.Written written =
                ReportFiles.write(report, Language.PL, place, "risk-lab-report");

        assertThat(Files.readAllBytes(written.jsonFile())).isEqualTo(report.toJson());
        assertThat(written.json().sha384()).isEqualTo(report.digest());
        assertThat(written.pdf().sha384())
                .isEqualTo(Digest.sha384(Files.readAllBytes(written.pdfFile())));
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("risk-lab-report.json", "risk-lab-report.pdf");
        }
    }

    @Test
    void shouldRefuseANameThatLeadsElsewhere() {
        for (String stem : List.of("../x", "a/b", "", ".hidden", "a\u0000")) {
            assertThatThrownBy(
                            () ->
                                    ReportFiles.write(
                                            SampleReports.minimal(), Language.EN, directory, stem))
                    .hasMessage("not a plain file name");
        }
    }
}
