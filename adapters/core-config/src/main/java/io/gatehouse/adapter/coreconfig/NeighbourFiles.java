package io.gatehouse.adapter.coreconfig;

import io.gatehouse.configuration.check.ConfigFiles;
import io.gatehouse.core.digest.DigestPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at the files that a configuration names, relative to its own folder and never outside of a
 * root: a configuration could otherwise ask what exists anywhere on the machine.
 *
 * @param folder where the configuration lies, a real path
 * @param root nothing above it is looked at, a real path
 */
public record NeighbourFiles(Path folder, Path root) implements ConfigFiles {

    /** Greatest file that is digested: 64 MiB; documents of compliance are far smaller. */
    public static final long LARGEST = 64L * 1024 * 1024;

    /**
     * For a configuration that lies below a root.
     *
     * @throws IOException when folder or root cannot be resolved
     */
    public static NeighbourFiles of(Path configuration, Path root) throws IOException {
        Path folder = configuration.toAbsolutePath().normalize().getParent();
        return new NeighbourFiles(folder.toRealPath(), root.toRealPath());
    }

    @Override
    public Optional<Sight> look(String path) {
        return Optional.of(sight(path));
    }

    private Sight sight(String path) {
        try {
            Path file = folder.resolve(path).normalize();
            if (!file.startsWith(root)) {
                return new Sight.Absent("it lies outside of the workspace");
            }
            if (!Files.isRegularFile(file)) {
                return new Sight.Absent("no such file");
            }
            // a link could lead out of the workspace
            if (!file.toRealPath().startsWith(root)) {
                return new Sight.Absent("a link leads outside of the workspace");
            }
            if (Files.size(file) > LARGEST) {
                return new Sight.Absent("it is larger than " + LARGEST + " bytes");
            }
            return new Sight.Present(DigestPair.of(Files.readAllBytes(file)));
        } catch (InvalidPathException | IOException e) {
            return new Sight.Absent("it cannot be read");
        }
    }
}
