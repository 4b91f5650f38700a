package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks a licence for. Its {@link #bytes} are what persons sign when they agree.
 *
 * @param requester person id; never approves the own request
 * @param requestedAt as the requester wrote it: two requests for the same differ by it
 * @param profile {@code paper} or {@code live}
 * @param mode {@code usb} or {@code qr}
 * @param validDays 1 to 1095
 * @param features sorted, each once
 * @param fingerprint the device's signed hardware document
 */
public record LicenceRequest(
        String requester,
        Optional<String> requestedAt,
        String profile,
        String mode,
        String issuer,
        String bundleVersion,
        int validDays,
        List<String> features,
        Optional<Long> seats,
        Optional<String> notes,
        JsonObject fingerprint) {

    public LicenceRequest {
        features = features.stream().distinct().sorted().toList();
    }

    /** The request in its one canonical form. */
    public byte[] bytes() {
        JsonObject.Builder made =
                JsonObject.builder()
                        .put("schema", "gatehouse.licence-request/1")
                        .put("requester", requester)
                        .put("profile", profile)
                        .put("mode", mode)
                        .put("issuer", issuer)
                        .put("bundle_version", bundleVersion)
                        .put("valid_days", validDays)
                        .put("features", features)
                        .put("fingerprint", fingerprint);
        requestedAt.ifPresent(at -> made.put("requested_at", at));
        seats.ifPresent(n -> made.put("seats", n));
        notes.ifPresent(text -> made.put("notes", text));
        return CanonicalJson.bytes(made.build());
    }

    /**
     * Id of the licence that may be issued for it. It follows from the request, so that one
     * approval never becomes two licences.
     */
    public String licenceId() {
        return Digest.sha384(bytes()).hex().substring(0, 32);
    }
}
