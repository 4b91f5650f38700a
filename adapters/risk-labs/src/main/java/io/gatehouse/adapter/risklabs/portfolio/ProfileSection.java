package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One section of {@code risk_profiles}: the seven limits, and who answers for them.
 *
 * <p>Owner, version and rationale stand in {@code limit_owner}, {@code limit_version} and {@code
 * limit_rationale} (a text for all limits, or a mapping by limit). Configurations in use have none
 * of the three: a named profile without them holds and is reported as unattested, with a version
 * that is the digest of its limits. The profile {@code manual} must state all three.
 */
final class ProfileSection {

    /** Decimals that every version of YAML reads alike: no octal, sexagesimal or exponent form. */
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,18})?");

    private static final int LONGEST_TEXT = 2_000;

    private final String name;
    private final String path;
    private final List<Finding> findings = new ArrayList<>();

    ProfileSection(String name, String path) {
        this.name = name;
        this.path = path;
    }

    Checked<RiskProfile> read(ConfigNode node) {
        if (!name.matches("[a-z][a-z0-9_-]{0,63}")
                || !(node instanceof ConfigNode.Mapping section)) {
            return new Checked.Refused<>(
                    List.of(
                            ProfileFindings.unreadable(
                                    path, "risk_profiles holds something that is no profile")));
        }
        section.members().stream()
                .filter(member -> member.occurrence() > 1)
                .forEach(m -> findings.add(ProfileFindings.duplicate(path, m.value().path())));
        EnumMap<Limit, BigDecimal> decimals = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            decimal(section, limit).ifPresent(value -> decimals.put(limit, value));
        }
        boolean manual = name.equals(RiskProfile.MANUAL);
        String owner = text(section, "limit_owner", manual);
        String version = text(section, "limit_version", manual);
        TreeMap<Limit, LimitValue> values = new TreeMap<>();
        for (Limit limit : Limit.values()) {
            String rationale = rationale(section, limit, manual);
            if (decimals.containsKey(limit)) {
                values.put(
                        limit,
                        new LimitValue(
                                limit,
                                decimals.get(limit),
                                owner,
                                version.isEmpty() ? versionOf(decimals) : version,
                                rationale));
            }
        }
        if (!findings.isEmpty()) {
            return new Checked.Refused<>(findings);
        }
        return new Checked.Accepted<>(RiskProfile.of(name, new RiskLimits(values), path));
    }

    private Optional<BigDecimal> decimal(ConfigNode.Mapping section, Limit limit) {
        Optional<ConfigNode> node = section.find(limit.field());
        if (node.isEmpty()) {
            return refuse("limit-missing", limit, "nothing");
        }
        // .inf and .nan are numbers to YAML and would never be exceeded; quoted text is no number
        if (!(node.get() instanceof ConfigNode.Scalar scalar)
                || !scalar.plain()
                || !DECIMAL.matcher(scalar.text()).matches()) {
            return refuse("limit-not-a-number", limit, node.get().kind());
        }
        BigDecimal value = new BigDecimal(scalar.text());
        if (value.signum() < 0) {
            return refuse("limit-negative", limit, scalar.text());
        }
        if (value.signum() == 0) {
            return refuse("limit-zero", limit, scalar.text());
        }
        if (value.compareTo(limit.greatest()) > 0) {
            return refuse("limit-out-of-range", limit, scalar.text());
        }
        if (limit.unit() == Limit.Unit.COUNT && value.stripTrailingZeros().scale() > 0) {
            return refuse("limit-not-whole", limit, scalar.text());
        }
        return Optional.of(value);
    }

    private Optional<BigDecimal> refuse(String code, Limit limit, String observed) {
        findings.add(ProfileFindings.limit(code, name, limit, observed));
        return Optional.empty();
    }

    private String rationale(ConfigNode.Mapping section, Limit limit, boolean required) {
        Optional<ConfigNode> node = section.find("limit_rationale");
        if (node.isPresent() && node.get() instanceof ConfigNode.Mapping byLimit) {
            return text(byLimit, limit.field(), required);
        }
        return text(section, "limit_rationale", required);
    }

    private String text(ConfigNode.Mapping mapping, String key, boolean required) {
        String text =
                mapping.find(key)
                        .filter(ConfigNode.Scalar.class::isInstance)
                        .map(ConfigNode.Scalar.class::cast)
                        .filter(scalar -> !scalar.isNothing())
                        .map(scalar -> scalar.text().strip())
                        .filter(value -> value.length() <= LONGEST_TEXT)
                        .orElse("");
        Finding finding = ProfileFindings.unowned(name, key);
        if (text.isEmpty() && required && !findings.contains(finding)) {
            findings.add(finding);
        }
        return text;
    }

    private static String versionOf(Map<Limit, BigDecimal> decimals) {
        JsonObject.Builder all = JsonObject.builder();
        decimals.forEach(
                (limit, value) ->
                        all.put(limit.field(), value.stripTrailingZeros().toPlainString()));
        return Digest.of(all.build()).abbreviated();
    }
}
