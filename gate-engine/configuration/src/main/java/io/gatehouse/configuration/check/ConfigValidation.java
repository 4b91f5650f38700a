package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigFault;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.digest.DigestPair;
import java.util.List;
import java.util.Locale;

/**
 * The answer to "may this file be used for that profile": every finding, and the digests of the
 * very bytes that were judged (ADR 0006).
 *
 * @param size in bytes
 * @param findings by place in the file
 */
public record ConfigValidation(
        ConfigProfile profile, long size, DigestPair digests, List<ConfigFinding> findings) {

    public ConfigValidation {
        findings = List.copyOf(findings);
    }

    /**
     * Judges a file's bytes; never throws, whatever they are.
     *
     * @param files what the file's folder holds, or {@link ConfigFiles#UNSEEN}
     */
    public static ConfigValidation of(byte[] bytes, ConfigProfile profile, ConfigFiles files) {
        return new ConfigValidation(
                profile, bytes.length, DigestPair.of(bytes), findings(bytes, profile, files));
    }

    private static List<ConfigFinding> findings(
            byte[] bytes, ConfigProfile profile, ConfigFiles files) {
        ConfigReading reading = ConfigTree.read(bytes);
        if (reading instanceof ConfigReading.Parsed parsed) {
            Examination file = new Examination(parsed.root(), parsed.tree(), profile, files);
            ConfigChecks.ALL.forEach(check -> check.run(file));
            return List.copyOf(file.findings());
        }
        ConfigFault fault = ((ConfigReading.Refused) reading).fault();
        boolean empty = fault.kind() == ConfigFault.Kind.NO_DOCUMENT;
        return List.of(
                new ConfigFinding(
                        empty ? DocumentCheck.EMPTY : DocumentCheck.UNREADABLE,
                        "",
                        fault.line(),
                        0,
                        fault.kind().name().toLowerCase(Locale.ROOT),
                        fault.message()));
    }

    public List<ConfigFinding> errors() {
        return findings.stream().filter(finding -> finding.code().isError()).toList();
    }

    public List<ConfigFinding> warnings() {
        return findings.stream().filter(finding -> !finding.code().isError()).toList();
    }

    /** Whether no error stands against the file; warnings do not. */
    public boolean isValid() {
        return errors().isEmpty();
    }

    /** Whether the existing tool would call the file valid: only what it says too counts. */
    public boolean isValidForExistingTool() {
        return errors().stream()
                .noneMatch(finding -> finding.code().origin() == ConfigCode.Origin.EXISTING);
    }
}
