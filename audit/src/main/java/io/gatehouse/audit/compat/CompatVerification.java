package io.gatehouse.audit.compat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers as the existing Python verifier of decision logs would: same arguments, same verdict,
 * same exit code.
 *
 * <p>That verifier checks one key over single entries; it sees neither deletion nor reordering, no
 * replay, no forged owner. So its yes is no evidence here: the answer is text for a person, and
 * nothing but the command line may ask for it (ADR 0032). What of it is not reproduced is said, as
 * {@link CompatReason#NOT_REPRODUCED}, and never guessed. Never throws for what arguments, files or
 * environment say. Stateless and thread-safe.
 */
public final class CompatVerification {

    private CompatVerification() {}

    /** Runs one command line of the existing verifier. */
    public static CompatResult run(List<String> arguments, CompatInputs inputs) {
        Optional<LogReading> reading = Optional.empty();
        try {
            CompatFlags flags = CompatFlags.parse(arguments);
            Optional<CompatResult> listed = listing(flags);
            if (listed.isPresent()) {
                return listed.get();
            }
            CompatSettings settings = new CompatSettings(flags, inputs.environment());
            CompatFiles files = new CompatFiles(inputs);
            CompatRun run = new CompatRun(settings, files, inputs);
            reading = Optional.of(run.reading());
            return run.verify();
        } catch (CompatFailure e) {
            boolean inEntry = reading.filter(r -> r.entries() > r.verified()).isPresent();
            return new CompatResult(
                    e.reason(),
                    e.details(),
                    reading.map(LogReading::verified).orElse(0),
                    inEntry
                            ? OptionalLong.of(reading.orElseThrow().entries())
                            : OptionalLong.empty(),
                    Optional.empty());
        }
    }

    private static Optional<CompatResult> listing(CompatFlags flags) throws CompatFailure {
        String text = "";
        if (flags.has("--help")) {
            text = String.join("\n", CompatFlags.names()) + "\n";
        } else if (flags.has("--list-schema-aliases")) {
            text = String.join("\n", CompatSchema.ALIASES) + "\n";
        } else if (flags.has("--describe-schema-alias")) {
            String alias = flags.one("--describe-schema-alias").orElseThrow();
            if (!CompatSchema.ALIASES.contains(alias)) {
                throw CompatFlags.usage("no schema alias " + alias);
            }
            text = "builtin:decision_log_v2\n";
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CompatResult(
                                CompatReason.LISTED,
                                List.of(),
                                0,
                                OptionalLong.empty(),
                                Optional.of(text)));
    }
}
