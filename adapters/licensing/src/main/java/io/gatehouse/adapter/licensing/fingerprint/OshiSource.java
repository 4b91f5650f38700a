package io.gatehouse.adapter.licensing.fingerprint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/** What OSHI tells of this machine. Thread-safe; asks anew each time. */
public class OshiSource {

    /** Model of the processor, vendor first. */
    public Optional<String> cpu() {
        return Optional.of(hardware().getProcessor().getProcessorIdentifier().getName())
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /** Identifier and serial number of the board. */
    public List<String> boards() {
        ComputerSystem system = hardware().getComputerSystem();
        return List.of(system.getHardwareUUID(), system.getBaseboard().getSerialNumber());
    }

    /** Serial numbers of disks. */
    public List<String> disks() {
        return hardware().getDiskStores().stream().map(HWDiskStore::getSerial).toList();
    }

    /** Addresses of network cards that are no virtual machine's. */
    public List<String> macs() {
        return Stream.ofNullable(hardware().getNetworkIFs(false))
                .flatMap(List::stream)
                .filter(card -> !card.isKnownVmMacAddr())
                .map(NetworkIF::getMacaddr)
                .toList();
    }

    private static HardwareAbstractionLayer hardware() {
        return new SystemInfo().getHardware();
    }
}
