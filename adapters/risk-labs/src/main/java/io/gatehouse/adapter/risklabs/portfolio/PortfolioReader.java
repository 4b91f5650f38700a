package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a portfolio's file: an object of {@code name}, {@code equity}, and either {@code positions}
 * or {@code weights}, each a signed decimal by symbol; nothing else is admitted.
 *
 * <p>The same members as JSON (strict: no duplicate, nothing trailing) and, where the path ends in
 * {@code .yaml} or {@code .yml}, as YAML (no alias, tag or merge key). Decimals are read exactly.
 * Stateless and thread-safe.
 */
public final class PortfolioReader {

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 256 * 1024;

    /** Greatest number of positions. */
    public static final int MOST = 1_000;

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern NAME = SYMBOL;
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    private PortfolioReader() {}

    /** The portfolio, or every fault of the file. */
    public static Checked<PortfolioFile> read(String path, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return refused(path, "larger than " + LARGEST + " bytes");
        }
        boolean yaml = path.endsWith(".yaml") || path.endsWith(".yml");
        return yaml ? yaml(path, bytes) : json(path, bytes);
    }

    private static Checked<PortfolioFile> json(String path, byte[] bytes) {
        JsonReading reading = StrictJson.readEvidence(bytes);
        if (reading instanceof JsonReading.Refused fault) {
            return refused(path, fault.fault().message());
        }
        if (!(reading.orThrow() instanceof JsonObject object)) {
            return refused(path, "not an object");
        }
        Map<String, Object> members = new TreeMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            members.put(
                    member.getKey(),
                    member.getValue() instanceof JsonObject inner
                            ? texts(inner)
                            : scalar(member.getValue()));
        }
        return members(path, members);
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new TreeMap<>();
        object.members().forEach((name, value) -> texts.put(name, scalar(value)));
        return texts;
    }

    /** Numbers by their value, strings as they are, anything else as something that is neither. */
    private static String scalar(JsonValue value) {
        return JsonNumbers.decimal(value)
                .filter(decimal -> Math.abs((long) decimal.scale()) <= 40)
                .map(BigDecimal::toPlainString)
                .orElseGet(() -> value instanceof JsonString text ? text.value() : "");
    }

    private static Checked<PortfolioFile> yaml(String path, byte[] bytes) {
        ConfigReading reading = ConfigTree.read(bytes);
        if (reading instanceof ConfigReading.Refused fault) {
            return refused(path, fault.fault().toString());
        }
        ConfigReading.Parsed parsed = (ConfigReading.Parsed) reading;
        if (!parsed.tree().duplicates().isEmpty()) {
            return refused(path, "a key occurs twice");
        }
        Map<String, Object> members = new TreeMap<>();
        parsed.root()
                .last()
                .forEach(
                        (name, member) ->
                                members.put(
                                        name,
                                        member.value() instanceof ConfigNode.Mapping inner
                                                ? texts(inner)
                                                : scalar(member.value())));
        return members(path, members);
    }

    private static Map<String, String> texts(ConfigNode.Mapping mapping) {
        Map<String, String> texts = new TreeMap<>();
        mapping.last().forEach((name, member) -> texts.put(name, scalar(member.value())));
        return texts;
    }

    private static String scalar(ConfigNode node) {
        return node instanceof ConfigNode.Scalar scalar ? scalar.text() : "";
    }

    private static Checked<PortfolioFile> members(String path, Map<String, Object> members) {
        List<Finding> findings = new ArrayList<>();
        Optional<PortfolioFile.Kind> kind = Optional.empty();
        for (PortfolioFile.Kind each : PortfolioFile.Kind.values()) {
            if (members.containsKey(each.member())) {
                if (kind.isPresent()) {
                    return refused(path, "both positions and weights");
                }
                kind = Optional.of(each);
            }
        }
        for (String member : members.keySet()) {
            boolean known =
                    member.equals("name")
                            || member.equals("equity")
                            || (kind.isPresent() && member.equals(kind.get().member()));
            if (!known) {
                return refused(path, "a member that is not known");
            }
        }
        if (kind.isEmpty()
                || !(members.get(kind.get().member()) instanceof Map<?, ?> entries)
                || entries.isEmpty()
                || entries.size() > MOST) {
            return refused(path, "not one to " + MOST + " positions or weights");
        }
        String name = String.valueOf(members.get("name"));
        if (!members.containsKey("name") || !NAME.matcher(name).matches()) {
            return refused(path, "no name of letters, digits, '.', '_', '-'");
        }
        Optional<BigDecimal> equity =
                decimal(String.valueOf(members.get("equity"))).filter(e -> e.signum() > 0);
        if (equity.isEmpty()) {
            findings.add(PortfolioFindings.number("equity", "a decimal above 0", "something else"));
        }
        TreeMap<String, BigDecimal> decimals = new TreeMap<>();
        entries.forEach(
                (symbol, text) -> {
                    Optional<BigDecimal> value =
                            decimal(String.valueOf(text)).filter(v -> v.signum() != 0);
                    if (!SYMBOL.matcher(String.valueOf(symbol)).matches()) {
                        findings.add(
                                PortfolioFindings.unreadable(path, "a symbol of other characters"));
                    } else if (value.isEmpty()) {
                        findings.add(
                                PortfolioFindings.number(
                                        String.valueOf(symbol),
                                        "a decimal that is not 0",
                                        "something else"));
                    } else {
                        decimals.put(String.valueOf(symbol), value.get());
                    }
                });
        if (!findings.isEmpty()) {
            return new Checked.Refused<>(findings);
        }
        return new Checked.Accepted<>(
                new PortfolioFile(name, equity.orElseThrow(), kind.get(), decimals));
    }

    private static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static Checked<PortfolioFile> refused(String path, String fault) {
        return new Checked.Refused<>(List.of(PortfolioFindings.unreadable(path, fault)));
    }
}
