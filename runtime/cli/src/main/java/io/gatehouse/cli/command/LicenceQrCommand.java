package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.qr.CompactLicence;
import io.gatehouse.adapter.licensing.qr.QrCode;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code licence qr}: a licence as a QR code, and back from one. */
@Command(
        name = "qr",
        description =
                "Shows a licence as a QR code, or with --read makes it again from one and its request: 0 done, 1 refused, 3 undecided.")
public final class LicenceQrCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-qr/1";
    private static final int LARGEST_PICTURE = 4 * 1024 * 1024;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @Parameters(arity = "0..1", paramLabel = "LICENCE", description = "The licence to show.")
    private Optional<Path> licence = Optional.empty();

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Writes it as a picture too; a file that exists is never overwritten.")
    private Optional<Path> png = Optional.empty();

    @Option(
            names = "--scale",
            paramLabel = "PIXELS",
            defaultValue = "8",
            description = "Side of a module in the picture, 1 to 32 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(
            names = "--read",
            paramLabel = "FILE",
            description = "A picture, or the terminal text, of a code to read.")
    private Optional<Path> code = Optional.empty();

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "With --read: the request that it was issued for.")
    private Optional<Path> request = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "With --read: the licence to make.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        boolean reading = code.isPresent() && request.isPresent() && out.isPresent();
        boolean half = code.isPresent() || request.isPresent() || out.isPresent();
        if (licence.isPresent() == reading
                || (licence.isPresent() && half)
                || (reading && png.isPresent())
                || scale < 1
                || scale > 32) {
            throw Unanswerable.usage(text("licence.qr.what"));
        }
        try (OemDesk desk = desk()) {
            ToolKeys keys = desk.licences().licences(now());
            return licence.isPresent()
                    ? show(licence.get(), keys)
                    : restore(keys, desk.licences().fingerprints(now()));
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("oem.exists", png.or(() -> out).orElseThrow()));
        }
    }

    private int show(Path file, ToolKeys keys) throws Exception {
        Judged<Licence> read =
                Licence.read(
                        String.valueOf(file.getFileName()), bytes(file, Envelope.LARGEST), keys);
        if (read.value().isEmpty()) {
            return refused(SCHEMA, read.findings());
        }
        Licence known = read.value().get();
        ToolKey key = keys.find(known.keyId()).orElseThrow();
        String text = CompactLicence.of(known).text(key);
        Judged<QrCode> made = QrCode.of(text);
        if (made.value().isEmpty()) {
            return refused(SCHEMA, made.findings());
        }
        QrCode drawn = made.value().get();
        Optional<Path> picture = png.map(this::target);
        if (picture.isPresent()) {
            DurableFiles.createDirectories(picture.get().getParent());
            DurableFiles.create(picture.get(), drawn.png(scale));
        }
        Output output = output();
        drawn.terminal().lines().forEach(output::line);
        output.note("licence.qr.shown", known.id(), drawn.version());
        picture.ifPresent(path -> output.note("oem.written", path));
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("license_id", known.id())
                        .put("text", text)
                        .put("version", drawn.version());
        picture.ifPresent(path -> json.put("png", path.toString()));
        output.json(SCHEMA, json.build());
        return ExitCodes.ALLOWED;
    }

    private int restore(ToolKeys keys, ToolKeys devices) throws Exception {
        Path target = target(out.orElseThrow());
        String text =
                scanned(bytes(code.orElseThrow(), LARGEST_PICTURE))
                        .orElseThrow(
                                () ->
                                        Unanswerable.undecided(
                                                text("licence.qr.none", code.orElseThrow()),
                                                List.of()));
        Judged<LicenceRequest> asked = request(request.orElseThrow());
        Judged<CompactLicence> compact = CompactLicence.read(text, keys);
        if (asked.value().isEmpty() || compact.value().isEmpty()) {
            return refused(SCHEMA, asked.value().isEmpty() ? asked.findings() : compact.findings());
        }
        Judged<Licence> made = compact.value().get().restore(asked.value().get(), keys, devices);
        if (made.value().isEmpty()) {
            return refused(SCHEMA, made.findings());
        }
        Licence known = made.value().get();
        DurableFiles.createDirectories(target.getParent());
        DurableFiles.create(target, known.fileBytes());
        Output output = output();
        output.say("oem.written", target);
        describe(output, known);
        output.json(
                SCHEMA,
                json(known)
                        .put("exit", ExitCodes.ALLOWED)
                        .put("licence", target.toString())
                        .build());
        return ExitCodes.ALLOWED;
    }

    private static Optional<String> scanned(byte[] bytes) {
        boolean picture = bytes.length > PNG.length;
        for (int i = 0; picture && i < PNG.length; i++) {
            picture = bytes[i] == PNG[i];
        }
        return picture
                ? QrCode.readPng(bytes)
                : QrCode.readTerminal(new String(bytes, StandardCharsets.UTF_8));
    }
}
