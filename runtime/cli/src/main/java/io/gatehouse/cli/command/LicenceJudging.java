package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.Output;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.LicenceKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the verbs share that judge a licence on this machine. */
abstract class LicenceJudging extends LicenceVerb {

    @Parameters(paramLabel = "LICENCE", description = "The licence.")
    private Path licence;

    @Mixin private LicenceDemand demand;

    final LicenceCheck check(LicenceKeys keys, Instant now) {
        return new LicenceCheck(
                keys.licences(now),
                keys.fingerprints(now),
                keys.revocations(now),
                typed(demand::policy));
    }

    /** The licence, what lies beside it, and the machine. */
    final LicenceCheck.Case given() throws Unanswerable {
        Content held = Content.of(bytes(licence, Envelope.LARGEST));
        return new LicenceCheck.Case(
                held,
                bytesOf(demand.fingerprint(file(licence)), Envelope.LARGEST).map(Content::of),
                bytesOf(demand.revocations(), Envelope.LARGEST).map(Content::of),
                around().hardware().apply(demand.dongle().map(this::file)).read());
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
