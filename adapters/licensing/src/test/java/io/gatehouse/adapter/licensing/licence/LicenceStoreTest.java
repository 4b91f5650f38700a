package io.gatehouse.adapter.licensing.licence;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEY;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEYS;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.LicenceStore.Recorded;
import io.gatehouse.adapter.licensing.licence.RegistryChain.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceStoreTest {

    @TempDir Path folder;

    private LicenceStore store;
    private final List<Head> heads = new ArrayList<>();

    @BeforeEach
    void fill() {
        store = new LicenceStore(folder.resolve("licences"), LICENCE_KEYS, FINGERPRINT_KEYS);
        for (int i = 0; i < 4; i++) {
            heads.add(accepted(record(i)).view().chain().head());
        }
    }

    private Judged<Recorded> record(int number) {
        LicenceRequest request = Bench.request("paper", "request " + number);
        return store.record(
                request.licenceId(),
                () -> Judged.accepted(Bench.licence(request, NOW.plusSeconds(number))),
                LICENCE_KEY,
                NOW,
                Head.NONE);
    }

    private List<String> lines(Path file) throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private List<String> with(Path file, List<String> lines) throws IOException {
        String before = Files.readString(file);
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        List<String> found = codes(store.verify(heads.get(3)));
        // nothing is added to what does not verify
        assertThat(record(9).value()).isEmpty();
        Files.writeString(file, before);
        return found;
    }

    @Test
    void shouldChainEachLicenceAndFindItAgain() throws IOException {
        LicenceStore.View view = accepted(store.verify(heads.get(3)));

        assertThat(view.lines().lines()).hasSize(4);
        assertThat(view.chain().head().sequence()).isEqualTo(4);
        String before = Files.readString(store.registry());
        Recorded again = accepted(record(1));
        assertThat(again.sequence()).isEqualTo(2);
        assertThat(Files.readString(store.registry())).isEqualTo(before);
        assertThat(store.issued(again.licence().id()))
                .hasBinaryContent(again.licence().lineBytes());
    }

    @Test
    void shouldNoticeEveryChangeOfTheRegistry() throws IOException {
        Path registry = store.registry();
        List<String> lines = lines(registry);
        for (int i = 0; i < 4; i++) {
            List<String> removed = new ArrayList<>(lines);
            removed.remove(i);
            assertThat(with(registry, removed)).as("removed %s", i).containsExactly("removed");
        }
        List<String> reordered = new ArrayList<>(lines);
        Collections.swap(reordered, 1, 2);
        assertThat(with(registry, reordered)).containsExactly("reordered");
        List<String> edited = new ArrayList<>(lines);
        edited.set(2, edited.get(2).replace("\"paper\"", "\"live\""));
        assertThat(with(registry, edited)).containsExactly("code-differs");
        edited.set(2, lines.get(2).replace(", \"signature\"", ",  \"signature\""));
        assertThat(with(registry, edited)).containsExactly("edited");
        List<String> twice = new ArrayList<>(lines);
        twice.add(lines.get(0));
        assertThat(with(registry, twice)).contains("line-twice", "id-twice");
        List<String> id = new ArrayList<>(lines);
        Licence same = Bench.licence(Bench.request("paper", "request 1"), NOW.plusSeconds(77));
        id.add(new String(same.lineBytes(), StandardCharsets.UTF_8).strip());
        assertThat(with(registry, id)).containsExactly("id-twice");
        List<String> added = new ArrayList<>(lines);
        Licence other = Bench.licence(Bench.request("live", "by hand"), NOW);
        added.add(new String(other.lineBytes(), StandardCharsets.UTF_8).strip());
        assertThat(with(registry, added)).containsExactly("unchained");
        assertThat(with(registry, List.of())).containsExactly("removed");
        String whole = Files.readString(registry);
        Files.writeString(registry, whole.substring(0, whole.length() - 9));
        assertThat(codes(store.verify(heads.get(3)))).containsExactly("torn-line");
        Files.delete(registry);
        assertThat(codes(store.verify(heads.get(3)))).containsExactly("registry-missing");
        assertThat(record(9).value()).isEmpty();
    }

    @Test
    void shouldNoticeEveryChangeOfTheChain() throws IOException {
        Path chain = store.chain();
        List<String> links = lines(chain);
        for (int i = 0; i < 4; i++) {
            List<String> removed = new ArrayList<>(links);
            removed.remove(i);
            assertThat(with(chain, removed))
                    .as("removed %s", i)
                    .contains(i == 3 ? "unchained" : "chain-broken");
        }
        List<String> edited = new ArrayList<>(links);
        edited.set(1, edited.get(1).replace("\"sequence\":2", "\"sequence\":3"));
        assertThat(with(chain, edited)).containsExactly("code-differs");
    }

    @Test
    void shouldNoticeThatBothWerePutBack() throws IOException {
        Files.writeString(
                store.registry(), String.join("\n", lines(store.registry()).subList(0, 2)) + "\n");
        Files.writeString(
                store.chain(), String.join("\n", lines(store.chain()).subList(0, 2)) + "\n");

        accepted(store.verify(heads.get(1)));
        assertThat(codes(store.verify(heads.get(3)))).containsExactly("rolled-back");
        // and then continued otherwise
        record(8);
        record(9);
        assertThat(codes(store.verify(heads.get(3)))).containsExactly("rolled-back");
    }

    @Test
    void shouldCompleteWhatACrashCutShort() throws IOException {
        String registry = Files.readString(store.registry());
        String chain = Files.readString(store.chain());
        Recorded fifth = accepted(record(5));
        String whole = Files.readString(store.registry());

        // before the line
        Files.writeString(store.registry(), registry);
        assertThat(codes(store.verify(Head.NONE))).containsExactly("removed");
        assertThat(accepted(record(5)).licence()).isEqualTo(fifth.licence());
        assertThat(Files.readString(store.registry())).isEqualTo(whole);
        // before the link
        Files.writeString(store.registry(), registry);
        Files.writeString(store.chain(), chain);
        assertThat(accepted(record(5)).sequence()).isEqualTo(5);
        assertThat(Files.readString(store.registry())).isEqualTo(whole);
    }

    @Test
    void shouldFollowNoLink(@TempDir Path outside) throws IOException {
        Path elsewhere = outside.resolve("registry.jsonl");
        Files.move(store.registry(), elsewhere);
        Files.createSymbolicLink(store.registry(), elsewhere);

        assertThat(codes(store.verify(Head.NONE))).containsExactly("unreadable");
    }

    @Test
    void shouldCarryLicencesByStickAndInbox() throws IOException {
        Licence licence = accepted(record(1)).licence();
        Path stick = folder.resolve("stick");
        Path file = accepted(LicenceFolders.write(stick, licence));

        assertThat(file.getFileName()).hasToString(licence.id() + ".json");
        assertThat(codes(LicenceFolders.write(stick, licence))).containsExactly("exists");
        accepted(LicenceFolders.write(stick.resolve("named.json"), licence));
        Files.writeString(stick.resolve("note.txt"), "x");
        Files.writeString(stick.resolve("fingerprint.json"), "{}");
        assertThat(accepted(LicenceFolders.inbox(stick)).keySet())
                .containsExactly(licence.id() + ".json", "named.json");
        assertThat(
                        accepted(
                                        Licence.read(
                                                "s",
                                                accepted(LicenceFolders.inbox(stick))
                                                        .get("named.json"),
                                                LICENCE_KEYS))
                                .isSame(licence))
                .isTrue();
        assertThat(codes(LicenceFolders.inbox(folder.resolve("none"))))
                .containsExactly("unreadable");
        Files.createSymbolicLink(folder.resolve("leads"), stick);
        assertThat(codes(LicenceFolders.inbox(folder.resolve("leads"))))
                .containsExactly("unreadable");
        Path link = Files.createSymbolicLink(stick.resolve("link.json"), file);
        assertThat(codes(LicenceFolders.inbox(stick))).containsExactly("no-plain-file");
        Files.delete(link);
        Path inner = Files.createDirectory(stick.resolve("folder.json"));
        assertThat(codes(LicenceFolders.inbox(stick))).containsExactly("no-plain-file");
        Files.delete(inner);
        Files.write(stick.resolve("big.json"), new byte[Envelope.LARGEST + 1]);
        assertThat(codes(LicenceFolders.inbox(stick))).containsExactly("too-large");
    }
}
