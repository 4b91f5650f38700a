package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.DeviceProof;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.licence.ActivationRecord;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.adapter.licensing.licence.LicenceFolders;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.DeviceMemory;
import io.gatehouse.embedded.oem.LicenceKeys;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What the verbs share that demand something of a licence and look at this machine. */
abstract class LicenceDemanding extends LicenceVerb {

    @Mixin private LicenceDemand demand;

    final LicenceCheck check(LicenceKeys keys, Instant now) {
        return new LicenceCheck(
                keys.licences(now),
                keys.fingerprints(now),
                keys.revocations(now),
                typed(demand::policy));
    }

    /** What lies beside a licence at a place, and the machine: what a content is judged with. */
    final Function<Content, LicenceCheck.Case> beside(Path place, Path revocations)
            throws Unanswerable {
        Optional<Content> fingerprint =
                bytesOf(demand.fingerprint(place), Envelope.LARGEST).map(Content::of);
        Optional<Content> list = bytesOf(revocations, Envelope.LARGEST).map(Content::of);
        HardwareReading machine = around().hardware().apply(demand.dongle().map(this::file)).read();
        return licence -> new LicenceCheck.Case(licence, fingerprint, list, machine);
    }

    final LicenceDemand demand() {
        return demand;
    }

    /**
     * Puts a licence into force here, and says how that went.
     *
     * @return the exit code
     */
    final int activate(
            String schema, OemDesk desk, LicenceCheck.Case given, boolean enrol, CodeInput code)
            throws IOException {
        DeviceMemory memory = desk.memory();
        if (enrol) {
            Judged<Instant> begun = memory.enrol();
            if (begun.value().isEmpty()) {
                return refused(schema, begun.findings());
            }
        }
        LicenceCheck check = check(desk.licences(), now());
        Judged<DeviceProof> proof = proof(desk, check, given, code);
        if (proof.value().isEmpty()) {
            return refused(schema, proof.findings());
        }
        Judged<LicenceCheck.Verdict> judged = memory.activate(check, given);
        if (judged.value().isEmpty()) {
            return refused(schema, judged.findings());
        }
        LicenceCheck.Verdict verdict = judged.value().get();
        Path folder = keep(given);
        DeviceProof known = proof.value().get();
        desk.licences()
                .fingerprintSigner(now())
                .ifPresent(key -> record(folder, verdict.licence().orElseThrow(), known, key));
        Output output = output();
        output.say("licence.active", folder);
        output.say("licence.proof." + known.text());
        describe(output, verdict);
        output.json(
                schema,
                json(verdict, ExitCodes.ALLOWED)
                        .put("folder", folder.toString())
                        .put("proof", known.text())
                        .build());
        return ExitCodes.ALLOWED;
    }

    /** A licence that counts for nothing is refused for that, and uses up no code. */
    private Judged<DeviceProof> proof(
            OemDesk desk, LicenceCheck check, LicenceCheck.Case given, CodeInput code) {
        LicenceCheck.Verdict verdict = check.judge(given, now());
        if (DeviceProof.isWeak(given.machine()) && !verdict.counts()) {
            return Judged.refused(verdict.findings());
        }
        String prompt = text("fingerprint.code-prompt") + " ";
        return DeviceProof.judge(
                given.machine(),
                () -> code.read(around().terminal(), prompt),
                desk.codes()::verify);
    }

    private void record(Path folder, Licence licence, DeviceProof proof, ToolKey key) {
        try {
            DurableFiles.replace(
                    folder.resolve(ActivationRecord.FILE),
                    ActivationRecord.of(licence, proof, now(), key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the trading system looks for both files. */
    private Path keep(LicenceCheck.Case given) throws IOException {
        Path folder = workspace().root().resolve(LicenceVerb.FOLDER).resolve("active");
        DurableFiles.createDirectories(folder);
        DurableFiles.replace(
                folder.resolve(LicenceFolders.FINGERPRINT),
                given.fingerprint().orElseThrow().bytes());
        DurableFiles.replace(folder.resolve("license.json"), given.licence().bytes());
        return folder;
    }

    static void describe(Output output, LicenceCheck.Verdict verdict) {
        verdict.licence().ifPresent(known -> describe(output, known));
        verdict.drift()
                .map(Drift::verdict)
                .ifPresent(drift -> output.say("fingerprint.drift." + drift.text()));
        if (!verdict.warnings().isEmpty()) {
            output.say("licence.warnings");
            output.findings(verdict.warnings());
        }
    }

    static JsonObject.Builder json(LicenceCheck.Verdict verdict, int code) {
        JsonObject.Builder json =
                verdict.licence().map(LicenceVerb::json).orElseGet(JsonObject::builder);
        Optional<JsonObject> drift = verdict.drift().map(Drift::toJson);
        drift.ifPresent(known -> json.put("drift", known));
        return json.put("exit", code)
                .put("counts", verdict.counts())
                .put("findings", Output.toJson(verdict.findings()))
                .put("warnings", Output.toJson(verdict.warnings()));
    }
}
