package io.gatehouse.demo.standin;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.state.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the walk tells the stand-ins, in {@code demo/inputs.json} of the workspace. No secret is in
 * it.
 *
 * @param device fingerprint of the installation's device, as the journal has it
 * @param release what is promoted
 * @param faults programs that are to find something wrong, so that a refusal can be shown
 */
public record DemoInputs(String device, Release release, SortedSet<String> faults) {

    /** Where the file is, relative to the workspace. */
    public static final String FILE = "demo/inputs.json";

    private static final String SCHEMA = "gatehouse-demo-inputs/1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "device", "release", "bundle", "commit", "faults");

    public DemoInputs {
        if (device.isBlank()) {
            throw new IllegalArgumentException("the device is blank");
        }
        faults = Collections.unmodifiableSortedSet(new TreeSet<>(faults));
    }

    /** Inputs under which every program succeeds. */
    public static DemoInputs of(String device, Release release) {
        return new DemoInputs(device, release, new TreeSet<>());
    }

    /** The same, with these programs finding something wrong. */
    public DemoInputs withFaults(String... programs) {
        return new DemoInputs(device, release, new TreeSet<>(Set.of(programs)));
    }

    /** The same for another release, such as the one that a change of the configuration makes. */
    public DemoInputs withRelease(Release other) {
        return new DemoInputs(device, other, faults);
    }

    boolean hasFault(String program) {
        return faults.contains(program);
    }

    /** Writes the file; an older one is replaced. */
    public void write(Path workspace) throws IOException {
        JsonObject json =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("device", device)
                        .put("release", release.id())
                        .put("bundle", release.bundle().value())
                        .put("commit", release.commit())
                        .put("faults", faults.stream().toList())
                        .build();
        Path file = workspace.resolve(FILE);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(
                file, (CanonicalJson.text(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the file.
     *
     * @throws IOException when it is missing, unreadable or of another form; the message is for
     *     people
     */
    public static DemoInputs read(Path workspace) throws IOException {
        Path file = workspace.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(FILE + " is missing; the walk writes it");
        }
        try {
            JsonObject json = StrictJson.readSigned(Files.readAllBytes(file)).objectOrThrow();
            if (!json.names().equals(MEMBERS) || !json.requireText("schema").equals(SCHEMA)) {
                throw new IOException(FILE + " has other members than " + SCHEMA);
            }
            TreeSet<String> faults = new TreeSet<>();
            json.array("faults").forEach(value -> faults.add(((JsonString) value).value()));
            return new DemoInputs(
                    json.requireText("device"),
                    new Release(
                            json.requireText("release"),
                            Digest.parse(json.requireText("bundle")),
                            json.requireText("commit")),
                    faults);
        } catch (JsonFaultException | IllegalArgumentException | ClassCastException e) {
            throw new IOException(FILE + " cannot be understood", e);
        }
    }
}
