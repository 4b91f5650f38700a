package io.gatehouse.audit.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options about the section {@code risk_service} of the metadata entry. */
record RiskServiceCheck(
        boolean tls,
        List<String> materials,
        List<String> fingerprints,
        List<String> scopes,
        List<String> tokens,
        boolean authToken) {

    private static final Map<String, String> MEMBERS =
            Map.of(
                    "root_cert", "root_cert_configured",
                    "client_cert", "client_cert_configured",
                    "client_key", "client_key_configured",
                    "client_auth", "client_auth");

    static RiskServiceCheck of(CompatSettings settings) throws CompatFailure {
        return new RiskServiceCheck(
                settings.isSet("--require-risk-service-tls"),
                settings.materials("--require-risk-service-tls-material"),
                settings.list(
                        "--expect-risk-service-server-sha256",
                        "EXPECT_RISK_SERVICE_SERVER_SHA256",
                        v -> MetadataCheck.fingerprint(CompatValue.of(v)).orElse("")),
                settings.list(
                        "--require-risk-service-scope",
                        "REQUIRE_RISK_SERVICE_SCOPE",
                        PythonText::normal),
                settings.list(
                        "--require-risk-service-token-id",
                        "REQUIRE_RISK_SERVICE_TOKEN_ID",
                        PythonText::strip),
                settings.isSet("--require-risk-service-auth-token"));
    }

    void check(Optional<CompatValue.Dict> metadata) throws CompatFailure {
        boolean wanted =
                tls
                        || authToken
                        || !materials.isEmpty()
                        || !fingerprints.isEmpty()
                        || !scopes.isEmpty()
                        || !tokens.isEmpty();
        if (!wanted) {
            return;
        }
        CompatValue.Dict section = section(metadata);
        demand(!tls || section.get("tls_enabled").isTruthy(), "tls_enabled");
        for (String material : materials) {
            String member = MEMBERS.get(material);
            demand(section.get(member).isTruthy(), member);
        }
        Set<String> pinned = new TreeSet<>();
        if (section.get("pinned_fingerprints") instanceof CompatValue.Items items) {
            items.values().forEach(v -> MetadataCheck.fingerprint(v).ifPresent(pinned::add));
        }
        demand(pinned.containsAll(fingerprints), "pinned_fingerprints");
        demand(scopes(section).containsAll(scopes), "auth_token_scopes");
        List<String> known = new ArrayList<>(texts(section, "auth_token_tokens"));
        section.text("auth_token_token_id").ifPresent(known::add);
        demand(known.stream().map(PythonText::strip).toList().containsAll(tokens), "token_id");
        if (authToken) {
            demand(
                    MetadataCheck.isTrue(section, "auth_token_scope_checked"),
                    "auth_token_scope_checked");
            demand(
                    !MetadataCheck.isFalse(section, "auth_token_scope_match"),
                    "auth_token_scope_match");
        }
    }

    /** The section of the metadata over that of its {@code core_config}; nulls do not count. */
    private static CompatValue.Dict section(Optional<CompatValue.Dict> metadata)
            throws CompatFailure {
        List<CompatValue.Dict> parts = new ArrayList<>();
        metadata.flatMap(m -> m.dict("core_config"))
                .flatMap(c -> c.dict("risk_service"))
                .ifPresent(parts::add);
        metadata.flatMap(m -> m.dict("risk_service")).ifPresent(parts::add);
        demand(!parts.isEmpty(), "risk_service");
        Map<String, CompatValue> merged = new LinkedHashMap<>();
        for (CompatValue.Dict part : parts) {
            part.members().entrySet().stream()
                    .filter(member -> !member.getValue().isNull())
                    .forEach(member -> merged.put(member.getKey(), member.getValue()));
        }
        return new CompatValue.Dict(merged);
    }

    private static List<String> scopes(CompatValue.Dict section) {
        List<String> scopes = new ArrayList<>(texts(section, "auth_token_scopes"));
        section.text("auth_token_scope_required").ifPresent(scopes::add);
        section.dict("required_scopes").ifPresent(d -> scopes.addAll(d.members().keySet()));
        return scopes.stream().map(PythonText::normal).toList();
    }

    private static List<String> texts(CompatValue.Dict section, String name) {
        return section.get(name) instanceof CompatValue.Items items
                ? PythonText.words(items, true)
                : List.of();
    }

    private static void demand(boolean holds, String member) throws CompatFailure {
        if (!holds) {
            throw new CompatFailure(CompatReason.RISK_SERVICE_DIFFERS, member);
        }
    }
}
