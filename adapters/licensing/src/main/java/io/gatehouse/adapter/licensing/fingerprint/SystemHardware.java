package io.gatehouse.adapter.licensing.fingerprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * This machine: what OSHI tells of it, and on Linux what sysfs tells better, where a device's place
 * shows whether it is one. Thread-safe; each reading looks again.
 *
 * <p>Neither kernel release nor host name is read: both change without the machine changing.
 */
public final class SystemHardware implements Hardware {

    private static final int LONGEST = 256;
    private static final int MOST_ENTRIES = 1024;

    /** Devices that software makes, should a container show them as real. */
    private static final Pattern MADE_UP =
            Pattern.compile(
                    "(docker|veth|br-|virbr|vmnet|vboxnet|tun|tap|wg|tailscale|zt|cni|flannel|cali"
                            + "|ifb|dummy|lo|bond|team|loop|ram|zram|dm-|md|nbd|sr|fd).*");

    private final Path sys;
    private final OshiSource oshi;
    private final Optional<Path> dongle;

    /**
     * @param sys where sysfs is mounted: {@code /sys}
     * @param dongle file whose first line identifies a dongle, when one is used
     */
    public SystemHardware(Path sys, OshiSource oshi, Optional<Path> dongle) {
        this.sys = sys;
        this.oshi = oshi;
        this.dongle = dongle;
    }

    @Override
    public HardwareReading read() {
        Map<Component, List<String>> values = new EnumMap<>(Component.class);
        oshi.cpu().ifPresent(cpu -> values.put(Component.CPU, List.of(cpu)));
        values.put(Component.BOARD, board());
        boolean linux = Files.isDirectory(sys.resolve("class/net"));
        values.put(Component.MAC, linux ? macs() : oshi.macs());
        values.put(Component.DISK, linux ? disks() : oshi.disks());
        dongle.flatMap(SystemHardware::line)
                .ifPresent(id -> values.put(Component.DONGLE, List.of(id)));
        Path tpm = sys.resolve("class/tpm/tpm0");
        line(tpm.resolve("device/unique_id"))
                .or(() -> line(tpm.resolve("unique_id")))
                .ifPresent(id -> values.put(Component.TPM, List.of(id)));
        return new HardwareReading(HardwareReading.of(values).values(), Files.exists(tpm));
    }

    private List<String> board() {
        Path dmi = sys.resolve("class/dmi/id");
        List<String> found = new ArrayList<>();
        line(dmi.resolve("product_uuid")).ifPresent(found::add);
        line(dmi.resolve("board_serial")).ifPresent(found::add);
        return found.isEmpty() ? oshi.boards() : found;
    }

    private List<String> macs() {
        List<String> found = new ArrayList<>();
        for (Path card : entries(sys.resolve("class/net"))) {
            // 0: the address is the one the card was made with (sysfs-class-net)
            if (isReal(card) && line(card.resolve("addr_assign_type")).equals(Optional.of("0"))) {
                line(card.resolve("address")).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<String> disks() {
        List<String> found = new ArrayList<>();
        for (Path disk : entries(sys.resolve("block"))) {
            // a stick that is plugged in is no part of the machine
            if (isReal(disk) && !line(disk.resolve("removable")).equals(Optional.of("1"))) {
                line(disk.resolve("device/serial"))
                        .or(() -> line(disk.resolve("serial")))
                        .or(() -> line(disk.resolve("device/wwid")))
                        .or(() -> line(disk.resolve("wwid")))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** Bridges, tunnels and loop devices have no device behind them. */
    private static boolean isReal(Path entry) {
        String name = String.valueOf(entry.getFileName());
        try {
            return !MADE_UP.matcher(name).matches()
                    && Files.exists(entry.resolve("device"))
                    && !entry.toRealPath().toString().contains("/devices/virtual/");
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (found.size() == MOST_ENTRIES) {
                    break;
                }
                found.add(entry);
            }
        } catch (IOException e) {
            return List.of(); // what cannot be listed is absent
        }
        return found;
    }

    private static Optional<String> line(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // only root may read serials: then they are absent
        }
    }
}
