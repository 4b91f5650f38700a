package io.gatehouse.app.acceptance;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code var/audit/acceptance/<YYYYMMDDTHHMMSSZ>/}: {@code summary.json} as the existing tools
 * write it (step, status, details), {@code metadata.json}, {@code junit.xml}, and {@code
 * acceptance.json} for the gate ({@link AcceptanceReport}), which alone is signed. Nothing is
 * written over.
 */
public final class AcceptanceFolder {

    /** The file that gate demo asks for. */
    public static final String REPORT = "acceptance.json";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Instant started;

    private AcceptanceFolder(Path folder, Instant started) {
        this.folder = folder;
        this.started = started;
    }

    /**
     * A new folder.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one of that second
     */
    public static AcceptanceFolder create(Workspace workspace, Instant started) throws IOException {
        Path all = workspace.root().resolve("var").resolve("audit").resolve("acceptance");
        DurableFiles.createDirectories(all);
        Path folder = all.resolve(STAMP.format(started));
        Files.createDirectory(folder);
        return new AcceptanceFolder(folder, started);
    }

    /** Where the trial installation goes while it is tried. */
    public Path trial() {
        return folder.resolve("trial");
    }

    public Path path() {
        return folder;
    }

    /** Writes the reports to the disk; the one for the gate is signed, whatever it says. */
    public void write(
            AcceptanceRun.Result result, AcceptanceSubject subject, AcceptanceSigner signer)
            throws IOException {
        JsonObject report = AcceptanceReport.of(result, subject, started);
        DurableFiles.create(folder.resolve(REPORT), bytes(signer.sign(report)));
        DurableFiles.create(folder.resolve("summary.json"), bytes(summary(result)));
        DurableFiles.create(folder.resolve("metadata.json"), bytes(metadata(result)));
    }

    /** The same for tools that read JUnit's form. */
    public void writeJUnit(String junit) throws IOException {
        DurableFiles.create(folder.resolve("junit.xml"), junit.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonValue summary(AcceptanceRun.Result result) {
        List<JsonValue> steps = new ArrayList<>();
        result.outcomes()
                .forEach(
                        (part, outcome) ->
                                steps.add(
                                        JsonObject.builder()
                                                .put("step", part.code())
                                                .put("status", text(outcome))
                                                .put("details", details(outcome))
                                                .build()));
        return new JsonArray(steps);
    }

    /** The details of a part. */
    public static JsonObject details(StepOutcome outcome) {
        return JsonObject.builder()
                .put("facts", outcome.facts())
                .put("findings", outcome.findings().stream().map(RecordCodec::encode).toList())
                .build();
    }

    /** The status as reports spell it. */
    public static String text(StepOutcome outcome) {
        return outcome.status().name().toLowerCase(Locale.ROOT);
    }

    private JsonValue metadata(AcceptanceRun.Result result) {
        return JsonObject.builder()
                .put("schema", "gatehouse.acceptance-metadata/1")
                .put("started", started.toString())
                .put("verdict", result.accepted() ? "PASS" : "FAIL")
                .put("ok", result.count(StepOutcome.Status.OK))
                .put("failed", result.count(StepOutcome.Status.FAILED))
                .put("skipped", result.count(StepOutcome.Status.SKIPPED))
                .build();
    }

    private static byte[] bytes(JsonValue value) {
        return (CanonicalJson.text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
