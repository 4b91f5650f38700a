package io.gatehouse.adapter.command;

import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an attempt ended, on disk before the engine hears of it: {@code outcome.json} in the folder
 * of the attempt. After a crash between the end of the program and the journal it tells what the
 * journal does not know yet.
 *
 * <p>It is believed only where it agrees with everything else: the key, the adopted program, the
 * arguments, the exit code with the verdict, and the digests of the two logs beside it. The record
 * is signed by nobody; whoever owns the account of the engine can forge it, as he can forge what a
 * program prints.
 */
final class OutcomeRecord {

    static final String FILE = "outcome.json";

    private static final String SCHEMA = "gatehouse.command-outcome/1";
    private static final int LARGEST = 1024 * 1024;
    private static final Set<String> MEMBERS =
            Set.of("schema", "key", "succeeded", "facts", "findings");

    private OutcomeRecord() {}

    /**
     * Writes it durably.
     *
     * @throws java.nio.file.FileAlreadyExistsException when something of that name is there: the
     *     program wrote its own verdict
     */
    static void write(Path folder, Request request, Outcome outcome) throws IOException {
        boolean succeeded = outcome instanceof Outcome.Succeeded;
        JsonObject facts =
                outcome instanceof Outcome.Succeeded s
                        ? s.facts()
                        : ((Outcome.Failed) outcome).facts();
        List<Finding> findings =
                outcome instanceof Outcome.Failed failed ? failed.findings() : List.of();
        JsonObject record =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("key", request.key())
                        .put("succeeded", succeeded)
                        .put("facts", facts)
                        .put(
                                "findings",
                                new JsonArray(
                                        findings.stream()
                                                .map(f -> (JsonValue) RecordCodec.encode(f))
                                                .toList()))
                        .build();
        DurableFiles.create(folder.resolve(FILE), CanonicalJson.bytes(record));
    }

    /** The outcome of that very request, or empty when it is not known for certain. */
    static Optional<Outcome> read(Request request) {
        try {
            Optional<Path> folder = AttemptFolder.find(request);
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in =
                    Files.newInputStream(folder.get().resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            if (bytes.length > LARGEST
                    || !(StrictJson.readSigned(bytes).orThrow() instanceof JsonObject record)) {
                return Optional.empty();
            }
            return isOf(record, request, folder.get())
                    ? Optional.of(outcome(record))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // A record that cannot be read has said nothing: the run stays unknown.
            return Optional.empty();
        }
    }

    private static boolean isOf(JsonObject record, Request request, Path folder)
            throws IOException {
        if (!record.names().equals(MEMBERS)
                || !record.requireText("schema").equals(SCHEMA)
                || !record.requireText("key").equals(request.key())) {
            return false;
        }
        JsonObject facts = record.object("facts").orElseThrow();
        CommandParameters parameters = CommandParameters.of(request.parameters());
        boolean succeeded = record.flag("succeeded").orElseThrow();
        boolean agrees =
                facts.requireText("program").equals(parameters.program())
                        && facts.requireText("program_digest")
                                .equals(request.trusted().get(parameters.program()))
                        && facts.find("arguments")
                                .equals(
                                        JsonObject.of("arguments", parameters.arguments())
                                                .find("arguments"))
                        && succeeded == record.array("findings").isEmpty()
                        && (!succeeded || facts.integer("exit_code").orElseThrow() == 0);
        return agrees && log(folder, facts, "stdout") && log(folder, facts, "stderr");
    }

    /** The digest covers what is kept in the log, a log that was cut included. */
    private static boolean log(Path folder, JsonObject facts, String stream) throws IOException {
        Path file = folder.resolve(stream + ".log");
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && StreamingDigests.of(file)
                        .sha384()
                        .value()
                        .equals(facts.requireText(stream + "_sha384"));
    }

    private static Outcome outcome(JsonObject record) {
        JsonObject facts = record.object("facts").orElseThrow();
        if (record.flag("succeeded").orElseThrow()) {
            return new Outcome.Succeeded(facts);
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonValue finding : record.array("findings")) {
            findings.add(RecordCodec.decode((JsonObject) finding, Finding.class));
        }
        return new Outcome.Failed(facts, List.copyOf(findings));
    }
}
