package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.WriteLine;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.DecisionLogSealer;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LineWitness;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.bench.measure.Result;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Sealer.Sealing;
import io.gatehouse.core.rule.Verdict;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a long decision log, and reads it in one of two ways; each in a process of its own. */
final class LogWork {

    private static final LogName LOG = new LogName("stage6");

    private final Workspace workspace;

    private LogWork(Path directory) {
        this.workspace = Workspace.at(directory.resolve("workspace-1"));
    }

    /** Arguments: write, bare or verify; directory; for write, how many lines. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "write" -> write(directory, Integer.parseInt(arguments[2]));
            case "bare" -> new LogWork(directory).bare();
            default -> new LogWork(directory).verify();
        }
    }

    /** One line through the engine, and the others like it, sealed by the same sealer. */
    private static void write(Path directory, int lines) throws Exception {
        BenchInstallation installation =
                BenchInstallation.found(directory.resolve("workspace-1"), 1);
        KnownPeople people = new KnownPeople();
        try (Engine engine = installation.open()) {
            Answer answer =
                    new WriteLine(installation.desk(engine, "owner-1"))
                            .state(
                                    LOG,
                                    "dry_run",
                                    new TreeMap<>(Map.of("config_hash", Digest.ZERO.value())),
                                    new TreeMap<>(),
                                    "a figure");
            if (answer.reason().isPresent()) {
                throw new IllegalStateException("refused: " + answer.findings());
            }
            engine.<Void>read(
                    state -> {
                        people.learn(state.governance());
                        return null;
                    });
        }
        Path file = installation.workspace().decisionLog(LOG);
        JsonObject first =
                io.gatehouse.audit.json.StrictJson.readSigned(
                                Files.readAllLines(file).get(0).getBytes(StandardCharsets.UTF_8))
                        .objectOrThrow();
        Instant at = new DecisionLine(first).timestamp().orElseThrow();
        JsonObject entry = first.without("signatures", "signature", "log");
        Digest last = Digest.ZERO;
        long length = 0;
        try (OpenKeyRing keys = EngineKeys.open(installation.workspace());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            DecisionLogSealer sealer = new DecisionLogSealer(keys, people);
            for (int i = 1; i <= lines; i++) {
                JsonObject numbered =
                        entry.with(
                                "journal",
                                entry.object("journal").orElseThrow().with("seq", (long) 2 * i));
                Sealing sealing = sealer.sealLine(numbered, List.of("engine"), LOG, i, last, at);
                if (!(sealing instanceof Sealing.Sealed sealed)) {
                    throw new IllegalStateException(sealing.toString());
                }
                byte[] bytes = CanonicalJson.bytes(sealed.document());
                out.write(bytes);
                out.write('\n');
                length += bytes.length + 1L;
                last = Digest.sha384(bytes);
            }
            HmacKey key = keys.signingHmac(KeyPurpose.JOURNAL, at);
            Files.write(
                    LogHead.fileOf(file),
                    LogHead.sign(LOG, lines, length, last, at, key).fileBytes());
        }
        Result.named("written").with("lines", lines).with("bytes", length).print();
    }

    /** Reads lines and computes one HMAC-SHA384 over the bytes of each, nothing else. */
    private void bare() throws Exception {
        try (OpenKeyRing keys = EngineKeys.open(workspace);
                BufferedReader in =
                        Files.newBufferedReader(
                                workspace.decisionLog(LOG), StandardCharsets.ISO_8859_1)) {
            HmacKey key = keys.signingHmac(KeyPurpose.ENGINE, Instant.now());
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA384");
            mac.init(new javax.crypto.spec.SecretKeySpec(key.sign(new byte[0]), "HmacSHA384"));
            long start = System.nanoTime();
            long lines = 0;
            int sum = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                sum += mac.doFinal(line.getBytes(StandardCharsets.ISO_8859_1))[0];
                lines++;
            }
            Result.named("bare")
                    .with("lines", lines)
                    .with("sum", sum)
                    .with("seconds", (System.nanoTime() - start) / 1e9)
                    .print();
        }
    }

    private void verify() throws Exception {
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            VerificationContext context =
                    VerificationContext.strict(keys, new KnownPeople())
                            .withWitnesses(
                                    List.of(
                                            new Confirming(Unchecked.Check.JOURNAL),
                                            new Confirming(Unchecked.Check.ARTEFACTS)));
            long start = System.nanoTime();
            LogReport report = new DecisionLogVerifier(context).verify(workspace.decisionLog(LOG));
            double seconds = (System.nanoTime() - start) / 1e9;
            if (report.verdict() != Verdict.PASS) {
                throw new IllegalStateException(report.toString());
            }
            Result.named("strict")
                    .with("lines", report.lines())
                    .with("bytes", report.bytes())
                    .with("seconds", seconds)
                    .print();
        }
    }

    /** Journal and archive are figures of their own. */
    private record Confirming(Unchecked.Check check) implements LineWitness {
        @Override
        public Testimony testify(DecisionLine line) {
            return new Testimony.Confirmed();
        }
    }
}
