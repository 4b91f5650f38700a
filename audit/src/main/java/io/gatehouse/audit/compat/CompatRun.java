package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One run: settings first, all of them, then the log. Used once, by one thread. */
final class CompatRun {

    /** Options whose effect rests on files of the trading bot that are not described. */
    private static final List<String> NOT_REPRODUCED =
            List.of(
                    "--core-config",
                    "--risk-profiles-file",
                    "--risk-profile-env-snippet",
                    "--risk-profile-yaml-snippet");

    private final CompatFiles files;
    private final CompatInputs inputs;
    private final String path;
    private final Optional<EntrySignature.Key> key;
    private final MetadataCheck metadata;
    private final RiskServiceCheck riskService;
    private final Optional<RiskProfile> profile;
    private final Optional<String> summaryFile;
    private final Optional<String> report;
    private final Map<String, BigInteger> most;
    private final Map<String, BigInteger> least;
    private final LogReading reading;

    CompatRun(CompatSettings settings, CompatFiles files, CompatInputs inputs)
            throws CompatFailure {
        this.files = files;
        this.inputs = inputs;
        Optional<EntrySignature.Key> loaded = loadKey(settings);
        requireReproduced(settings);
        this.profile = profile(settings);
        this.metadata = MetadataCheck.of(settings, profile);
        this.riskService = RiskServiceCheck.of(settings);
        this.most = counts(settings, "--max-event-count", profile.map(RiskProfile::most));
        this.least = counts(settings, "--min-event-count", profile.map(RiskProfile::least));
        this.summaryFile = settings.one("--summary-json").filter(f -> !f.isEmpty());
        this.report = settings.one("--report-output").filter(f -> !f.isEmpty());
        Optional<CompatSchema> schema = schema(settings);
        this.path = settings.path().orElseThrow(() -> CompatFlags.usage("no decision log named"));
        this.key = expected(settings, loaded);
        if (summaryFile.equals(Optional.of("-")) && path.equals("-")) {
            throw CompatFlags.usage("log and summary cannot both be standard input");
        }
        this.reading =
                new LogReading(
                        key,
                        settings.isSet("--allow-unsigned"),
                        settings.isSet("--require-screen-info")
                                || profile.filter(RiskProfile::isDemanding).isPresent(),
                        schema);
    }

    private Optional<EntrySignature.Key> loadKey(CompatSettings settings) throws CompatFailure {
        CompatSettings.KeySource source = settings.keySource();
        if (source.text().isPresent()) {
            return Optional.of(
                    new EntrySignature.Key(CompatPrinter.utf8(source.text().get()), source.id()));
        }
        if (source.file().isPresent()) {
            return Optional.of(new EntrySignature.Key(files.key(source.file().get()), source.id()));
        }
        return Optional.empty();
    }

    private static void requireReproduced(CompatSettings settings) throws CompatFailure {
        for (String option : NOT_REPRODUCED) {
            if (settings.one(option).isPresent()) {
                throw new CompatFailure(CompatReason.NOT_REPRODUCED, option);
            }
        }
        if (settings.isSet("--print-risk-profiles")) {
            throw new CompatFailure(CompatReason.NOT_REPRODUCED, "--print-risk-profiles");
        }
    }

