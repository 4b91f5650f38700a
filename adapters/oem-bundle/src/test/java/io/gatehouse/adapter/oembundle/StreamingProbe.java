package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Builds, verifies and installs a large bundle in a process of its own, with a small heap. */
final class StreamingProbe {

    private StreamingProbe() {}

    /** Arguments: a folder, and the size of one file in bytes. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long size = Long.parseLong(arguments[1]);
        BundleRequest request = Inputs.request(folder, Platform.LINUX);
        try (FileChannel sparse =
                FileChannel.open(
                        folder.resolve("engine/large"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), size - 1);
        }
        Path out = Files.createDirectory(folder.resolve("out"));
        long start = System.nanoTime();
        if (!(Inputs.builder().build(request, out) instanceof BuildResult.Built built)) {
            throw new IllegalStateException("not built");
        }
        long builtAt = System.nanoTime();
        Verification verification =
                new BundleVerifier(BundleKeys.of(List.of(Inputs.KEY)))
                        .verify(built.archive(), VerifyOptions.at(Draft.NOW));
        if (!(verification instanceof Verification.Verified)) {
            throw new IllegalStateException(verification.findings().toString());
        }
        long verifiedAt = System.nanoTime();
        Files.move(built.archive(), folder.resolve("large.tar.gz"), StandardCopyOption.ATOMIC_MOVE);
        System.out.printf(
                "archive %d bytes, built in %d ms, verified in %d ms, heap %d%n",
                built.size(),
                (builtAt - start) / 1_000_000,
                (verifiedAt - builtAt) / 1_000_000,
                Runtime.getRuntime().maxMemory());
    }
}
