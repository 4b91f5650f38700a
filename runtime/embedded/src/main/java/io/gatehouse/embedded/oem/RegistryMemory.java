package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The end of the licence registry's chain that was seen last, beside the engine's own state: who
 * puts registry and chain back together is found out by it. Thread-safe.
 */
public final class RegistryMemory {

    /** Nothing continues it: every registry is then one that was put back. */
    private static final RegistryChain.Head LOST =
            new RegistryChain.Head(Long.MAX_VALUE, Digest.ZERO);

    private static final int LARGEST = 4096;

    private final Path file;
    private final Path chain;

    /**
     * @param folder of the licences, such as {@code var/licenses}
     */
    public RegistryMemory(Workspace workspace, Path folder) {
        Path root = workspace.root();
        String name = root.relativize(root.resolve(folder)).toString().replaceAll("[/\\\\]", "-");
        this.file = workspace.state().resolve("licences").resolve(name + ".head.json");
        this.chain = root.resolve(folder).resolve("registry.chain.jsonl");
    }

    /** What was seen; what cannot be read, or is gone while there is a chain, fits no registry. */
    public RegistryChain.Head lastSeen() {
        try {
            Optional<byte[]> bytes = InputFiles.read(file, LARGEST);
            if (bytes.isEmpty()) {
                // deleting the memory would be how to forget
                return Files.exists(chain, LinkOption.NOFOLLOW_LINKS)
                        ? LOST
                        : RegistryChain.Head.NONE;
            }
            return parse(bytes.get()).orElse(LOST);
        } catch (IOException e) {
            return LOST;
        }
    }

    private static Optional<RegistryChain.Head> parse(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject json
                && json.names().equals(Set.of("schema", "sequence", "digest"))
                && json.text("schema").equals(Optional.of("gatehouse.licence-head/1")))) {
            return Optional.empty();
        }
        return json.integer("sequence")
                .filter(sequence -> sequence >= 0)
                .flatMap(
                        sequence ->
                                json.text("digest")
                                        .filter(Digest::isDigest)
                                        .map(
                                                digest ->
                                                        new RegistryChain.Head(
                                                                sequence, Digest.parse(digest))));
    }

    /**
     * Remembers an end; one that is older than what is remembered is passed over.
     *
     * @throws UncheckedIOException when it cannot be written: then the licence is not to be used
     */
    public synchronized void seen(RegistryChain.Head head) {
        try {
            Optional<RegistryChain.Head> before =
                    InputFiles.read(file, LARGEST).flatMap(RegistryMemory::parse);
            if (before.filter(known -> known.sequence() >= head.sequence()).isPresent()) {
                return;
            }
            DurableFiles.createDirectories(file.getParent());
            DurableFiles.replace(
                    file,
                    CanonicalJson.bytes(
                            JsonObject.builder()
                                    .put("schema", "gatehouse.licence-head/1")
                                    .put("sequence", head.sequence())
                                    .put("digest", head.digest().value())
                                    .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
