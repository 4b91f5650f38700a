package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.port.ActionParameters;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Leaves evidence about an OEM bundle (runbook 2.2), in one of two tasks.
 *
 * <ul>
 *   <li>{@code dry-run}: {@code platform, version, released, key, fingerprint, daemon[], ui[],
 *       bootstrap[], config{}, resources{}?, output}: the manifest that would be signed, its
 *       signature and a report.
 *   <li>{@code verify}: {@code archive, platform?, version?, allow_legacy?, release_signature?,
 *       output}: {@code verification.json}. With {@code release_signature: required} an archive
 *       that no person of role release signed is refused; otherwise ({@code if-present}) where the
 *       installation names such a person. One that is there must be right. It succeeds when the
 *       report is written, whatever it says: rules judge. The archive's name may be a pattern that
 *       exactly one file has.
 * </ul>
 *
 * <p>Paths are relative to the workspace and do not lead out of it. Equal inputs give equal files,
 * so a lost run may be repeated. Thread-safe.
 */
public final class OemBundleAction implements GateAction {

    public static final AdapterId ID = new AdapterId("oem-bundle");

    /** Two runs into one folder would take each other's temporary files away. */
    private static final Object WRITING = new Object();

    private final BundleKeys keys;
    private final ReleaseKeys releases;
    private final InstantSource clock;

    /**
     * @param keys that code what is in a bundle
     * @param releases who may release one: a signature beside the archive is judged in any case
     */
    public OemBundleAction(BundleKeys keys, ReleaseKeys releases, InstantSource clock) {
        this.keys = keys;
        this.releases = releases;
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
        return OemBundleParameters.faults(with);
    }

    @Override
    public Outcome run(Request request) {
        JsonObject with = request.parameters();
        List<String> faults = lint(with);
        if (!faults.isEmpty()) {
            return new Outcome.Failed(
                    JsonObject.EMPTY, List.of(ActionParameters.refusal(ID.value(), ID, faults)));
        }
        try {
            Path workspace = request.workspace().toRealPath();
            Path output = inside(workspace, with.requireText("output"));
            if (!with.requireText("task").equals(OemBundleParameters.VERIFY)) {
                return describe(with, workspace, output);
            }
            List<Path> archives = archives(workspace, with.requireText("archive"));
            return archives.size() == 1
                    ? verify(with, archives.get(0), output)
                    : failed(
                            "ambiguous",
                            with.requireText("archive"),
                            "one archive",
                            String.valueOf(archives.size()));
        } catch (IOException e) {
            return failed(
                    "unreadable", "workspace", "files of the workspace, and room", "not these");
        }
    }

