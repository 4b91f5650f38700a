package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instruments of {@code instrument_universes.<name>}, one for each venue that lists one. */
final class Universe {

    private static final int MOST = 64;

    private Universe() {}

    static ConfigTree tree(String path, byte[] bytes) throws Refusal {
        ConfigReading reading = ConfigTree.read(bytes);
        if (reading instanceof ConfigReading.Parsed parsed) {
            return parsed.tree();
        }
        throw new Refusal(SmokeCode.CONFIGURATION.at(path, "YAML", "it cannot be read"));
    }

    static List<Instrument> instruments(ConfigTree tree, String path, String name) throws Refusal {
        String prefix = "instrument_universes." + name + ".instruments.";
        Pattern listing = Pattern.compile(Pattern.quote(prefix) + "([^.]+)\\.exchanges\\.([^.]+)");
        List<Instrument> instruments = new ArrayList<>();
        for (var leaf : tree.leaves().tailMap(prefix).entrySet()) {
            if (!leaf.getKey().startsWith(prefix)) {
                break;
            }
            Matcher matcher = listing.matcher(leaf.getKey());
            if (!matcher.matches()) {
                continue;
            }
            String symbol = leaf.getValue().text();
            if (!Instrument.isValid(matcher.group(1), matcher.group(2), symbol)) {
                throw new Refusal(
                        SmokeCode.CONFIGURATION.at(
                                path + " " + prefix, "venues with symbols", "another form"));
            }
            instruments.add(new Instrument(matcher.group(1), matcher.group(2), symbol));
        }
        long names = instruments.stream().map(Instrument::name).distinct().count();
        if (instruments.isEmpty() || instruments.size() > MOST || names != instruments.size()) {
            throw new Refusal(
                    SmokeCode.CONFIGURATION.at(
                            path + " instrument_universes." + name,
                            "1 to " + MOST + " different listings",
                            instruments.size() + " listings, " + names + " different"));
        }
        return instruments.stream().sorted().toList();
    }
}
