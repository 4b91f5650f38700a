package io.gatehouse.adapter.licensing;

import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceIssuer;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.LicenceStore;
import io.gatehouse.adapter.licensing.licence.LicenceStore.Recorded;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.adapter.licensing.licence.Signers;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Provisions a licence for an approved request: issues it, registers it, and says as evidence what
 * was issued beside which configuration (runbook 2.3).
 *
 * <p>The licence's id follows from the request, so a lost run may be repeated: it finds the licence
 * that it made. Provisioning confirms nothing: {@code compliance_confirmed} is false always.
 * Thread-safe.
 */
public final class LicensingAction implements GateAction {

    public static final AdapterId ID = new AdapterId("licensing");

    private static final int LARGEST = 256 * 1024;
    private static final int LARGEST_CONFIG = 16 * 1024 * 1024;

    private final Supplier<ToolKeys> licenceKeys;
    private final Supplier<ToolKeys> fingerprintKeys;
    private final Supplier<Judged<KeySchedule>> schedule;
    private final Supplier<RegistryChain.Head> lastSeen;
    private final Consumer<RegistryChain.Head> seen;
    private final Signers signers;
    private final InstantSource clock;

    /**
     * @param schedule when licence keys were rotated; asked anew each time
     * @param lastSeen end of the registry's chain that was seen before
     * @param signers who approved which request
     */
    public LicensingAction(
            ToolKeys licenceKeys,
            ToolKeys fingerprintKeys,
            Supplier<Judged<KeySchedule>> schedule,
            Supplier<RegistryChain.Head> lastSeen,
            Signers signers,
            InstantSource clock) {
        this(
                () -> licenceKeys,
                () -> fingerprintKeys,
                schedule,
                lastSeen,
                head -> {},
                signers,
                clock);
    }

    /**
     * With keys that come and go while the engine runs.
     *
     * @param licenceKeys asked anew each time, as all suppliers are
     * @param seen is told the end of the chain after each licence
     */
    public LicensingAction(
            Supplier<ToolKeys> licenceKeys,
            Supplier<ToolKeys> fingerprintKeys,
            Supplier<Judged<KeySchedule>> schedule,
            Supplier<RegistryChain.Head> lastSeen,
            Consumer<RegistryChain.Head> seen,
            Signers signers,
            InstantSource clock) {
        this.licenceKeys = licenceKeys;
        this.fingerprintKeys = fingerprintKeys;
        this.schedule = schedule;
        this.lastSeen = lastSeen;
        this.seen = seen;
        this.signers = signers;
        this.clock = clock;
    }

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<String> lint(JsonObject with) {
        return List.copyOf(LicensingParameters.faults(with));
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = LicensingParameters.faults(request.parameters());
        if (!faults.isEmpty()) {
            return failed(List.of(ActionParameters.refusal(ID.value(), ID, faults)));
        }
        LicensingParameters parameters = LicensingParameters.of(request.parameters());
        Path root;
        byte[] config;
        byte[] fingerprint;
        byte[] asked;
        try {
            root = request.workspace().toRealPath();
            config = file(root, parameters.config(), LARGEST_CONFIG);
            fingerprint = file(root, parameters.fingerprint(), LARGEST);
            asked = file(root, parameters.request(), LARGEST);
            refuseLinks(root, parameters.folder());
        } catch (IOException e) {
            return failed(
                    List.of(
                            Area.ACTION.finding(
                                    "unreadable",
                                    "workspace",
                                    "request, fingerprint and configuration as plain files",
                                    "one is missing, a link, or too large",
                                    "put it there and run the step again")));
        }
        JsonObject document =
                StrictJson.readSigned(fingerprint) instanceof JsonReading.Parsed parsed
                                && parsed.value() instanceof JsonObject object
                        ? object
                        : JsonObject.EMPTY;
        Judged<LicenceRequest> read =
                RequestReader.read(
                        parameters.request(), asked, JsonObject.of("fingerprint", document));
        if (read.value().isEmpty()) {
            return failed(read.findings());
        }
        Judged<Recorded> recorded = provision(root, parameters, read.value().get());
        return recorded.value().isEmpty()
                ? failed(recorded.findings())
                : new Outcome.Succeeded(facts(parameters, recorded.value().get(), config));
    }

    private Judged<Recorded> provision(
            Path root, LicensingParameters parameters, LicenceRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Judged<KeySchedule> rotations = schedule.get();
        if (rotations.value().isEmpty()) {
            return Judged.refused(rotations.findings());
        }
        ToolKeys keys = licenceKeys.get();
        ToolKeys devices = fingerprintKeys.get();
        Judged<ToolKey> key =
                rotations
                        .value()
                        .get()
                        .select(keys, KeySchedule.LICENCES, now, KeySchedule.INTERVAL);
        if (key.value().isEmpty()) {
            return Judged.refused(key.findings());
        }
        LicenceIssuer issuer = new LicenceIssuer(devices, signers);
        LicenceStore store = new LicenceStore(root.resolve(parameters.folder()), keys, devices);
        Judged<Recorded> recorded =
                store.record(
                        request.licenceId(),
                        () -> issuer.issue(request, key.value().get(), now),
                        key.value().get(),
                        now,
                        lastSeen.get());
        recorded.value().ifPresent(made -> seen.accept(made.view().chain().head()));
        return recorded;
    }

    private static JsonObject facts(
            LicensingParameters parameters, Recorded recorded, byte[] config) {
        Licence licence = recorded.licence();
        return JsonObject.builder()
                .put("license_id", licence.id())
                .put("profile", licence.profile())
                .put("fingerprint", licence.fingerprint())
                .put("issued_at", Timestamps.format(licence.issued()))
                .put("expires_at", Timestamps.format(licence.expires()))
                .put("key_id", licence.keyId())
                .put("licence", parameters.folder() + "/issued/" + licence.id() + ".jsonl")
                .put("licence_sha384", Digest.sha384(licence.lineBytes()).value())
                .put("registry", parameters.folder() + "/registry.jsonl")
                .put("registry_sha384", recorded.view().digest().value())
                .put("registry_sequence", recorded.sequence())
                .put("chain_head", recorded.view().chain().head().digest().value())
                .put("config_sha384", Digest.sha384(config).value())
                .put("compliance_confirmed", false)
                .build();
    }

    private static byte[] file(Path root, String relative, int largest) throws IOException {
        Path file = root.resolve(relative);
        byte[] bytes =
                InputFiles.read(file, largest).orElseThrow(() -> new IOException("no such file"));
        if (bytes.length > largest || !file.toRealPath().startsWith(root)) {
            throw new IOException("too large, or outside of the workspace");
        }
        return bytes;
    }

    /** A link planted on the way would put licences somewhere else. */
    private static void refuseLinks(Path root, String folder) throws IOException {
        Path at = root;
        for (Path part : Path.of(folder)) {
            at = at.resolve(part);
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("not a folder");
            }
        }
    }

    private static Outcome failed(List<Finding> findings) {
        return new Outcome.Failed(JsonObject.EMPTY, findings);
    }
}
