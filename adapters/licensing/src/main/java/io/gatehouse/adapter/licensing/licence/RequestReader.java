package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a request file of the existing provisioner, strict JSON or YAML, and lays explicit options
 * over it: they win, features are added. Names may be written with dashes and capitals. Stateless.
 */
public final class RequestReader {

    private static final int LARGEST = 256 * 1024;
    private static final Set<String> ASKED =
            Set.of(
                    "fingerprint",
                    "mode",
                    "issuer",
                    "profile",
                    "bundle_version",
                    "notes",
                    "valid_days",
                    "features",
                    "seats",
                    "requester",
                    "requested_at");

    /** How the existing tool is to sign and deliver; not part of what is asked. */
    private static final Set<String> DELIVERY =
            Set.of(
                    "signing_key_path",
                    "key_id",
                    "rotation_log",
                    "rotation_interval_days",
                    "output",
                    "registry",
                    "qr_output",
                    "usb_target",
                    "usb_output",
                    "emit_qr",
                    "validate_registry",
                    "no_mark_rotation");

    private static final Set<String> SECRETS = Set.of("license_keys", "fingerprint_keys");

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final RequestCode code;
        private final String expected;

        Fault(RequestCode code, String expected) {
            super(code.code(), null, false, false);
            this.code = code;
            this.expected = expected;
        }
    }

    private RequestReader() {}

    /**
     * Reads a request.
     *
     * @param file of the request; {@code {}} when everything is said by options
     * @param options by name as in the file; what stands here wins
     */
    public static Judged<LicenceRequest> read(String subject, byte[] file, JsonObject options) {
        try {
            JsonObject asked = named(value(file));
            JsonObject explicit = named(options);
            JsonObject.Builder merged = JsonObject.builder().putAll(asked).putAll(explicit);
            List<JsonValue> features = new ArrayList<>(asked.array("features"));
            features.addAll(explicit.array("features"));
            return Judged.accepted(
                    request(merged.put("features", new JsonArray(features)).build()));
        } catch (Fault e) {
            return Judged.refused(
                    Area.REQUEST.finding(
                            e.code.code(), subject, e.expected, "another", "correct the request"));
        }
    }

    private static JsonObject value(byte[] file) {
        if (file.length > LARGEST) {
            throw new Fault(RequestCode.TOO_LARGE, "at most " + LARGEST + " bytes");
        }
        int at = 0;
        while (at < file.length && Character.isWhitespace(file[at])) {
            at++;
        }
        if (at < file.length && file[at] == '{') {
            if (StrictJson.readSigned(file) instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject object) {
                return object;
            }
            throw new Fault(RequestCode.MALFORMED, "strict JSON, every name once");
        }
        if (ConfigTree.read(file) instanceof ConfigReading.Parsed parsed
                && parsed.tree().duplicates().isEmpty()) {
            return (JsonObject) value(parsed.root());
        }
        throw new Fault(RequestCode.MALFORMED, "a JSON object or a YAML mapping, every name once");
    }

    private static JsonValue value(ConfigNode node) {
        if (node instanceof ConfigNode.Mapping mapping) {
            JsonObject.Builder made = JsonObject.builder();
            mapping.members().forEach(member -> made.put(member.name(), value(member.value())));
            return made.build();
        }
        if (node instanceof ConfigNode.Sequence sequence) {
            return new JsonArray(sequence.elements().stream().map(RequestReader::value).toList());
        }
        ConfigNode.Scalar scalar = (ConfigNode.Scalar) node;
        // the one integer that a request holds; quoted digits stay a text and are refused there
        return scalar.plain() && scalar.text().matches("[1-9][0-9]{0,8}")
                ? new JsonInteger(Long.parseLong(scalar.text()))
                : new JsonString(scalar.text());
    }

    /** With names as documented; two spellings of one name are refused. */
    private static JsonObject named(JsonObject object) {
        TreeMap<String, JsonValue> made = new TreeMap<>();
        for (String name : object.names()) {
            String normal = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
            if (SECRETS.contains(normal)) {
                // a request is mailed around; a key in it is a key lost
                throw new Fault(
                        RequestCode.SECRET_IN_REQUEST, "no keys in a request; name them by id");
            }
            if (!ASKED.contains(normal) && !DELIVERY.contains(normal)) {
                throw new Fault(RequestCode.UNKNOWN_NAME, "only names that are documented");
            }
            if (made.put(normal, object.find(name).orElseThrow()) != null) {
                throw new Fault(RequestCode.NAME_TWICE, "every name once");
            }
        }
        return new JsonObject(made);
    }

    private static LicenceRequest request(JsonObject asked) {
        JsonObject fingerprint =
                asked.object("fingerprint")
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                RequestCode.PLAIN_FINGERPRINT,
                                                "the device's signed fingerprint document"));
        String profile = text(asked, "profile").orElse("paper");
        require(Set.of("paper", "live").contains(profile), RequestCode.PROFILE, "paper or live");
        String mode = text(asked, "mode").orElse("qr");
        require(Set.of("usb", "qr").contains(mode), RequestCode.MODE, "usb or qr");
        long days = asked.has("valid_days") ? asked.integer("valid_days").orElse(0L) : 365L;
        require(
                days >= 1 && days <= Licence.LONGEST.toDays(),
                RequestCode.VALID_DAYS,
                "1 to 1095 days");
        require(
                !asked.has("seats") || asked.integer("seats").filter(n -> n > 0).isPresent(),
                RequestCode.SEATS,
                "a positive number of seats");
        List<String> features = new ArrayList<>();
        for (JsonValue feature : asked.array("features")) {
            require(
                    feature instanceof JsonString text
                            && text.value().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                    RequestCode.FEATURES,
                    "names of 1 to 64 letters, digits, '.', '_', '-'");
            features.add(((JsonString) feature).value());
        }
        require(features.size() <= 64, RequestCode.FEATURES, "at most 64 features");
        String requester = text(asked, "requester").orElse("");
        require(
                requester.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}"),
                RequestCode.REQUESTER,
                "the id of the person who asks");
        return new LicenceRequest(
                requester,
                text(asked, "requested_at"),
                profile,
                mode,
                text(asked, "issuer").orElse("security"),
                text(asked, "bundle_version").orElse("0.0.0"),
                (int) days,
                features,
                asked.integer("seats"),
                text(asked, "notes"),
                fingerprint);
    }

    private static Optional<String> text(JsonObject asked, String name) {
        if (!asked.has(name)) {
            return Optional.empty();
        }
        String text =
                asked.text(name)
                        .map(String::strip)
                        .orElseThrow(() -> new Fault(RequestCode.OTHER_KIND, name + " as text"));
        require(
                text.length() <= 500 && !text.isEmpty(),
                RequestCode.OTHER_KIND,
                name + ", 1 to 500 long");
        return Optional.of(text);
    }

    private static void require(boolean condition, RequestCode code, String expected) {
        if (!condition) {
            throw new Fault(code, expected);
        }
    }
}
