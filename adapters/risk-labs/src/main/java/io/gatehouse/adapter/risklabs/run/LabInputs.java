package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Small files of the workspace: regular, within it, of bounded size. */
final class LabInputs {

    private final Path workspace;

    /**
     * @throws IOException when the workspace itself cannot be read
     */
    LabInputs(Path workspace) throws IOException {
        this.workspace = workspace.toRealPath();
    }

    /** Why a file cannot be used. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Unreadable(String code, String path, String expected, String observed, String remedy) {
            super(path + ": " + observed);
            this.finding = Finding.of("labs-run", code, path, expected, observed, remedy);
        }

        Finding finding() {
            return finding;
        }
    }

    byte[] bytes(String path, int largest) throws Unreadable {
        Path file = workspace.resolve(path);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(workspace)) {
                throw new Unreadable(
                        "input-missing",
                        path,
                        "a file of the workspace",
                        "none, or a link",
                        "put the file there, or name another one");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(largest + 1);
                if (bytes.length > largest) {
                    throw new Unreadable(
                            "input-too-large",
                            path,
                            "at most " + largest + " bytes",
                            "more",
                            "name the right file");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new Unreadable(
                    "input-unreadable",
                    path,
                    "a file that can be read",
                    e.getClass().getSimpleName(),
                    "make it readable for this account");
        }
    }

    Path workspace() {
        return workspace;
    }
}
