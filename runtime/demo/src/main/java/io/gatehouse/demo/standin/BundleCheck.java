package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Stands for {@code build_core_bundle.py --dry-run}: compares the staged files with the manifest
 * and the manifest with its signature, both ways. It builds nothing.
 */
final class BundleCheck {

    private BundleCheck() {}

    static int run(StandInRun run) throws IOException {
        byte[] manifest = run.read(ReleaseBundle.MANIFEST);
        List<String> discrepancies = new ArrayList<>();
        int files = compareFiles(run, manifest, discrepancies);
        compareSignature(run, manifest, discrepancies);
        if (!Digest.sha384(manifest).equals(run.inputs().release().bundle())) {
            discrepancies.add(
                    "manifest.json is not that of release " + run.inputs().release().id());
        }
        String text =
                pretty(
                        report(
                                "build_core_bundle.py --dry-run",
                                "bundle",
                                "core-oem",
                                "platform",
                                run.option("--platform", "linux"),
                                "generated_at",
                                run.now().toString(),
                                "manifest_sha384",
                                Digest.sha384(manifest).hex(),
                                "files",
                                files,
                                "discrepancies",
                                discrepancies));
        run.write("reports/oem_bundle/report.json", text);
        run.out().print(text);
        return discrepancies.isEmpty() ? 0 : StandIn.FAILED;
    }

    private static int compareFiles(StandInRun run, byte[] manifest, List<String> discrepancies)
            throws IOException {
        Set<String> staged = staged(run.file(ReleaseBundle.STAGING));
        int files = 0;
        for (JsonValue row : json(manifest, "manifest.json").array("files")) {
            String path = row instanceof JsonObject object ? object.text("path").orElse("") : "";
            String quoted =
                    row instanceof JsonObject object ? object.text("sha384").orElse("") : "";
            files++;
            if (!staged.remove(path)) {
                discrepancies.add(path + " is not staged");
            } else if (!Digest.sha384(run.read(ReleaseBundle.STAGING + "/" + path))
                    .hex()
                    .equals(quoted)) {
                discrepancies.add(path + " differs from the manifest");
            }
        }
        staged.forEach(path -> discrepancies.add(path + " is not in the manifest"));
        return files;
    }

    private static Set<String> staged(Path root) throws IOException {
        Set<String> paths = new TreeSet<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(Files::isRegularFile)
                        .forEach(
                                file ->
                                        paths.add(
                                                root.relativize(file)
                                                        .toString()
                                                        .replace('\\', '/')));
            }
        }
        return paths;
    }

    private static void compareSignature(
            StandInRun run, byte[] manifest, List<String> discrepancies) throws IOException {
        JsonObject envelope = json(run.read(ReleaseBundle.SIGNATURE), "manifest.sig");
        JsonObject payload = envelope.object("payload").orElse(JsonObject.EMPTY);
        String value = envelope.object("signature").flatMap(s -> s.text("value")).orElse("");
        if (!DemoSecrets.BUNDLE.fits(run.workspace(), payload, value)) {
            discrepancies.add("manifest.sig is not signed with the bundle key");
        }
        if (!payload.text("sha384").orElse("").equals(Digest.sha384(manifest).hex())) {
            discrepancies.add("manifest.sig is about another manifest");
        }
    }

    private static JsonObject json(byte[] bytes, String name) throws IOException {
        try {
            return StrictJson.readEvidence(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            throw new IOException(name + " is not a JSON object", e);
        }
    }
}
