package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code rbac_tokens} of the services and schedulers. */
final class RbacCheck implements ConfigCheck {

    static final ConfigCode ID =
            ConfigCode.existing("token_id_missing", "A token has no id.", "set token_id");

    static final ConfigCode DUPLICATE =
            ConfigCode.ours(
                    "token_id_duplicate",
                    "Two tokens of a service have one id; what one of them did cannot be told.",
                    "give each token an id of its own");

    static final ConfigCode ALGORITHM =
            ConfigCode.existing(
                    "token_hash_algorithm",
                    "The digest of a token is of an algorithm that is not admitted.",
                    "use sha256, sha384, sha512 or sha3_256");

    static final ConfigCode HEX =
            ConfigCode.existing(
                    "token_hash_not_hex",
                    "The digest of a token is not hexadecimal.",
                    "write it as algorithm, colon, hexadecimal digits");

    static final ConfigCode LENGTH =
            ConfigCode.ours(
                    "token_hash_length",
                    "The digest of a token has another length than its algorithm's: no token matches it.",
                    "digest the token again");

    static final ConfigCode INLINE =
            ConfigCode.ours(
                    "token_inline",
                    "A token stands in the file in clear.",
                    "keep its digest in token_hash, or name a variable in token_env, and change the token");

    static final ConfigCode NO_SECRET =
            ConfigCode.ours(
                    "token_without_secret",
                    "A token has neither a variable nor a digest.",
                    "set token_env or token_hash");

    static final ConfigCode SCOPES =
            ConfigCode.ours(
                            "token_scopes_empty",
                            "A token lists no scope, which the trading system takes for every scope.",
                            "list the scopes that the token needs")
                    .asWarning();

    private static final Map<String, Integer> DIGITS =
            Map.of(
                    "sha224",
                    56,
                    "sha256",
                    64,
                    "sha384",
                    96,
                    "sha512",
                    128,
                    "sha3_224",
                    56,
                    "sha3_256",
                    64,
                    "sha3_384",
                    96,
                    "sha3_512",
                    128);

    @Override
    public String name() {
        return "rbac";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(ID, DUPLICATE, ALGORITHM, HEX, LENGTH, INLINE, NO_SECRET, SCOPES);
    }

    @Override
    public void run(Examination file) {
        Map<String, Mapping> holders = new LinkedHashMap<>();
        for (String service : List.of("metrics_service", "risk_service")) {
            file.section("runtime", service).ifPresent(s -> holders.put(service, s));
        }
        holders.putAll(file.entries("runtime", "multi_strategy_schedulers"));
        holders.forEach(
                (name, holder) -> {
                    Set<String> seen = new TreeSet<>();
                    file.mappings(holder, "rbac_tokens").forEach(t -> token(file, name, t, seen));
                    holder.find("auth_token")
                            .ifPresent(t -> file.find(INLINE, t, name, Masked.VALUE));
                });
    }

    private static void token(Examination file, String holder, Mapping token, Set<String> seen) {
        String id = file.textOr(token, "token_id", file.textOr(token, "id", ""));
        if (id.isEmpty()) {
            file.find(ID, token, holder, "no token_id");
        } else if (!seen.add(id)) {
            file.find(DUPLICATE, token, holder, id);
        }
        boolean inline = false;
        for (String member : List.of("token_value", "value")) {
            inline |= token.find(member).isPresent();
            token.find(member).ifPresent(v -> file.find(INLINE, v, holder, Masked.VALUE));
        }
        boolean env = has(token, "token_env") || has(token, "env");
        for (String member : List.of("token_hash", "hash")) {
            file.text(token, member).ifPresent(h -> hash(file, holder, h));
        }
        if (!inline && !env && !has(token, "token_hash") && !has(token, "hash")) {
            file.find(NO_SECRET, token, holder, id);
        }
        if (file.list(token, "scopes").isEmpty()) {
            file.find(SCOPES, token, holder, id);
        }
    }

    private static boolean has(Mapping token, String member) {
        return token.find(member).isPresent();
    }

    private static void hash(Examination file, String holder, ConfigNode.Scalar hash) {
        String text = hash.text().strip().toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "sha256" : text.substring(0, colon).replace('-', '_');
        String hex = text.substring(colon + 1);
        Integer digits = DIGITS.get(algorithm);
        if (digits == null) {
            file.find(ALGORITHM, hash, holder, "an algorithm that is not admitted");
        } else if (!hex.matches("[0-9a-f]+")) {
            file.find(HEX, hash, holder, "not hexadecimal");
        } else if (hex.length() != digits) {
            file.find(LENGTH, hash, holder, hex.length() + " digits instead of " + digits);
        }
    }
}
