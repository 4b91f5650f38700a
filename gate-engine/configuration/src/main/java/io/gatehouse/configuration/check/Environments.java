package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The environments of a file, and which of them a profile is about. */
final class Environments {

    static final Set<String> KINDS = Set.of("live", "paper", "testnet");

    private Environments() {}

    static Map<String, Mapping> all(Examination file) {
        return file.entries("environments");
    }

    static String kind(Examination file, Mapping environment) {
        return file.textOr(environment, "environment", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Those of the profile's kind; all of them when there is none of that kind. */
    static Map<String, Mapping> inScope(Examination file) {
        Map<String, Mapping> all = all(file);
        Map<String, Mapping> chosen = new LinkedHashMap<>();
        all.forEach(
                (name, environment) -> {
                    if (kind(file, environment).equals(file.profile().name())) {
                        chosen.put(name, environment);
                    }
                });
        return chosen.isEmpty() ? all : chosen;
    }

    static boolean hasProfile(Examination file) {
        return all(file).values().stream()
                .anyMatch(e -> kind(file, e).equals(file.profile().name()));
    }

    /** Live environments that the profile is about. */
    static Map<String, Mapping> live(Examination file) {
        Map<String, Mapping> live = new LinkedHashMap<>(inScope(file));
        live.values().removeIf(environment -> !kind(file, environment).equals("live"));
        return live;
    }

    /**
     * What a route may name: the exchanges of all environments, and the environments themselves.
     */
    static Set<String> venues(Examination file) {
        Set<String> venues =
                all(file).values().stream()
                        .flatMap(e -> file.text(e, "exchange").map(Scalar::text).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        venues.addAll(all(file).keySet());
        return venues;
    }
}
