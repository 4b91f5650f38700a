package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the verbs of licences share. */
abstract class LicenceVerb extends OemVerb {

    /** Folder of registry, chain and issued licences. */
    static final String FOLDER = "var/licenses";

    /** Where the revocation list is looked for. */
    static final String REVOCATIONS = FOLDER + "/revocations.json";

    /** The request of a file. */
    final Judged<LicenceRequest> request(Path file) throws Unanswerable {
        return RequestReader.read(
                String.valueOf(file.getFileName()),
                bytes(file, Envelope.LARGEST),
                JsonObject.EMPTY);
    }

    /** What somebody reads before signing or issuing. */
    static void describe(Output output, LicenceRequest request) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  requester", request.requester()));
        request.requestedAt().ifPresent(at -> rows.add(List.of("  requested at", at)));
        rows.add(List.of("  profile", request.profile()));
        rows.add(List.of("  mode", request.mode()));
        rows.add(List.of("  issuer", request.issuer()));
        rows.add(List.of("  bundle version", request.bundleVersion()));
        rows.add(List.of("  valid days", String.valueOf(request.validDays())));
        rows.add(List.of("  features", String.join(", ", request.features())));
        request.seats().ifPresent(n -> rows.add(List.of("  seats", String.valueOf(n))));
        request.notes().ifPresent(text -> rows.add(List.of("  notes", text)));
        rows.add(
                List.of(
                        "  device",
                        request.fingerprint()
                                .object("payload")
                                .flatMap(payload -> payload.object("fingerprint"))
                                .flatMap(fingerprint -> fingerprint.text("value"))
                                .orElse("?")));
        rows.add(List.of("  licence id", request.licenceId()));
        rows.add(List.of("  digest", Digest.sha384(request.bytes()).value()));
        output.table(rows);
    }

    /** A licence, in text. */
    static void describe(Output output, Licence licence) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  licence id", licence.id()));
        rows.add(List.of("  profile", licence.profile()));
        rows.add(List.of("  issuer", licence.issuer()));
        rows.add(List.of("  issued", licence.issued().toString()));
        rows.add(List.of("  expires", licence.expires().toString()));
        rows.add(List.of("  features", String.join(", ", licence.features())));
        licence.seats().ifPresent(n -> rows.add(List.of("  seats", String.valueOf(n))));
        rows.add(List.of("  device", licence.fingerprint()));
        rows.add(List.of("  key", licence.keyId()));
        output.table(rows);
    }

    /** A licence, for programs. */
    static JsonObject.Builder json(Licence licence) {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("license_id", licence.id())
                        .put("profile", licence.profile())
                        .put("issuer", licence.issuer())
                        .put("issued_at", licence.issued().toString())
                        .put("expires_at", licence.expires().toString())
                        .put("features", licence.features())
                        .put("fingerprint", licence.fingerprint())
                        .put("key_id", licence.keyId());
        licence.seats().ifPresent(n -> json.put("seats", n));
        return json;
    }
}
