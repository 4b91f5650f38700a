package io.gatehouse.core.digest;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Merkle root over a map of names to digests, at a cost of O(log n) per change.
 *
 * <p>A name's place is the first sixteen bits of its SHA-384, so the root depends on the content
 * alone and not on the order of insertion. A leaf is {@code H(0x00 || canonical {name: digest})} of
 * the names that share a place, a node {@code H(0x01 || left || right)} (the prefixes keep a leaf
 * from being passed off as a node, RFC 6962, 2.1), an empty subtree 48 zero bytes. Not thread-safe.
 */
public final class MerkleMap {

    private static final int LEVELS = 16;
    private static final byte[] EMPTY = new byte[48];

    private final Map<Integer, TreeMap<String, Digest>> buckets = new HashMap<>();
    private final Map<Integer, byte[]> nodes = new HashMap<>();

    /** Places whose way up to the root is not computed yet. */
    private final Set<Integer> changed = new HashSet<>();

    /** A map of its own with the same content. */
    public MerkleMap copy() {
        MerkleMap copy = new MerkleMap();
        buckets.forEach((place, bucket) -> copy.buckets.put(place, new TreeMap<>(bucket)));
        copy.nodes.putAll(nodes);
        copy.changed.addAll(changed);
        return copy;
    }

    /** Sets the digest of a name. */
    public void put(String name, Digest digest) {
        int place = place(name);
        TreeMap<String, Digest> bucket = buckets.computeIfAbsent(place, p -> new TreeMap<>());
        if (digest.equals(bucket.put(name, digest))) {
            return;
        }
        changed.add(place);
    }

    /**
     * The root; that of the empty map is {@link Digest#ZERO}. What was put since the last call is
     * taken into account now, so that names that change several times cost their way up once.
     */
    public Digest root() {
        Set<Integer> level = new TreeSet<>();
        MessageDigest hash = Digest.newSha384();
        for (int place : changed) {
            int node = (1 << LEVELS) + place;
            nodes.put(node, leaf(hash, buckets.get(place)));
            level.add(node / 2);
        }
        changed.clear();
        while (!level.isEmpty()) {
            Set<Integer> above = new TreeSet<>();
            for (int node : level) {
                nodes.put(node, join(hash, nodes.get(2 * node), nodes.get(2 * node + 1)));
                if (node > 1) {
                    above.add(node / 2);
                }
            }
            level = above;
        }
        byte[] root = nodes.getOrDefault(1, EMPTY);
        return new Digest("sha384:" + HexFormat.of().formatHex(root));
    }

    private static int place(String name) {
        byte[] hash =
                Digest.newSha384().digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ((hash[0] & 0xff) << 8) | (hash[1] & 0xff);
    }

    private static byte[] leaf(MessageDigest hash, NavigableMap<String, Digest> bucket) {
        JsonObject.Builder content = JsonObject.builder();
        bucket.forEach((name, digest) -> content.put(name, digest.value()));
        hash.update((byte) 0);
        return hash.digest(CanonicalJson.bytes(content.build()));
    }

    private static byte[] join(MessageDigest hash, byte[] left, byte[] right) {
        hash.update((byte) 1);
        hash.update(left == null ? EMPTY : left);
        return hash.digest(right == null ? EMPTY : right);
    }
}
