package io.gatehouse.adapter.licensing.fingerprint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Identities that many machines share: what firmware holds when its maker wrote none. A licence
 * bound to one of them would be bound to every such machine.
 */
public final class FakeIds {

    private static final Set<String> WORDS =
            Set.of(
                    "unknown",
                    "none",
                    "null",
                    "n/a",
                    "na",
                    "default",
                    "default string",
                    "not specified",
                    "not available",
                    "not applicable",
                    "not present",
                    "to be filled by o.e.m.",
                    "to be filled by oem",
                    "o.e.m.",
                    "oem",
                    "empty",
                    "invalid",
                    "undefined",
                    "system serial number",
                    "base board serial number",
                    "baseboard serial number",
                    "chassis serial number",
                    "serial number",
                    "system product name",
                    "123456789",
                    "0123456789",
                    "1234567890",
                    "12345678",
                    "xxxxxxxx");

    /** Identifiers that makers shipped in whole series, without dashes. */
    private static final Set<String> SERIES =
            Set.of(
                    "03000200040005000006000700080009",
                    "00020003000400050006000700080009",
                    "12345678123456781234567812345678",
                    "00000000000010008000000000000000",
                    "ffffffff00001000800000ffffffffff");

    /** One character again and again: all zeros, all F. */
    private static final Pattern ONE_CHARACTER = Pattern.compile("(.)\\1*");

    /** First halves of addresses that hypervisors and containers hand out. */
    private static final Set<String> VIRTUAL =
            Set.of("000569", "000c29", "001c14", "005056", "080027", "00163e", "00155d", "001c42");

    private FakeIds() {}

    /** Whether a raw value says nothing about which machine it is. */
    public static boolean isFake(Component component, String raw) {
        String value = component.normalize(raw);
        String bare = value.replaceAll("[-: .{}_]", "");
        if (bare.isEmpty()
                || WORDS.contains(value)
                || WORDS.contains(value.toLowerCase(Locale.ROOT))
                || SERIES.contains(bare)
                || ONE_CHARACTER.matcher(bare).matches()) {
            return true;
        }
        return component == Component.MAC && isNoFactoryAddress(value);
    }

    /** Group addresses and those that software chose (IEEE 802, bits 0 and 1) can be anything. */
    private static boolean isNoFactoryAddress(String mac) {
        return mac.length() != 12
                || (Integer.parseInt(mac, 0, 2, 16) & 3) != 0
                || VIRTUAL.contains(mac.substring(0, 6));
    }
}
