package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Stands for {@code stage6_preset_cli}: adds a risk profile made of the old preset to the
 * configuration, seals the old secrets in a vault, and says what it did with digests of all of it.
 * Unlike that tool it reads every input before it changes anything.
 */
final class Stage6Migration {

    private static final String SECTION = "risk_profiles:\n";
    private static final int LARGEST = 4 * 1024 * 1024;

    private Stage6Migration() {}

    static int run(StandInRun run) throws IOException {
        String corePath = run.option("--core-config", "config/core.yaml");
        String backupPath = run.option("--core-backup", corePath + ".bak");
        String vaultPath = run.option("--secrets-output", "secrets/api_keys.vault");
        byte[] core = run.read(corePath);
        String profile = run.option("--profile-name", "stage6_gui");
        String added =
                profileBlock(profile, run.read(run.option("--legacy-preset", "presets/gui.json")));
        String secretsPath = run.option("--secrets-input", "secrets/legacy.yaml");
        byte[] secrets = run.read(secretsPath);
        Map<String, Object> plain = secrets(secrets);
        String passphrasePath = run.option("--secret-passphrase-file", "secrets/pass.txt");
        String vault = seal(run, plain, passphrasePath);
        byte[] rendered = insert(core, added).getBytes(StandardCharsets.UTF_8);

        run.write(backupPath, core);
        run.write(corePath, rendered);
        Files.setPosixFilePermissions(
                run.write(vaultPath, vault), PosixFilePermissions.fromString("rw-------"));
        added.lines().forEach(line -> run.out().println("+" + line));
        Map<String, Object> summary =
                report(
                        "stage6_preset_cli",
                        "profile_name",
                        profile,
                        "runtime_entrypoint",
                        "trading_gui",
                        "core_config_destination",
                        corePath,
                        "core_backup_requested",
                        true,
                        "core_backup_path",
                        backupPath,
                        "core_backup_checksum",
                        Digest.sha256(core).hex(),
                        "core_original_checksum",
                        Digest.sha256(core).hex(),
                        "core_rendered_checksum",
                        Digest.sha256(rendered).hex(),
                        "core_diff_requested",
                        run.flag("--core-diff"),
                        "dry_run",
                        false,
                        "timestamp",
                        run.now().toString(),
                        "cli_invocation",
                        object(
                                "argv",
                                run.arguments(),
                                "command",
                                String.join(" ", run.arguments())),
                        "warnings",
                        List.of(),
                        "tool",
                        tool(run),
                        "secrets",
                        object(
                                "source_path",
                                secretsPath,
                                "source_checksum",
                                Digest.sha256(secrets).hex(),
                                "output_path",
                                vaultPath,
                                "output_checksum",
                                Digest.sha256(vault.getBytes(StandardCharsets.UTF_8)).hex(),
                                "planned",
                                plain.size(),
                                "written",
                                plain.size(),
                                "output_passphrase",
                                object(
                                        "provided",
                                        true,
                                        "source",
                                        "file",
                                        "identifier",
                                        passphrasePath,
                                        "used",
                                        true)));
        run.write(
                run.option("--summary-json", "var/audit/stage6/migration_summary.json"),
                pretty(summary));
        return 0;
    }

    /**
     * What ran was this, and no Python: the summary must not name an interpreter that was not
     * there.
     */
    private static Map<String, Object> tool(StandInRun run) {
        return object(
                "package",
                "gatehouse-demo",
                "package_available",
                true,
                "version",
                "0.1.0, STAND-IN",
                "executable",
                ProcessHandle.current().info().command().orElse("java"),
                "python",
                "none: STAND-IN on Java " + Runtime.version().feature(),
                "platform",
                System.getProperty("os.name", "unknown"),
                "module",
                Stage6Migration.class.getName(),
                "git_available",
                true,
                "git_commit",
                run.inputs().release().commit());
    }

    private static String profileBlock(String name, byte[] preset) throws IOException {
        JsonObject risk;
        try {
            risk =
                    StrictJson.readEvidence(preset)
                            .objectOrThrow()
                            .object("risk")
                            .orElse(JsonObject.EMPTY);
        } catch (JsonFaultException e) {
            throw new IOException("the preset is not a JSON object", e);
        }
        if (risk.names().isEmpty() || !name.matches("[a-z0-9_]{1,64}")) {
            throw new IOException(
                    "the preset has no 'risk', or the profile's name is not of a-z, 0-9, '_'");
        }
        StringBuilder block = new StringBuilder("  " + name + ":\n");
        for (Map.Entry<String, JsonValue> member : risk.members().entrySet()) {
            String value = member.getValue() instanceof JsonString text ? text.value() : "";
            value =
                    member.getValue() instanceof JsonInteger number
                            ? Long.toString(number.value())
                            : value;
            if (!value.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")
                    || !member.getKey().matches("[a-z_]{1,64}")) {
                throw new IOException("the preset's 'risk' holds something that is not a number");
            }
            block.append("    ").append(member.getKey()).append(": ").append(value).append('\n');
        }
        return block.toString();
    }

    private static String insert(byte[] core, String block) throws IOException {
        String text = new String(core, StandardCharsets.UTF_8);
        int at = text.startsWith(SECTION) ? 0 : text.indexOf("\n" + SECTION) + 1;
        if (at == 0 && !text.startsWith(SECTION)) {
            throw new IOException("the configuration has no section risk_profiles");
        }
        if (text.contains("\n" + block.lines().findFirst().orElseThrow() + "\n")) {
            throw new IOException("the configuration has that profile already");
        }
        int behind = at + SECTION.length();
        return text.substring(0, behind) + block + text.substring(behind);
    }

    private static Map<String, Object> secrets(byte[] yaml) throws IOException {
        try {
            if (!(StrictYaml.read(yaml, LARGEST) instanceof YamlNode.Mapping all)
                    || all.members().isEmpty()) {
                throw new IOException("the old secrets are not a mapping");
            }
            Map<String, Object> plain = object();
            for (Map.Entry<String, YamlNode> member : all.members().entrySet()) {
                if (!(member.getValue() instanceof YamlNode.Scalar scalar)) {
                    throw new IOException("the old secrets hold something that is not text");
                }
                plain.put(member.getKey(), scalar.text());
            }
            return plain;
        } catch (YamlFaultException e) {
            // The fault's text names the kind and the place, never what stands there.
            throw new IOException("the old secrets cannot be read: " + e.fault(), e);
        }
    }

    private static String seal(StandInRun run, Map<String, Object> plain, String passphrasePath)
            throws IOException {
        char[] passphrase =
                new String(run.read(passphrasePath), StandardCharsets.UTF_8).strip().toCharArray();
        try {
            if (passphrase.length < 12) {
                throw new IOException("the passphrase has fewer than 12 characters");
            }
            byte[] bytes = ReportText.line(plain).strip().getBytes(StandardCharsets.UTF_8);
            return FernetVault.seal(bytes, passphrase, run.now());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
