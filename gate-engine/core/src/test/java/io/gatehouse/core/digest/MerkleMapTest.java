package io.gatehouse.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tree against a second way to its root: from the top, over the whole content. */
class MerkleMapTest {

    private static Digest of(String text) {
        return Digest.sha384(text.getBytes(UTF_8));
    }

    private static byte[] node(Map<String, Digest> content, int from, int to) {
        TreeMap<String, Digest> within = new TreeMap<>();
        content.forEach(
                (name, digest) -> {
                    byte[] hash = Digest.newSha384().digest(name.getBytes(UTF_8));
                    int place = Byte.toUnsignedInt(hash[0]) * 256 + Byte.toUnsignedInt(hash[1]);
                    if (place >= from && place < to) {
                        within.put(name, digest);
                    }
                });
        if (within.isEmpty()) {
            return new byte[48];
        }
        var hash = Digest.newSha384();
        if (to - from == 1) {
            JsonObject.Builder leaf = JsonObject.builder();
            within.forEach((name, digest) -> leaf.put(name, digest.value()));
            hash.update((byte) 0);
            return hash.digest(CanonicalJson.bytes(leaf.build()));
        }
        int middle = (from + to) / 2;
        hash.update((byte) 1);
        hash.update(node(within, from, middle));
        return hash.digest(node(within, middle, to));
    }

    private static Digest root(Map<String, Digest> content) {
        return new Digest("sha384:" + HexFormat.of().formatHex(node(content, 0, 65_536)));
    }

    @Test
    void shouldHaveTheRootOfItsContentAfterEachChange() {
        MerkleMap map = new MerkleMap();
        assertThat(map.root()).isEqualTo(Digest.ZERO);
        TreeMap<String, Digest> content = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            String name = "promotion/p-" + i % 50;
            map.put(name, of("digest " + i));
            content.put(name, of("digest " + i));
            assertThat(map.root()).isEqualTo(root(content));
        }
        Digest before = map.root();
        map.put("promotion/p-20", of("digest 20"));
        assertThat(map.root()).isEqualTo(before);
    }

    @Test
    void shouldKeepNamesThatShareAPlaceApart() {
        // names whose SHA-384 begins with the same sixteen bits
        Map<Integer, String> seen = new java.util.HashMap<>();
        List<String> pair = new ArrayList<>();
        for (int i = 0; pair.isEmpty(); i++) {
            byte[] hash = Digest.newSha384().digest(("n" + i).getBytes(UTF_8));
            String other = seen.put(((hash[0] & 0xff) << 8) | (hash[1] & 0xff), "n" + i);
            if (other != null) {
                pair.addAll(List.of(other, "n" + i));
            }
        }
        MerkleMap map = new MerkleMap();
        TreeMap<String, Digest> content = new TreeMap<>();
        for (String name : pair) {
            map.put(name, of(name));
            content.put(name, of(name));
            assertThat(map.root()).isEqualTo(root(content));
        }
        MerkleMap copy = map.copy();
        copy.put(pair.get(0), of("changed"));
        assertThat(map.root()).isEqualTo(root(content));
        content.put(pair.get(0), of("changed"));
        assertThat(copy.root()).isEqualTo(root(content));
    }

    @Test
    void shouldNotDependOnTheOrderOfItsChanges() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add("log/l-" + i);
        }
        MerkleMap one = new MerkleMap();
        names.forEach(name -> one.put(name, of(name)));
        Collections.shuffle(names, new Random(7));
        MerkleMap other = new MerkleMap();
        names.forEach(name -> other.put(name, of(name)));
        assertThat(other.root()).isEqualTo(one.root());
    }

    @Test
    void shouldLetACopyGoItsOwnWay() {
        MerkleMap map = new MerkleMap();
        map.put("a", of("a"));
        map.put("b", of("b"));
        Digest before = map.root();
        MerkleMap copy = map.copy();
        assertThat(copy.root()).isEqualTo(before);
        copy.put("a", of("other"));
        assertThat(map.root()).isEqualTo(before);
        assertThat(copy.root()).isEqualTo(root(Map.of("a", of("other"), "b", of("b"))));
        map.put("c", of("c"));
        assertThat(map.root()).isEqualTo(root(Map.of("a", of("a"), "b", of("b"), "c", of("c"))));
        copy.put("b", of("another"));
        assertThat(map.root()).isEqualTo(root(Map.of("a", of("a"), "b", of("b"), "c", of("c"))));
    }
}
