package io.gatehouse.audit.compat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@code --expect} and {@code --require} options about the metadata entry of a log. */
record MetadataCheck(
        Optional<String> mode,
        boolean summary,
        Map<String, CompatValue> filters,
        boolean authToken,
        List<String> authScopes,
        boolean tls,
        Optional<String> inputFile,
        Optional<String> endpoint,
        List<String> tlsMaterials,
        List<String> fingerprints,
        List<String> fingerprintSources) {

    static MetadataCheck of(CompatSettings settings, Optional<RiskProfile> profile)
            throws CompatFailure {
        List<String> scopes =
                settings.list("--require-auth-scope", "REQUIRE_AUTH_SCOPE", PythonText::normal);
        return new MetadataCheck(
                settings.expectedMode(),
                settings.isSet("--expect-summary-enabled")
                        || profile.filter(RiskProfile::isDemanding).isPresent(),
                settings.filters(),
                settings.isSet("--require-auth-token") || !scopes.isEmpty(),
                scopes,
                settings.isSet("--require-tls"),
                settings.one("--expect-input-file"),
                settings.one("--expect-endpoint"),
                settings.materials("--require-tls-material"),
                settings.list("--expect-server-sha256", "EXPECT_SERVER_SHA256", PythonText::strip),
                settings.list(
                        "--expect-server-sha256-source",
                        "EXPECT_SERVER_SHA256_SOURCE",
                        PythonText::normal));
    }

    private boolean isAnythingExpected() {
        return mode.filter(m -> !m.isEmpty()).isPresent()
                || summary
                || !filters.isEmpty()
                || authToken
                || tls
                || inputFile.filter(f -> !f.isEmpty()).isPresent()
                || endpoint.filter(e -> !e.isEmpty()).isPresent()
                || !tlsMaterials.isEmpty()
                || !fingerprints.isEmpty()
                || !fingerprintSources.isEmpty();
    }

    /** Compares with the last metadata entry; on a log without one, nothing may be expected. */
    void check(Optional<CompatValue.Dict> found) throws CompatFailure {
        if (found.isEmpty()) {
            if (isAnythingExpected()) {
                throw new CompatFailure(CompatReason.METADATA_MISSING);
            }
            return;
        }
        CompatValue.Dict metadata = found.get();
        require(mode.filter(m -> !m.isEmpty()).isEmpty() || isMode(metadata, mode.get()), "mode");
        require(!summary || metadata.get("summary_enabled").isTruthy(), "summary_enabled");
        CompatValue signature = metadata.get("summary_signature");
        require(signature.isNull() || signature instanceof CompatValue.Dict, "summary_signature");
        filters(metadata);
        named(metadata, inputFile, "jsonl", "input_file");
        named(metadata, endpoint, "grpc", "endpoint");
        if (authToken) {
            require(isMode(metadata, "grpc"), "mode");
            require(metadata.get("auth_token_provided").isTruthy(), "auth_token_provided");
        }
        scopes(metadata);
        if (tls) {
            require(isMode(metadata, "grpc"), "mode");
            require(metadata.get("use_tls").isTruthy(), "use_tls");
        }
        materials(metadata);
    }

    private static void named(
            CompatValue.Dict metadata, Optional<String> wanted, String mode, String name)
            throws CompatFailure {
        if (wanted.isPresent()) {
            require(isMode(metadata, mode), "mode");
            require(metadata.text(name).equals(wanted), name);
        }
    }

    private static boolean isMode(CompatValue.Dict metadata, String mode) {
        return metadata.text("mode").equals(Optional.of(mode));
    }

    private void filters(CompatValue.Dict metadata) throws CompatFailure {
        if (filters.isEmpty()) {
            return;
        }
        Optional<CompatValue.Dict> recorded = metadata.dict("filters");
        require(recorded.isPresent(), "filters");
        for (Map.Entry<String, CompatValue> wanted : filters.entrySet()) {
            Optional<CompatValue> value = recorded.get().find(wanted.getKey());
            require(
                    value.filter(v -> PythonText.equal(v, wanted.getValue())).isPresent(),
                    "filters." + wanted.getKey());
        }
    }

    private void scopes(CompatValue.Dict metadata) throws CompatFailure {
        if (authScopes.isEmpty()) {
            return;
        }
        require(isTrue(metadata, "auth_token_scope_checked"), "auth_token_scope_checked");
        require(!isFalse(metadata, "auth_token_scope_match"), "auth_token_scope_match");
        CompatValue recorded = metadata.get("auth_token_scopes");
        if (recorded.isNull()) {
            return;
        }
        require(recorded instanceof CompatValue.Items, "auth_token_scopes");
        List<String> scopes =
                PythonText.words((CompatValue.Items) recorded, false).stream()
                        .map(PythonText::normal)
                        .filter(s -> !s.isEmpty())
                        .toList();
        require(scopes.isEmpty() || scopes.containsAll(authScopes), "auth_token_scopes");
    }

    static boolean isTrue(CompatValue.Dict metadata, String name) {
        return metadata.get(name) instanceof CompatValue.Bool bool && bool.value();
    }

    static boolean isFalse(CompatValue.Dict metadata, String name) {
        return metadata.get(name) instanceof CompatValue.Bool bool && !bool.value();
    }

    private void materials(CompatValue.Dict metadata) throws CompatFailure {
        Optional<CompatValue.Dict> recorded = metadata.dict("tls_materials");
        boolean wanted =
                !tlsMaterials.isEmpty() || !fingerprints.isEmpty() || !fingerprintSources.isEmpty();
        require(!wanted || recorded.isPresent(), "tls_materials");
        CompatValue.Dict materials = recorded.orElse(CompatValue.Dict.EMPTY);
        for (String material : tlsMaterials) {
            require(materials.get(material).isTruthy(), "tls_materials." + material);
        }
        Optional<String> present = fingerprint(metadata.get("server_sha256"));
        if (materials.find("server_sha256").isPresent()) {
            require(
                    materials.get("server_sha256").isTruthy() == present.isPresent(),
                    "server_sha256");
        }
        fingerprints(metadata, present);
    }

    private void fingerprints(CompatValue.Dict metadata, Optional<String> present)
            throws CompatFailure {
        Set<String> wanted = new TreeSet<>();
        for (String raw : fingerprints) {
            Optional<String> normal = fingerprint(CompatValue.of(raw));
            require(normal.isPresent(), "--expect-server-sha256");
            wanted.add(normal.get());
        }
        if (!wanted.isEmpty() || tlsMaterials.contains("server_sha256")) {
            require(present.isPresent(), "server_sha256");
            require(wanted.isEmpty() || wanted.contains(present.get()), "server_sha256");
        }
        if (!fingerprintSources.isEmpty()) {
            CompatValue source = metadata.get("server_sha256_source");
            require(
                    !source.isNull()
                            && fingerprintSources.contains(
                                    PythonText.normal(PythonText.word(source))),
                    "server_sha256_source");
        }
    }

    /** Hexadecimal digits in lower case without colons, of any length. */
    static Optional<String> fingerprint(CompatValue value) {
        if (!(value instanceof CompatValue.Text text)) {
            return Optional.empty();
        }
        String hex = PythonText.strip(text.value()).toLowerCase(Locale.ROOT).replace(":", "");
        return hex.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)
                ? Optional.of(hex).filter(h -> !h.isEmpty())
                : Optional.empty();
    }

    private static void require(boolean holds, String member) throws CompatFailure {
        if (!holds) {
            throw new CompatFailure(CompatReason.METADATA_DIFFERS, member);
        }
    }
}
