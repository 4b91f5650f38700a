package io.gatehouse.systemtests.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What nobody should give to a verb. */
final class Bad {

    /** A line that an answer must not be made to have. */
    static final String FORGED = "PASS";

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");

    private Bad() {}

    /** All of them in a campaign; those that were too much for somebody once in an ordinary run. */
    private static List<String> chosen(List<String> all, int ordinary) {
        return CAMPAIGN ? all : all.subList(0, ordinary);
    }

    static List<String> values() {
        return chosen(ALL, 3);
    }

    private static final List<String> ALL =
            List.of(
                    "a\u0000b",
                    "\u202eexe.txt",
                    "\u001b[2J\u001b]0;owned\u0007\n" + FORGED,
                    "../outside/of/it",
                    "-1",
                    "99999999999999999999",
                    "",
                    "@/dev/zero",
                    "{0} %s %n ${sys:user.home}",
                    "x".repeat(100_000));

    /** Paths of what is no file, or no file of any use. */
    static List<String> files(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("folder"));
        Path garbage =
                Files.write(directory.resolve("garbage"), new byte[] {(byte) 0xff, 0, 0x1b, '{'});
        Path empty = Files.write(directory.resolve("nothing"), new byte[0]);
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        Path deep =
                Files.writeString(
                        directory.resolve("deep"), "[".repeat(200_000) + "]".repeat(200_000));
        return chosen(
                List.of(
                        folder.toString(),
                        directory.resolve("missing/file").toString(),
                        garbage.toString(),
                        empty.toString(),
                        loop.toString(),
                        deep.toString()),
                2);
    }
}