    private static Optional<RiskProfile> profile(CompatSettings settings) throws CompatFailure {
        Optional<String> name = settings.one("--risk-profile").filter(n -> !n.isEmpty());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                RiskProfile.find(PythonText.normal(name.get()))
                        .orElseThrow(() -> CompatFlags.usage("no risk profile " + name.get())));
    }

    private static Map<String, BigInteger> counts(
            CompatSettings settings, String option, Optional<Map<String, BigInteger>> preset)
            throws CompatFailure {
        Map<String, BigInteger> counts = new LinkedHashMap<>(settings.counts(option));
        preset.ifPresent(p -> p.forEach(counts::putIfAbsent));
        return counts;
    }

    private Optional<CompatSchema> schema(CompatSettings settings) throws CompatFailure {
        Optional<String> name = settings.one("--schema").filter(n -> !n.isEmpty());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<CompatSchema> schema = files.schema(name.get());
        if (schema.isEmpty()) {
            throw new CompatFailure(CompatReason.FILE_MISSING, name.get());
        }
        return schema;
    }

    private static Optional<EntrySignature.Key> expected(
            CompatSettings settings, Optional<EntrySignature.Key> loaded) throws CompatFailure {
        Optional<String> wanted = settings.one("--expected-key-id").filter(id -> !id.isEmpty());
        if (wanted.isEmpty()) {
            return loaded;
        }
        if (loaded.isEmpty()) {
            throw CompatFlags.usage("--expected-key-id needs a key");
        }
        if (loaded.get().id().filter(id -> !id.equals(wanted.get())).isPresent()) {
            throw CompatFlags.usage("--expected-key-id and the key's id differ");
        }
        return Optional.of(loaded.get().named(wanted.get()));
    }

    LogReading reading() {
        return reading;
    }

    CompatResult verify() throws CompatFailure {
        boolean summarise =
                summaryFile.isPresent()
                        || report.isPresent()
                        || !most.isEmpty()
                        || !least.isEmpty()
                        || profile.filter(RiskProfile::isDemanding).isPresent();
        reading.read(files, path, summarise);
        metadata.check(reading.metadata());
        riskService.check(reading.metadata());
        if (reading.metadata().isPresent()) {
            SnapshotChecks.filters(reading.metadata().get(), reading.snapshots());
        }
        CompatReport document = new CompatReport(path, inputs.now(), reading);
        if (summaryFile.isPresent()) {
            compareSummary(document);
        }
        for (Map.Entry<String, BigInteger> limit : most.entrySet()) {
            count(limit, reading.summary().count(limit.getKey()), 1);
        }
        for (Map.Entry<String, BigInteger> limit : least.entrySet()) {
            count(limit, reading.summary().count(limit.getKey()), -1);
        }
        if (profile.flatMap(RiskProfile::severityMin).isPresent()) {
            SnapshotChecks.severity(
                    profile.flatMap(RiskProfile::severityMin).get(), reading.snapshots());
        }
        return new CompatResult(
                CompatReason.OK,
                List.of(),
                reading.verified(),
                OptionalLong.empty(),
                report(document, summarise));
    }

    private static void count(Map.Entry<String, BigInteger> limit, BigInteger count, int side)
            throws CompatFailure {
        if (count.compareTo(limit.getValue()) * side > 0) {
            throw new CompatFailure(
                    side > 0 ? CompatReason.EVENT_ABOVE_MAX : CompatReason.EVENT_BELOW_MIN,
                    limit.getKey(),
                    count + " instead of " + limit.getValue());
        }
    }

    private void compareSummary(CompatReport document) throws CompatFailure {
        String name = summaryFile.orElseThrow();
        CompatValue.Dict file = files.summary(name);
        CompatValue promised =
                reading.metadata()
                        .map(m -> m.get("summary_signature"))
                        .orElse(new CompatValue.Null());
        CompatValue signature = file.get("signature");
        if (signature.isNull() && promised.isTruthy()) {
            throw new CompatFailure(CompatReason.SUMMARY_DIFFERS, "signature");
        }
        if (!signature.isNull()) {
            if (key.isEmpty()) {
                throw new CompatFailure(CompatReason.KEY_REQUIRED);
            }
            EntrySignature.verify(file, key, false);
            for (String member : List.of("algorithm", "key_id")) {
                if (promised instanceof CompatValue.Dict wanted
                        && signature instanceof CompatValue.Dict given
                        && wanted.get(member).isTruthy()
                        && !PythonText.equal(wanted.get(member), given.get(member))) {
                    throw new CompatFailure(CompatReason.SUMMARY_DIFFERS, member);
                }
            }
        }
        SummaryComparison.compare(file.dict("summary").orElseThrow(), reading.summary().toValue());
        document.summaryValidated(name, file, promised);
    }

    private Optional<String> report(CompatReport document, boolean summarise) throws CompatFailure {
        if (report.isEmpty()) {
            return Optional.empty();
        }
        String text =
                document.text(
                        summarise ? Optional.of(reading.summary().toValue()) : Optional.empty(),
                        most,
                        least);
        if (PythonText.strip(report.get()).equals("-")) {
            CompatPrinter.utf8(text);
            return Optional.of(text);
        }
        files.write(report.get(), text);
        return Optional.empty();
    }
}
