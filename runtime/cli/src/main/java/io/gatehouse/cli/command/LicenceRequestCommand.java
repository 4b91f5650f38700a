package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code licence request}: what is asked for, as a file that a second person approves. */
@Command(
        name = "request",
        description =
                "Writes a licence request for a device; options win over --from: 0 written, 1 refused, 3 undecided.")
public final class LicenceRequestCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-request-made/1";

    @Option(
            names = "--fingerprint",
            paramLabel = "FILE",
            required = true,
            description = "The device's hardware document.")
    private Path fingerprint;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The request to make; a file that exists is never overwritten.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A request of the existing provisioner, JSON or YAML.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--requester",
            paramLabel = "PERSON",
            description = "Who asks (default: the person of --as).")
    private Optional<String> requester = Optional.empty();

    @Option(names = "--profile", paramLabel = "PROFILE", description = "paper or live (paper).")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--mode", paramLabel = "MODE", description = "usb or qr (qr).")
    private Optional<String> mode = Optional.empty();

    @Option(names = "--issuer", paramLabel = "NAME", description = "Who issues it (security).")
    private Optional<String> issuer = Optional.empty();

    @Option(
            names = "--bundle-version",
            paramLabel = "VERSION",
            description = "The bundle that it is for (0.0.0).")
    private Optional<String> bundleVersion = Optional.empty();

    @Option(names = "--valid-days", paramLabel = "N", description = "1 to 1095 (365).")
    private Optional<Long> validDays = Optional.empty();

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "Something that it allows; may be repeated.")
    private List<String> features = List.of();

    @Option(names = "--seats", paramLabel = "N", description = "Instances that may run at once.")
    private Optional<Long> seats = Optional.empty();

    @Option(names = "--notes", paramLabel = "TEXT", description = "A remark for whoever approves.")
    private Optional<String> notes = Optional.empty();

    @Override
    public Integer call() throws Exception {
        byte[] asked =
                from.isPresent()
                        ? bytes(from.get(), Envelope.LARGEST)
                        : "{}".getBytes(StandardCharsets.US_ASCII);
        byte[] device = bytes(fingerprint, Envelope.LARGEST);
        try (OemDesk desk = desk()) {
            Judged<HardwareDocument> document =
                    HardwareDocument.read(
                            String.valueOf(fingerprint.getFileName()),
                            device,
                            desk.licences().fingerprints(now()));
            if (document.value().isEmpty()) {
                return refused(SCHEMA, document.findings());
            }
            JsonObject options = options(document.value().get().json());
            Judged<LicenceRequest> read = RequestReader.read("request", asked, options);
            if (read.value().filter(r -> r.requestedAt().isEmpty()).isPresent()) {
                // two requests for the same differ by their time, and so do their licences
                String now = Timestamps.format(now().truncatedTo(ChronoUnit.SECONDS));
                read = RequestReader.read("request", asked, options.with("requested_at", now));
            }
            return read.value().isEmpty()
                    ? refused(SCHEMA, read.findings())
                    : written(read.value().get());
        }
    }

    private int written(LicenceRequest request) throws Exception {
        Path target = target(out);
        try {
            DurableFiles.createDirectories(target.getParent());
            DurableFiles.create(target, CanonicalJson.bytes(file(request)));
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("oem.exists", out));
        }
        Output output = output();
        output.say("oem.written", target);
        describe(output, request);
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("file", target.toString())
                        .put("license_id", request.licenceId())
                        .put("request_sha384", Digest.sha384(request.bytes()).value())
                        .build());
        return ExitCodes.ALLOWED;
    }

    /** The members that the reader knows, each as it was understood. */
    private static JsonObject file(LicenceRequest request) {
        JsonObject.Builder made =
                JsonObject.builder()
                        .put("requester", request.requester())
                        .put("profile", request.profile())
                        .put("mode", request.mode())
                        .put("issuer", request.issuer())
                        .put("bundle_version", request.bundleVersion())
                        .put("valid_days", request.validDays())
                        .put("features", request.features())
                        .put("fingerprint", request.fingerprint());
        request.requestedAt().ifPresent(at -> made.put("requested_at", at));
        request.seats().ifPresent(n -> made.put("seats", n));
        request.notes().ifPresent(text -> made.put("notes", text));
        return made.build();
    }

    private JsonObject options(JsonObject document) {
        JsonObject.Builder given = JsonObject.builder().put("fingerprint", document);
        requester.or(this::actingPerson).ifPresent(person -> given.put("requester", person));
        profile.ifPresent(text -> given.put("profile", text));
        mode.ifPresent(text -> given.put("mode", text));
        issuer.ifPresent(text -> given.put("issuer", text));
        bundleVersion.ifPresent(text -> given.put("bundle_version", text));
        validDays.ifPresent(n -> given.put("valid_days", whole(n)));
        seats.ifPresent(n -> given.put("seats", whole(n)));
        notes.ifPresent(text -> given.put("notes", text));
        if (!features.isEmpty()) {
            given.put("features", features);
        }
        return typed(given::build);
    }

    private JsonInteger whole(long number) {
        return typed(() -> new JsonInteger(number));
    }
}
