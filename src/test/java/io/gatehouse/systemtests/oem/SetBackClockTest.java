package io.gatehouse.systemtests.oem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose clock somebody set back, so that an expired licence would live on: the real
 * command line under libfaketime, its monotonic clock left alone. The same attack on the clock port
 * is in the tests of the verbs and of {@code SeenClock}, which need no library.
 */
class SetBackClockTest {

    @TempDir private static Path shared;

    private static Vendor vendor;
    private static Optional<Path> library = Optional.empty();

    @TempDir private Path home;

    private Path here;

    @BeforeAll
    static void license() throws Exception {
        library = library();
        assumeThat(library).as("libfaketime (Debian: faketime)").isPresent();
        String missing = Machine.missing(shared.resolve("tried"));
        assumeThat(missing).as("namespaces for a machine of its own (needs root)").isEmpty();
        vendor = Vendor.found(shared.resolve("vendor"));
        accepted(
                machine()
                        .run(
                                vendor.workspace(),
                                "fingerprint",
                                "document",
                                "--out",
                                Vendor.FINGERPRINT));
        vendor.license();
    }

    private static Machine machine() throws IOException {
        return Machine.of(shared.resolve("machine"), 1);
    }

    private static Optional<Path> library() throws IOException {
        for (String folder : new String[] {"/usr/lib", "/usr/lib64", "/usr/local/lib"}) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            for (String glob : new String[] {"*-linux-gnu*", "faketime"}) {
                try (DirectoryStream<Path> found =
                        Files.newDirectoryStream(Path.of(folder), glob)) {
                    for (Path each : found) {
                        Path inner = glob.equals("faketime") ? each : each.resolve("faketime");
                        Path file = inner.resolve("libfaketime.so.1");
                        if (Files.isRegularFile(file)) {
                            return Optional.of(file);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    @BeforeEach
    void copy() throws IOException {
        here = vendor.copy(home.resolve("here"));
    }

    /** The machine, its clock off by so much, as libfaketime writes it. */
    private static Machine off(String by) throws IOException {
        Machine machine = machine();
        machine.environment("LD_PRELOAD", library.orElseThrow().toString());
        machine.environment("FAKETIME", by);
        machine.environment("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // its remedy for old C libraries makes every timed wait of a newer one spin
        machine.environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return machine;
    }

    private Machine.Said enrol() throws Exception {
        return machine().run(here, "licence", "activate", Vendor.LICENCE, "--enrol");
    }

    private Machine.Said judged(Machine machine, String verb) throws Exception {
        return machine.run(here, "licence", verb, Vendor.LICENCE);
    }

    private static void accepted(Machine.Said said) {
        assertThat(said.exit()).as(said.text()).isZero();
    }

    private static void refused(Machine.Said said) {
        assertThat(said.exit()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("clock-set-back").doesNotContain("Exception");
    }

    @Test
    void shouldRefuseAClockBeforeTheLastTimeThatWasSeen() throws Exception {
        accepted(enrol());

        for (String by : new String[] {"-10m", "-1000d"}) {
            Machine back = off(by);
            assertThat(back.tell(here, List.of("date", "+%s")).text().strip())
                    .as("the library takes effect")
                    .matches(
                            seconds -> Long.parseLong(seconds) < System.currentTimeMillis() / 1000);
            refused(judged(back, "activate"));
            refused(judged(back, "verify"));
        }
        accepted(judged(machine(), "activate"));
    }

    @Test
    void shouldRememberATimeAheadAndRefuseTheWayBack() throws Exception {
        accepted(enrol());
        accepted(judged(off("+2h"), "activate"));

        refused(judged(machine(), "activate"));
        refused(judged(off("+1h"), "activate"));
        accepted(judged(off("+3h"), "activate"));
    }

    @Test
    void shouldTakeACorrectionOfAMinuteForNoAttack() throws Exception {
        accepted(enrol());

        accepted(judged(off("-60s"), "activate"));
    }
}
