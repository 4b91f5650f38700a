package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code tls} of the metrics and the risk service: material and pins. */
final class TlsCheck implements ConfigCheck {

    static final ConfigCode CERTIFICATE =
            ConfigCode.existing(
                    "tls_certificate_missing",
                    "TLS is on and no certificate is named.",
                    "set certificate_path");

    static final ConfigCode KEY =
            ConfigCode.existing(
                    "tls_key_missing",
                    "TLS is on and no private key is named.",
                    "set private_key_path");

    static final ConfigCode CLIENT_CA =
            ConfigCode.existing(
                    "tls_client_ca_missing",
                    "Clients must show a certificate and no authority for them is named.",
                    "set client_ca_path");

    static final ConfigCode PIN_HEX =
            ConfigCode.existing(
                    "tls_pin_not_hex",
                    "A pinned fingerprint is not hexadecimal.",
                    "write it as sha256: and 64 hexadecimal digits");

    static final ConfigCode PIN_WEAK =
            ConfigCode.ours(
                    "tls_pin_incomplete",
                    "A pinned fingerprint names no algorithm, or has fewer digits than its algorithm: it matches nothing.",
                    "write it as sha256: and 64 hexadecimal digits");

    static final ConfigCode OPEN =
            ConfigCode.ours(
                    "service_without_tls",
                    "A service listens beyond this machine without TLS.",
                    "turn TLS on, or listen on 127.0.0.1");

    static final ConfigCode KEY_IN_FILE =
            ConfigCode.ours(
                    "tls_password_inline",
                    "The password of a private key stands in the file.",
                    "name a variable in private_key_password_env and change the password");

    private static final Map<String, Integer> DIGITS =
            Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(CERTIFICATE, KEY, CLIENT_CA, PIN_HEX, PIN_WEAK, OPEN, KEY_IN_FILE);
    }

    @Override
    public void run(Examination file) {
        for (String service : List.of("metrics_service", "risk_service")) {
            file.section("runtime", service).ifPresent(s -> service(file, service, s));
        }
    }

    private static void service(Examination file, String name, Mapping service) {
        boolean on = file.mapping(service, "tls").map(t -> tls(file, name, t)).orElse(false);
        file.text(service, "host")
                .filter(host -> !on && file.flag(service, "enabled").orElse(true))
                .filter(host -> !LOOPBACK.contains(host.text().strip()))
                .ifPresent(host -> file.find(OPEN, host, name, host.text()));
    }

    private static boolean tls(Examination file, String service, Mapping tls) {
        for (Scalar pin : file.texts(tls, "pinned_fingerprints")) {
            pin(file, service, pin);
        }
        if (tls.find("private_key_password").isPresent()) {
            file.find(KEY_IN_FILE, tls.find("private_key_password").get(), service, Masked.VALUE);
        }
        if (!file.isOn(tls, "enabled")) {
            return false;
        }
        demand(file, service, tls, "certificate_path", CERTIFICATE);
        demand(file, service, tls, "private_key_path", KEY);
        if (file.isOn(tls, "require_client_auth")) {
            demand(file, service, tls, "client_ca_path", CLIENT_CA);
        }
        return true;
    }

    private static void demand(
            Examination file, String service, Mapping tls, String member, ConfigCode code) {
        if (file.text(tls, member).isEmpty()) {
            file.find(code, tls, service, "no " + member);
        }
    }

    private static void pin(Examination file, String service, Scalar pin) {
        String text = pin.text().strip().toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':');
        String hex = text.substring(colon + 1).replace(":", "");
        if (!hex.matches("[0-9a-f]+")) {
            file.find(PIN_HEX, pin, service, pin.text());
        } else if (colon < 0 || DIGITS.getOrDefault(text.substring(0, colon), -1) != hex.length()) {
            file.find(PIN_WEAK, pin, service, pin.text());
        }
    }
}
