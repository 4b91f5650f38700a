package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.report.LabReport;
import io.gatehouse.adapter.risklabs.report.LabReportReading;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A report that is made once more from what it says of itself: its options and its time, over the
 * files of the workspace as they are now. Not even one digit may differ.
 */
public final class LabRemake {

    /** Larger than any report that this laboratory writes. */
    public static final int LARGEST = 32 * 1024 * 1024;

    private final LabJob job;
    private final Digest digest;

    private LabRemake(LabJob job, Digest digest) {
        this.job = job;
        this.digest = digest;
    }

    /**
     * A remake of that report.
     *
     * @throws IllegalArgumentException when the bytes are no report that can be made again
     */
    public static LabRemake of(byte[] bytes, Path workspace) {
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException("larger than " + LARGEST + " bytes");
        }
        LabReportReading reading = LabReport.read(bytes);
        if (!(reading instanceof LabReportReading.Accepted accepted)) {
            var finding = ((LabReportReading.Refused) reading).finding();
            throw new IllegalArgumentException(finding.code() + ", " + finding.observed());
        }
        LabReport report = accepted.report();
        return new LabRemake(
                new LabJob(
                        workspace,
                        LabOptions.ofTexts(report.run().options()),
                        "var/gatehouse/labs-" + Digest.sha384(bytes).hex().substring(0, 16),
                        Runtime.getRuntime().availableProcessors(),
                        report.run().generatedAt()),
                Digest.sha384(bytes));
    }

    /** The same with whatever approvals of its limits can be verified now. */
    public LabRemake approvedBy(LimitApprovals.Source source) {
        return new LabRemake(job.approvedBy(source), digest);
    }

    /** SHA-384 of the report as it was given. */
    public Digest digest() {
        return digest;
    }

    /** Makes it; what was made is compared by its digest and thrown away. */
    public Optional<LabEnd> run(ChildLaboratory laboratory, Duration timeout, LabProgress progress)
            throws InterruptedException, IOException {
        try {
            return laboratory.run(job, timeout, progress);
        } finally {
            remove(job.workspace().resolve(job.folder()));
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