    /** The files that a pattern means; where it is none, that very path. */
    private static List<Path> archives(Path workspace, String pattern) throws IOException {
        if (!pattern.contains("*")) {
            return List.of(inside(workspace, pattern));
        }
        int slash = pattern.lastIndexOf('/');
        Path folder = slash < 0 ? workspace : inside(workspace, pattern.substring(0, slash));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
            for (Path file : files) {
                found.add(inside(workspace, workspace.relativize(file).toString()));
            }
        } catch (NoSuchFileException e) {
            return found; // none
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private Outcome verify(JsonObject with, Path archive, Path output) throws IOException {
        boolean required =
                with.text(OemBundleParameters.RELEASE)
                        .filter(OemBundleParameters.REQUIRED::equals)
                        .isPresent();
        VerifyOptions options =
                VerifyOptions.at(clock.instant())
                        .withReleases(required ? releases.demanding() : releases);
        if (with.flag("allow_legacy").orElse(false)) {
            options = options.withLegacy();
        }
        if (with.has("platform")) {
            options =
                    options.withPlatform(
                            Platform.known(with.requireText("platform")).orElseThrow());
        }
        if (with.has("version")) {
            options = options.withVersion(with.requireText("version"));
        }
        Verification verification = new BundleVerifier(keys).verify(archive, options);
        if (verification instanceof Verification.NotDecided) {
            return new Outcome.Failed(JsonObject.EMPTY, verification.findings());
        }
        byte[] report = IndentedJson.line(VerificationReport.of(verification));
        synchronized (WRITING) {
            write(output, "verification.json", report);
        }
        JsonObject.Builder facts =
                JsonObject.builder()
                        .put("verdict", VerificationReport.verdict(verification))
                        .put("findings", verification.findings().size())
                        .put("report", with.requireText("output") + "/verification.json")
                        .put("report_sha384", Digest.sha384(report).value());
        if (verification instanceof Verification.Verified verified) {
            facts.put("archive_sha384", verified.bundle().archive().value());
        }
        return new Outcome.Succeeded(facts.build());
    }

    private Outcome describe(JsonObject with, Path workspace, Path output) throws IOException {
        if (!(keys.find(with.requireText("key")) instanceof BundleKeys.Answer.Found found)) {
            return failed("no-key", "key", "a key that is trusted and at hand", "none");
        }
        BundleRequest wanted =
                new BundleRequest(
                        Platform.known(with.requireText("platform")).orElseThrow(),
                        with.requireText("version"),
                        Timestamps.parse(with.requireText("released")).orElseThrow(),
                        paths(with, "daemon", workspace),
                        paths(with, "ui", workspace),
                        paths(with, "bootstrap", workspace),
                        map(with, "config", workspace),
                        map(with, "resources", workspace),
                        with.requireText("fingerprint"),
                        BundleRequest.Packing.STORED);
        BuildResult result;
        synchronized (WRITING) {
            prepare(output);
            result = new BundleBuilder(found.key(), clock).describe(wanted, output);
        }
        if (!(result instanceof BuildResult.Described described)) {
            return new Outcome.Failed(JsonObject.EMPTY, ((BuildResult.Refused) result).findings());
        }
        return new Outcome.Succeeded(
                JsonObject.builder()
                        .put("platform", described.manifest().platform().text())
                        .put("version", described.manifest().version())
                        .put("files", described.manifest().files().size())
                        .put("manifest_sha384", Digest.sha384(described.manifest().bytes()).value())
                        .put("report", with.requireText("output") + "/bundle-report.json")
                        .put("report_sha384", described.reportDigest().value())
                        .build());
    }

    private static List<Path> paths(JsonObject with, String member, Path workspace)
            throws IOException {
        List<Path> paths = new ArrayList<>();
        for (var value : with.array(member)) {
            paths.add(inside(workspace, ((JsonString) value).value()));
        }
        return paths;
    }

    private static SortedMap<String, Path> map(JsonObject with, String member, Path workspace)
            throws IOException {
        SortedMap<String, Path> paths = new TreeMap<>();
        JsonObject object = with.object(member).orElse(JsonObject.EMPTY);
        for (Map.Entry<String, ?> entry : object.members().entrySet()) {
            paths.put(entry.getKey(), inside(workspace, ((JsonString) entry.getValue()).value()));
        }
        return paths;
    }

    /** A file of the workspace; a folder that is a link would lead out of it. */
    private static Path inside(Path workspace, String relative) throws IOException {
        Path path = workspace.resolve(relative).normalize();
        if (!path.startsWith(workspace) || path.equals(workspace)) {
            throw new IOException("outside of the workspace");
        }
        Path there = path.getParent();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent(); // ends at the workspace, which exists
        }
        if (!there.toRealPath().equals(there)) {
            throw new IOException("a link leads out of the workspace");
        }
        return path;
    }

    private static void prepare(Path folder) throws IOException {
        DurableFiles.createDirectories(folder);
        // a link planted on the way would put the evidence somewhere else
        if (Files.isSymbolicLink(folder) || !folder.toRealPath().equals(folder)) {
            throw new IOException("a link leads out of the workspace");
        }
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        prepare(folder);
        DurableFiles.replace(folder.resolve(name), bytes);
    }

    private static Outcome failed(String code, String subject, String expected, String observed) {
        return new Outcome.Failed(
                JsonObject.EMPTY,
                List.of(
                        Finding.of(
                                ID.value(),
                                code,
                                subject,
                                expected,
                                observed,
                                "correct that and run the step again")));
    }
}
