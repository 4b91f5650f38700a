package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the profiles from {@code risk_profiles} of a configuration, and {@code manual} from a file
 * of its own where there is one, which has the same form. Stateless and thread-safe.
 */
public final class ProfileReader {

    /**
     * A file.
     *
     * @param path for findings
     * @param bytes as they were read, and signed; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record File(String path, byte[] bytes) {}

    private ProfileReader() {}

    /**
     * Every profile there is.
     *
     * @param core the configuration, {@code config/core.yaml}
     * @param manual the file of the profile {@code manual}; without one it is read from {@code
     *     core}
     * @param signers the persons whose valid signatures over the exact bytes of the file that holds
     *     {@code manual} were shown; verified by the caller
     */
    public static ProfileReadings read(File core, Optional<File> manual, Set<PersonId> signers) {
        SortedMap<String, RiskProfile> profiles = new TreeMap<>();
        SortedMap<String, List<Finding>> refused = new TreeMap<>();
        section(core, profiles, refused);
        if (manual.isPresent()) {
            SortedMap<String, RiskProfile> own = new TreeMap<>();
            SortedMap<String, List<Finding>> ownRefused = new TreeMap<>();
            section(manual.get(), own, ownRefused);
            // other profiles in that file are not looked at: it may not redefine the named ones
            profiles.remove(RiskProfile.MANUAL);
            refused.remove(RiskProfile.MANUAL);
            List<Finding> findings =
                    ownRefused.getOrDefault(RiskProfile.MANUAL, ownRefused.get(""));
            if (own.containsKey(RiskProfile.MANUAL)) {
                profiles.put(RiskProfile.MANUAL, own.get(RiskProfile.MANUAL));
            } else {
                refused.put(
                        RiskProfile.MANUAL,
                        findings != null
                                ? findings
                                : List.of(
                                        ProfileFindings.missingProfile(
                                                manual.get().path(), RiskProfile.MANUAL)));
            }
        }
        // first the order: a named profile that is out of it is no measure for the manual one
        ProfileOrder.judge(profiles, refused);
        ManualProfile.judge(profiles, refused, signers);
        return new ProfileReadings(profiles, refused, core.path());
    }

    private static void section(
            File file,
            SortedMap<String, RiskProfile> profiles,
            SortedMap<String, List<Finding>> refused) {
        ConfigReading reading = ConfigTree.read(file.bytes());
        if (reading instanceof ConfigReading.Refused fault) {
            refused.put(
                    "", List.of(ProfileFindings.unreadable(file.path(), fault.fault().toString())));
            return;
        }
        ConfigReading.Parsed parsed = (ConfigReading.Parsed) reading;
        Optional<ConfigNode.Mapping> section =
                parsed.root()
                        .find("risk_profiles")
                        .filter(ConfigNode.Mapping.class::isInstance)
                        .map(ConfigNode.Mapping.class::cast);
        if (section.isEmpty()) {
            refused.put(
                    "",
                    List.of(
                            ProfileFindings.unreadable(
                                    file.path(), "no mapping risk_profiles in it")));
            return;
        }
        boolean twice =
                parsed.root().members().stream()
                                .filter(member -> member.name().equals("risk_profiles"))
                                .count()
                        > 1;
        for (Map.Entry<String, ConfigNode.Member> entry : section.get().last().entrySet()) {
            ProfileSection profile = new ProfileSection(entry.getKey(), file.path());
            List<Finding> findings = new ArrayList<>();
            if (twice || occurrences(section.get(), entry.getKey()) > 1) {
                findings.add(
                        ProfileFindings.duplicate(file.path(), "risk_profiles." + entry.getKey()));
            }
            Checked<RiskProfile> checked = profile.read(entry.getValue().value());
            findings.addAll(checked.findings());
            if (findings.isEmpty()) {
                profiles.put(entry.getKey(), checked.accepted().orElseThrow());
            } else {
                refused.put(entry.getKey(), findings);
            }
        }
    }

    private static long occurrences(ConfigNode.Mapping mapping, String key) {
        return mapping.members().stream().filter(member -> member.name().equals(key)).count();
    }
}
