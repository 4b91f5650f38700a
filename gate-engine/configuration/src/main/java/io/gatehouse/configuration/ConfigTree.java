package io.gatehouse.configuration;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration as its leaves by path, in the order of the paths. Immutable.
 *
 * <p>Read strictly: UTF-8, one document that is a mapping, no anchors, aliases, merge keys or tags,
 * nesting to {@value #MAX_DEPTH}, at most 16 MiB. A key that occurs twice is kept twice and listed:
 * one reader takes the first, another the last, so a comparison must see both. Files in use do have
 * such keys; a report fails for them.
 */
public record ConfigTree(SortedMap<String, ConfigValue> leaves, List<Duplicate> duplicates) {

    /**
     * A key that stands in its mapping before.
     *
     * @param path of the later occurrence, ending in {@code #2} or more
     * @param line of the later occurrence, from 1
     * @param column of the later occurrence, from 1
     */
    public record Duplicate(String path, int line, int column) {}

    /** Greatest nesting of lists and mappings. */
    public static final int MAX_DEPTH = 64;

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 16 * 1024 * 1024;

    /** Greatest number of keys and values. */
    public static final int MAX_NODES = 200_000;

    public ConfigTree {
        leaves = Collections.unmodifiableSortedMap(new TreeMap<>(leaves));
        duplicates = List.copyOf(duplicates);
    }

    /** Reads a file's bytes. */
    public static ConfigReading read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return new ConfigReading.Refused(
                    new ConfigFault(
                            ConfigFault.Kind.TOO_LARGE, 0, "larger than " + LARGEST + " bytes"));
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return new ConfigParser(text).read();
        } catch (CharacterCodingException e) {
            return new ConfigReading.Refused(
                    new ConfigFault(ConfigFault.Kind.NOT_UTF8, 0, "not UTF-8"));
        } catch (ConfigParser.Fault e) {
            return new ConfigReading.Refused(e.fault());
        }
    }

    public Optional<ConfigValue> find(String path) {
        return Optional.ofNullable(leaves.get(path));
    }
}
