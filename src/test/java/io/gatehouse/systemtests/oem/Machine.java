package io.gatehouse.systemtests.oem;

import io.gatehouse.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A machine of its own: processes run in their own namespaces of network, mounts and host name,
 * where sysfs is that of their network and shows the network card, disk and board of this machine.
 * Needs root and {@code unshare}.
 *
 * <p>The files below {@link #folder} are what it is; a test changes them between two commands.
 */
final class Machine {

    /** What a command said. */
    record Said(int exit, String text) {}

    /**
     * Lays the machine's parts over the host's. A card that is given as {@code clone} is made by
     * the kernel, with that address: what somebody does who wants to be another machine.
     */
    private static final String ENTER =
            """
            m=$1; shift
            hostname "$(cat "$m/hostname")"
            mount -t sysfs sysfs /sys
            if [ -f "$m/clone" ]; then
                ip link add card9 address "$(cat "$m/clone")" type dummy 2>/dev/null ||
                    ip link add card9 address "$(cat "$m/clone")" type veth
                ln -sfn /sys/devices/virtual/net/card9 "$m/class/net/card9"
            fi
            mount --bind "$m/class" /sys/class
            mount --bind "$m/block" /sys/block
            [ ! -e /etc/machine-id ] || mount --bind "$m/machine-id" /etc/machine-id
            [ ! -f "$m/version" ] || mount --bind "$m/version" /proc/version
            [ ! -f "$m/osrelease" ] || mount --bind "$m/osrelease" /proc/sys/kernel/osrelease
            exec "$@"
            """;

    private final Path folder;
    private final List<String> before = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    private Machine(Path folder) {
        this.folder = folder;
    }

    /** A machine whose serial numbers all end in one digit. */
    static Machine of(Path folder, int number) throws IOException {
        Machine machine = new Machine(folder);
        machine.write("hostname", "trader-" + number);
        machine.write("machine-id", "0f1e2d3c4b5a69788796a5b4c3d2e1f" + number);
        machine.write("class/dmi/id/product_uuid", "4c4c4544-0042-4a10-8058-b7c04f33320" + number);
        machine.write("class/dmi/id/board_serial", "MB-7A31-000" + number);
        machine.card("3c:fd:fe:a1:00:0" + number);
        machine.disk("S4EWNX0R-00" + number);
        return machine;
    }

    /** Why there can be no such machine here; empty when there can. */
    static String missing(Path scratch) throws Exception {
        Machine tried = of(scratch, 0);
        tried.cloneOf("3c:fd:fe:a1:00:01");
        ProcessBuilder builder = new ProcessBuilder(tried.entering(List.of("true")));
        try {
            Said said = said(builder, scratch.resolve("said.txt"));
            return said.exit() == 0 ? "" : said.text();
        } catch (IOException e) {
            return "there is no unshare (util-linux)";
        }
    }

    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    /** The address that its network card was made with. */
    void card(String address) throws IOException {
        write("class/net/enp3s0/addr_assign_type", "0");
        write("class/net/enp3s0/address", address);
        Files.createDirectories(folder.resolve("class/net/enp3s0/device"));
    }

    void disk(String serial) throws IOException {
        write("block/sda/removable", "0");
        write("block/sda/device/serial", serial);
    }

    /** Another machine's address, on a card that software makes. */
    void cloneOf(String address) throws IOException {
        write("clone", address);
    }

    /** A kernel of another release, as files of {@code /proc} and as {@code uname} tell it. */
    void kernel(String release) throws IOException {
        write("version", "Linux version " + release + " (build@host) #1 SMP");
        write("osrelease", release);
        before.clear();
        before.addAll(List.of("setarch", "--uname-2.6"));
    }

    /** A variable of the environment of its processes. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Runs the command line in a process of its own; tells in English. */
    Said run(Path workspace, String... words) throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        line.addAll(List.of(words));
        line.addAll(List.of("--workspace", workspace.toString(), "--lang", "en"));
        return tell(workspace, line);
    }

    /** Runs a program there. */
    Said tell(Path scratch, List<String> line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(entering(line));
        builder.environment().putAll(environment);
        return said(builder, scratch.resolveSibling(scratch.getFileName() + "-said.txt"));
    }

    private List<String> entering(List<String> line) {
        List<String> all =
                new ArrayList<>(
                        List.of("unshare", "--net", "--mount", "--uts", "sh", "-euc", ENTER, "-"));
        all.add(folder.toString());
        all.addAll(before);
        all.addAll(line);
        return all;
    }

    private static Said said(ProcessBuilder builder, Path out) throws Exception {
        Process process =
                builder.redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the process does not end");
        }
        return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
