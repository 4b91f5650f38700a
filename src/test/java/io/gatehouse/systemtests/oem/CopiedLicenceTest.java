package io.gatehouse.systemtests.oem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A licence and what lies beside it, carried to a second machine. Both machines are namespaces of
 * this host, and every verb is a process of its own that reads its machine as it always does.
 */
class CopiedLicenceTest {

    @TempDir private static Path shared;

    private static Vendor vendor;

    @TempDir private Path home;

    private Machine first;
    private Machine second;
    private Path here;
    private Path there;

    @BeforeAll
    static void license() throws Exception {
        String missing = Machine.missing(shared.resolve("tried"));
        assumeThat(missing).as("namespaces for a second machine (needs root)").isEmpty();
        vendor = Vendor.found(shared.resolve("vendor"));
        Machine licensed = Machine.of(shared.resolve("first"), 1);
        accepted(
                licensed.run(
                        vendor.workspace(),
                        "fingerprint",
                        "document",
                        "--out",
                        Vendor.FINGERPRINT));
        vendor.license();
    }

    @BeforeEach
    void machines() throws Exception {
        first = Machine.of(home.resolve("first"), 1);
        second = Machine.of(home.resolve("second"), 2);
        here = vendor.copy(home.resolve("here"));
        there = vendor.copy(home.resolve("there"));
    }

    private static Machine.Said accepted(Machine.Said said) {
        assertThat(said.exit()).as(said.text()).isZero();
        return said;
    }

    private static void refused(Machine.Said said, String... codes) {
        assertThat(said.exit()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains(codes).doesNotContain("Exception");
    }

    private static Machine.Said verify(Machine machine, Path workspace) throws Exception {
        return machine.run(workspace, "licence", "verify", Vendor.LICENCE);
    }

    private static Machine.Said activate(Machine machine, Path workspace) throws Exception {
        return machine.run(workspace, "licence", "activate", Vendor.LICENCE, "--enrol");
    }

    private static String device(Machine machine, Path workspace) throws Exception {
        return accepted(machine.run(workspace, "fingerprint", "show", "--format", "json"))
                .text()
                .replaceAll("(?s).*\"device\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void shouldRefuseTheCopiedPairOnASecondMachine() throws Exception {
        accepted(verify(first, here));
        accepted(activate(first, here));

        assertThat(device(second, there))
                .startsWith("GH-")
                .isNotEqualTo(device(first, here))
                .isEqualTo(device(second, there));
        refused(verify(second, there), "other-machine", "MAC", "DISK");
        refused(activate(second, there), "other-machine");
        assertThat(there.resolve("var/licenses/active")).doesNotExist();
        refused(
                second.run(there, "fingerprint", "drift", Vendor.FINGERPRINT, "--format", "json"),
                "\"status\":\"rebind_required\"");
    }

    @Test
    void shouldRefuseAWholeCopiedInstallationWithItsMemory() throws Exception {
        accepted(activate(first, here));
        Path carried = home.resolve("carried");
        accepted(first.tell(carried, List.of("cp", "-a", here.toString(), carried.toString())));

        refused(verify(second, carried), "other-machine");
        refused(second.run(carried, "licence", "activate", Vendor.LICENCE), "other-machine");
        accepted(first.run(carried, "licence", "activate", Vendor.LICENCE));
    }

    @Test
    void shouldRefuseWhoeverBringsTheSecondMachinesOwnDocument() throws Exception {
        accepted(second.run(there, "fingerprint", "document", "--out", "own.json"));

        refused(
                second.run(there, "licence", "verify", Vendor.LICENCE, "--fingerprint", "own.json"),
                "fingerprint-differs",
                "other-machine");
    }

    @Test
    void shouldRefuseTheFirstMachinesAddressOnACardThatSoftwareMade() throws Exception {
        second.cloneOf("3c:fd:fe:a1:00:01");
        Machine.Said cards =
                accepted(second.tell(there, List.of("cat", "/sys/class/net/card9/address")));
        assertThat(cards.text().strip()).isEqualTo("3c:fd:fe:a1:00:01");

        refused(verify(second, there), "other-machine", "MAC", "DISK");
    }

    @Test
    void shouldRefuseASeriesMachineThatSharesAllButItsCardAndDisk() throws Exception {
        // the board's ids are no part of the document that a licence binds to
        second.write("class/dmi/id/product_uuid", "4c4c4544-0042-4a10-8058-b7c04f333201");
        second.write("class/dmi/id/board_serial", "MB-7A31-0001");
        second.write("machine-id", "0f1e2d3c4b5a69788796a5b4c3d2e1f1");

        refused(verify(second, there), "other-machine");
    }

    @Test
    void shouldAcceptTheFirstMachineUnderAnotherNameAndAnotherKernel() throws Exception {
        String before = device(first, here);
        first.write("hostname", "renamed-overnight");
        first.write("machine-id", "ffeeddccbbaa99887766554433221100");
        first.kernel("9.99.0-updated");
        Machine.Said seen =
                accepted(
                        first.tell(
                                here,
                                List.of("sh", "-c", "hostname; uname -r; cat /proc/version")));
        assertThat(seen.text()).contains("renamed-overnight", "9.99.0-updated").contains("2.6.");

        assertThat(device(first, here)).isEqualTo(before);
        accepted(verify(first, here));
        accepted(activate(first, here));
    }

    @Test
    void shouldAcceptAReplacedCardAndSayIt() throws Exception {
        first.card("3c:fd:fe:a1:00:77");

        assertThat(accepted(verify(first, here)).text()).contains("degraded");
        first.disk("S4EWNX0R-077");
        refused(verify(first, here), "other-machine");
    }
}
