package io.gatehouse.adapter.licensing.fingerprint;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time (RFC 6238) for machines whose parts do not identify them. Thread-safe.
 *
 * <p>A try counts before it is looked at, durably, so that neither a crash nor a second process
 * gives free tries. A step is used once, and none before the last used one: a code that was looked
 * over somebody's shoulder, or a clock set back, gains nothing.
 */
public final class OneTimeCodes {

    /** Schema of its state. */
    public static final String SCHEMA = "gatehouse.one-time-codes/1";

    /** Wrong codes in a row until it locks. */
    public static final int TRIES = 5;

    /** How long it stays locked; twice as long with each further lock, to a day. */
    public static final Duration LOCKED = Duration.ofMinutes(15);

    /** Steps before and after the present one that count, for clocks that differ a little. */
    private static final int WINDOW = 1;

    private static final int FEWEST_SECRET_BYTES = 20; // RFC 4226, section 4, R6: 160 bits
    private static final int MOST_DOUBLINGS = 7;
    private static final String STEP = "last_step";
    private static final String FAILURES = "failures";
    private static final String LOCKED_UNTIL = "locked_until";

    /** How codes are made, as in RFC 6238. */
    public enum Algorithm {
        SHA1(TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1),
        SHA256(TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA256),
        SHA512(TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA512);

        private final String platform;

        Algorithm(String platform) {
            this.platform = platform;
        }
    }

    private final SecretBytes secret;
    private final Algorithm algorithm;
    private final TimeBasedOneTimePasswordGenerator generator;
    private final SealedState state;
    private final int digits;

    /**
     * @param secret owned by the new object from here on; at least 20 bytes
     * @param digits of a code, 6 to 8
     */
    public OneTimeCodes(SecretBytes secret, Algorithm algorithm, int digits, SealedState state) {
        if (secret.length() < FEWEST_SECRET_BYTES || digits < 6 || digits > 8) {
            throw new IllegalArgumentException("a secret of 20 bytes or more, and 6 to 8 digits");
        }
        this.secret = secret;
        this.algorithm = algorithm;
        this.generator =
                new TimeBasedOneTimePasswordGenerator(
                        TimeBasedOneTimePasswordGenerator.DEFAULT_TIME_STEP,
                        digits,
                        algorithm.platform);
        this.state = state;
        this.digits = digits;
    }

    /** Starts to count; once, when the machine is enrolled. */
    public Judged<JsonObject> begin() {
        return state.begin(
                JsonObject.builder().put(STEP, -1).put(FAILURES, 0).put(LOCKED_UNTIL, 0).build());
    }

    /**
     * What an authenticator reads from a QR code: {@code otpauth://totp/...}. It holds the secret,
     * so it belongs into a file of its reader alone and into no log.
     *
     * @param account of 1 to 64 letters, digits, '.', '_' and '-'
     * @throws IllegalArgumentException for another account
     */
    public String uri(String account) {
        if (!account.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("an account of letters, digits, '.', '_' and '-'");
        }
        return "otpauth://totp/Gatehouse:"
                + account
                + "?secret="
                + secret.use(Base32::encode)
                + "&issuer=Gatehouse&algorithm="
                + algorithm.name()
                + "&digits="
                + digits
                + "&period="
                + generator.getTimeStep().toSeconds();
    }

    /** The code of a time, for the enrolment of a device that will show it. */
    String code(Instant time) {
        return secret.use(
                bytes -> {
                    try {
                        return generator.generateOneTimePasswordString(
                                new SecretKeySpec(bytes, algorithm.platform), time, Locale.ROOT);
                    } catch (InvalidKeyException e) {
                        throw new IllegalStateException("the Java runtime lacks HMAC", e);
                    }
                });
    }

    /**
     * Judges a code. Refused as {@code code-wrong}, {@code code-used} or {@code locked}.
     *
     * @param now from a clock that cannot be set back
     * @return the step that it was good for
     */
    public Judged<Long> verify(String given, Instant now) {
        AtomicReference<JsonObject> before = new AtomicReference<>();
        Judged<JsonObject> counted =
                state.update(
                        held -> {
                            before.set(held);
                            return isLocked(held, now) ? held : afterATry(held, now);
                        });
        if (counted.value().isEmpty()) {
            return Judged.refused(counted.findings());
        }
        if (isLocked(before.get(), now)) {
            return refused("locked", "fewer than " + TRIES + " wrong codes", "too many");
        }
        Optional<Long> step = step(given, now);
        if (step.isEmpty()) {
            return refused("code-wrong", "the code of now", "another");
        }
        AtomicReference<Boolean> fresh = new AtomicReference<>(false);
        Judged<JsonObject> used =
                state.update(
                        held -> {
                            boolean later = step.get() > held.integer(STEP).orElse(Long.MAX_VALUE);
                            fresh.set(later);
                            return later
                                    ? held.with(STEP, step.get())
                                            .with(FAILURES, 0)
                                            .with(LOCKED_UNTIL, 0)
                                    : held;
                        });
        if (used.value().isEmpty()) {
            return Judged.refused(used.findings());
        }
        return fresh.get()
                ? Judged.accepted(step.get())
                : refused("code-used", "a code of a later step", "one that was used, or older");
    }

    private static boolean isLocked(JsonObject held, Instant now) {
        return now.getEpochSecond() < held.integer(LOCKED_UNTIL).orElse(Long.MAX_VALUE);
    }

    private static JsonObject afterATry(JsonObject held, Instant now) {
        long failures = held.integer(FAILURES).orElse((long) TRIES) + 1;
        JsonObject after = held.with(FAILURES, failures);
        if (failures % TRIES != 0) {
            return after;
        }
        long doublings = Math.min(failures / TRIES - 1, MOST_DOUBLINGS);
        long seconds = Math.min(LOCKED.toSeconds() << doublings, Duration.ofDays(1).toSeconds());
        return after.with(LOCKED_UNTIL, now.getEpochSecond() + seconds);
    }

    private Optional<Long> step(String given, Instant now) {
        Optional<Long> found = Optional.empty();
        Duration length = generator.getTimeStep();
        for (int away = -WINDOW; away <= WINDOW; away++) {
            Instant at = now.plus(length.multipliedBy(away));
            boolean same =
                    MessageDigest.isEqual(
                            code(at).getBytes(StandardCharsets.US_ASCII),
                            given.getBytes(StandardCharsets.UTF_8));
            if (same && found.isEmpty()) {
                found = Optional.of(at.getEpochSecond() / length.toSeconds());
            }
        }
        return found;
    }

    private static <T> Judged<T> refused(String code, String expected, String observed) {
        return Judged.refused(
                Area.ONE_TIME_CODE.finding(
                        code,
                        "one-time code",
                        expected,
                        observed,
                        "wait for the next code; while locked, wait until it opens"));
    }
}
