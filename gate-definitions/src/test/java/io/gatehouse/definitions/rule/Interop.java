package io.gatehouse.definitions.rule;

import java.nio.file.Path;

/** Where real files of the existing tools are, if they are here at all. */
final class Interop {

    private Interop() {}

    static Path folder(String name) {
        return Path.of(System.getProperty("gatehouse.root", ".."), "..", "shared", "interop", name)
                .normalize();
    }
}
