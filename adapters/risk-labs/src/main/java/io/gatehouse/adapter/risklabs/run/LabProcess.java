package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process that computes: one job from the standard input, one line of JSON for each progress
 * and for the end on the standard output.
 *
 * <p>It is a process of its own because the Parquet reader is native code: when it crashes, or
 * takes all memory, it takes this process along and not the engine.
 */
public final class LabProcess {

    private static final int LARGEST_JOB = 64 * 1024;

    private LabProcess() {}

    public static void main(String[] arguments) throws IOException {
        // Whatever a library prints must not be taken for an answer.
        PrintStream answers =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        System.setProperty("java.awt.headless", "true");
        byte[] bytes = System.in.readNBytes(LARGEST_JOB);
        LabEnd end;
        try {
            end = run(bytes, answers);
        } catch (RuntimeException | Error e) {
            // The parent tells people what they can use; the trace is for whoever runs this by
            // hand.
            e.printStackTrace();
            end =
                    LabEnd.fault(
                            Finding.of(
                                    "labs-run",
                                    "computation-failed",
                                    "laboratory",
                                    "a computation that ends",
                                    e.getClass().getSimpleName(),
                                    "run it again; when it fails again, report it with the options and data of the run"));
        }
        answers.println(CanonicalJson.text(JsonObject.of("end", end.toJson())));
        answers.flush();
    }

    private static LabEnd run(byte[] bytes, PrintStream answers) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject json)) {
            throw new IllegalArgumentException("the job is no JSON object");
        }
        return LabTask.of(json)
                .carryOut(
                        (phase, done, total) ->
                                answers.println(
                                        CanonicalJson.text(
                                                JsonObject.builder()
                                                        .put("phase", phase)
                                                        .put("done", done)
                                                        .put("total", total)
                                                        .build())));
    }
}
