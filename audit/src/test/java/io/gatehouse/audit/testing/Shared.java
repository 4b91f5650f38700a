package io.gatehouse.audit.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reference material beside the checkout; a test without it is skipped and says so. */
public final class Shared {

    private Shared() {}

    public static Path require(String relative) {
        Path path =
                Path.of(System.getProperty("gatehouse.root", ".."))
                        .resolve("../shared")
                        .resolve(relative)
                        .normalize();
        assumeTrue(Files.exists(path), "skipped: reference material is absent: " + relative);
        return path;
    }
}
