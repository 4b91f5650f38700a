package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.adapter.licensing.fingerprint.DeviceProof;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.fingerprint.OneTimeCodes;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * One-time codes of a machine whose parts do not identify it. The secret lies in {@code
 * secrets/one-time-code.key}, readable by its owner alone; tries and used steps are counted beside
 * the machine's other memory, under its key, so that neither a restart nor a second process gives
 * free tries. Thread-safe.
 */
public final class DeviceCodes {

    private static final int SECRET_BYTES = 20; // RFC 4226, section 4, R6
    private static final int DIGITS = 6;
    private static final int LONGEST_FILE = 256;

    private final Path secret;
    private final DeviceMemory memory;

    DeviceCodes(Workspace workspace, DeviceMemory memory) {
        this.secret = workspace.secrets().resolve("one-time-code.key");
        this.memory = memory;
    }

    /**
     * Makes the secret, once. Refused as {@code not-weak} where the machine's parts identify it: a
     * code proves that somebody holds a phone, and less than parts do.
     *
     * @param take is lent the codes, to hand the secret to an authenticator; when it gives nothing
     *     back, or throws, nothing stays enrolled
     */
    public <T> Judged<T> enrol(
            HardwareReading reading, SecureRandom random, Function<OneTimeCodes, Judged<T>> take) {
        if (!DeviceProof.isWeak(reading)) {
            return refused(
                    "not-weak",
                    "a machine of less weight than " + StableFingerprint.FEWEST_WEIGHT,
                    "parts that identify it",
                    "bind to the machine's parts: gatehouse fingerprint document --form stable");
        }
        Optional<SealedState> state = state();
        if (state.isEmpty()) {
            return DeviceMemory.noKey();
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        try (SecretBytes made = SecretBytes.copyOf(bytes)) {
            OneTimeCodes codes = codes(made, state.get());
            Judged<JsonObject> begun = codes.begin();
            if (begun.value().isEmpty()) {
                return Judged.refused(begun.findings());
            }
            return keep(made, () -> take.apply(codes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private <T> Judged<T> keep(SecretBytes made, java.util.function.Supplier<Judged<T>> take) {
        byte[] text = LocalKeySecrets.fileText(made);
        boolean written = false;
        boolean done = false;
        try {
            DurableFiles.createDirectories(secret.getParent());
            DurableFiles.create(secret, text);
            written = true;
            Judged<T> taken = take.get();
            done = taken.value().isPresent();
            return taken;
        } catch (FileAlreadyExistsException e) {
            return refused("secret-exists", "no secret yet", "one", "use it, or remove it first");
        } catch (IOException e) {
            return refused(
                    "secret-not-written", "a file", "none", "make room, or make it writable");
        } finally {
            Arrays.fill(text, (byte) 0);
            if (!done) {
                undo(written);
            }
        }
    }

    private void undo(boolean written) {
        try {
            Files.deleteIfExists(file());
            if (written) {
                Files.deleteIfExists(secret);
            }
        } catch (IOException e) {
            // half an enrolment accepts nothing: each half is refused without the other
        }
    }

    /** Judges a code as a person typed it; a try counts before it is looked at. */
    public Judged<Long> verify(String given) {
        Judged<Instant> now = memory.timeOrClock();
        if (now.value().isEmpty()) {
            return Judged.refused(now.findings());
        }
        Optional<SealedState> state = state();
        if (state.isEmpty()) {
            return DeviceMemory.noKey();
        }
        try (SecretBytes held = read()) {
            return codes(held, state.get()).verify(given, now.value().get());
        } catch (IOException e) {
            return refused(
                    "secret-unreadable",
                    "the secret of the enrolment, readable by its owner alone",
                    "none",
                    "enrol with gatehouse fingerprint enrol-code, as the account that runs this");
        }
    }

    private SecretBytes read() throws IOException {
        if (!Files.isRegularFile(secret, LinkOption.NOFOLLOW_LINKS)
                || OwnerOnly.objection(secret).isPresent()) {
            throw new IOException("no file of its owner alone");
        }
        byte[] text = new byte[0];
        byte[] bytes = new byte[0];
        try (InputStream in = Files.newInputStream(secret, LinkOption.NOFOLLOW_LINKS)) {
            text = in.readNBytes(LONGEST_FILE);
            bytes =
                    Base64.getUrlDecoder()
                            .decode(new String(text, StandardCharsets.US_ASCII).strip());
            if (bytes.length != SECRET_BYTES) {
                throw new IOException("no such secret");
            }
            return SecretBytes.copyOf(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("no such secret");
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private Optional<SealedState> state() {
        return memory.state(file(), OneTimeCodes.SCHEMA, Area.ONE_TIME_CODE);
    }

    private Path file() {
        return memory.folder().resolve("one-time-codes.json");
    }

    /** SHA-1 and six digits: what every authenticator takes (RFC 6238, section 1.2). */
    private static OneTimeCodes codes(SecretBytes held, SealedState state) {
        return new OneTimeCodes(held, OneTimeCodes.Algorithm.SHA1, DIGITS, state);
    }

    private static <T> Judged<T> refused(
            String code, String expected, String observed, String remedy) {
        return Judged.refused(
                Area.ONE_TIME_CODE.finding(code, "one-time code", expected, observed, remedy));
    }
}
