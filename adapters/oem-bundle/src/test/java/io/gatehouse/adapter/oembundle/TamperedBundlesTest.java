package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.oembundle.Draft.Raw;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault, each with the code that names it. */
class TamperedBundlesTest {

    private static final String ROOT = "core_oem_staging/";
    private static final BundleLimits SMALL = new BundleLimits(200, 4 << 20, 8 << 20, 200);

    @TempDir private Path folder;

    /** Makes the bytes of an archive. */
    private interface Making {
        byte[] make() throws IOException;
    }

    private record Case(String code, Making making, VerifyOptions options) {}

    private final Map<String, Case> cases = new LinkedHashMap<>();

    private void fault(String name, String code, Making making) {
        fault(name, code, making, VerifyOptions.at(Draft.NOW).withLimits(SMALL));
    }

    private void fault(String name, String code, Making making, VerifyOptions options) {
        if (cases.put(name, new Case(code, making, options)) != null) {
            throw new AssertionError("twice: " + name);
        }
    }

    private static Draft sealed() {
        return new Draft().seal();
    }

    private static Draft windows() {
        Draft draft = new Draft();
        draft.platform = "windows";
        return draft;
    }

    private static byte[] signedBy(BundleKey key) throws IOException {
        Draft draft = new Draft();
        draft.signer = key;
        return draft.seal().archive();
    }

    private static byte[] withManifest(java.util.function.UnaryOperator<JsonObject> change)
            throws IOException {
        Draft draft = new Draft();
        draft.manifestChange = change;
        return draft.seal().archive();
    }

    private static JsonObject firstRow(JsonObject manifest, String member, Object value) {
        List<JsonValue> rows = new ArrayList<>(manifest.array("files"));
        rows.set(0, ((JsonObject) rows.get(0)).with(member, value));
        return manifest.with("files", rows);
    }

    private void contents() {
        for (String path :
                List.of(
                        "bootstrap/install.sh",
                        "config/.env",
                        "config/core.yaml",
                        "daemon/daemon.bin",
                        "daemon/lib/a.so",
                        "ui/ui.bin")) {
            fault("byte flipped in " + path, "digest-differs", () -> sealed().flip(path).archive());
        }
        fault(
                "file longer than stated",
                "size-differs",
                () ->
                        sealed().change(
                                        "ui/ui.bin",
                                        e ->
                                                Raw.file(
                                                        e.name(),
                                                        e.mode(),
                                                        "longer".getBytes(StandardCharsets.UTF_8)))
                                .archive());
        fault("extra file", "file-extra", () -> sealed().add("ui/x", 0644, new byte[1]).archive());
        fault(
                "extra file at the top",
                "file-extra",
                () -> sealed().add("x", 0644, new byte[1]).archive());
        fault(
                "missing file",
                "file-missing",
                () -> {
                    Draft draft = sealed();
                    draft.entries.remove(draft.at("ui/ui.bin"));
                    return draft.archive();
                });
        fault(
                "renamed file",
                "file-renamed",
                () ->
                        sealed().change(
                                        "daemon/lib/a.so",
                                        e ->
                                                Raw.file(
                                                        ROOT + "daemon/lib/b.so",
                                                        e.mode(),
                                                        e.content()))
                                .archive());
        fault("program bit set", "mode-differs", () -> mode("ui/ui.bin", 0755));
        fault("program bit taken", "mode-differs", () -> mode("bootstrap/install.sh", 0644));
        fault("written by all", "mode-differs", () -> mode("ui/ui.bin", 0666));
        fault("set-user-id", "mode-refused", () -> mode("ui/ui.bin", 04755));
        fault("set-group-id", "mode-refused", () -> mode("ui/ui.bin", 02755));
        fault("sticky", "mode-refused", () -> mode("ui/ui.bin", 01644));
    }

    private static byte[] mode(String path, int mode) throws IOException {
        return sealed().change(path, e -> Raw.file(e.name(), mode, e.content())).archive();
    }

    private void entries() {
        fault(
                "symbolic link",
                "entry-symlink",
                () -> sealed().raw(ROOT + "ui/x", '2', "/etc/passwd").archive());
        fault(
                "symbolic link instead of a file",
                "entry-symlink",
                () ->
                        sealed().change(
                                        "ui/ui.bin",
                                        e -> new Raw(e.name(), '2', 0777, new byte[0], "../x"))
                                .archive());
        fault(
                "hard link",
                "entry-hardlink",
                () -> sealed().raw(ROOT + "ui/x", '1', ROOT + "ui/ui.bin").archive());
        fault("device", "entry-device", () -> sealed().raw(ROOT + "ui/x", '3', "").archive());
        fault("block device", "entry-device", () -> sealed().raw(ROOT + "ui/x", '4', "").archive());
        fault("pipe", "entry-device", () -> sealed().raw(ROOT + "ui/x", '6', "").archive());
        fault(
                "contiguous file",
                "entry-kind",
                () -> sealed().raw(ROOT + "ui/x", '7', "").archive());
        named("absolute path", "path-absolute", "/etc/cron.d/x");
        named("drive", "path-absolute", "C:/x");
        named("parent", "path-traversal", ROOT + "../x");
        named("parent in the middle", "path-traversal", ROOT + "ui/../../x");
        named("parent by backslash", "path-traversal", ROOT + "ui\\..\\x");
        named("line end in a name", "path-control", ROOT + "ui/a\nb");
        named("device of windows", "path-reserved", ROOT + "ui/AUX.txt");
        named("trailing dot", "path-refused", ROOT + "ui/x.");
        named("stream of windows", "path-refused", ROOT + "ui/x:y");
        named("empty component", "path-refused", ROOT + "ui//x");
        named("decomposed letter", "path-refused", ROOT + "ui/e\u0301");
        named("outside of the root", "outside-root", "other/x");
        named("same name twice", "path-duplicate", ROOT + "ui/ui.bin");
        named("name in another case", "path-collides", ROOT + "ui/UI.bin");
        named("folder in another case", "path-collides", ROOT + "UI/x");
        named("file where a folder is", "path-collides", ROOT + "daemon/lib");
        fault(
                "empty folder",
                "folder-extra",
                () -> sealed().raw(ROOT + "empty/", '5', "").archive());
        fault(
                "NUL in a name",
                "path-control",
                () -> {
                    byte[] head = Draft.header(Raw.file(ROOT + "ui/x", 0644, new byte[0]), 0);
                    head[(ROOT + "ui/x").length() + 1] = 'y';
                    byte[] tar = Draft.tar(sealed().entries);
                    return Draft.gzip(joined(Draft.summed(head), tar));
                });
    }

    private void named(String fault, String code, String name) {
        fault(
                fault,
                code,
                () -> {
                    Draft draft = sealed();
                    draft.entries.add(Raw.file(name, 0644, new byte[] {1}));
                    return draft.archive();
                });
    }

    private void manifests() {
        fault("no manifest", "manifest-missing", () -> without("manifest.json"));
        fault("no signature", "manifest-unsigned", () -> without("manifest.sig"));
        fault(
                "manifest flipped",
                "signature-other",
                () -> {
                    Draft draft = sealed();
                    draft.change(
                            "manifest.json",
                            e ->
                                    Raw.file(
                                            e.name(),
                                            e.mode(),
                                            new String(e.content(), StandardCharsets.UTF_8)
                                                    .replace("1.0.0", "1.0.1")
                                                    .getBytes(StandardCharsets.UTF_8)));
                    return draft.archive();
                });
        fault(
                "manifest cut",
                "manifest-malformed",
                () ->
                        sealed().change(
                                        "manifest.json",
                                        e ->
                                                Raw.file(
                                                        e.name(),
                                                        e.mode(),
                                                        Arrays.copyOf(e.content(), 99)))
                                .archive());
        fault("member added", "manifest-refused", () -> withManifest(m -> m.with("note", "x")));
        fault("another bundle", "manifest-refused", () -> withManifest(m -> m.with("bundle", "x")));
        fault(
                "platform unknown",
                "manifest-refused",
                () -> withManifest(m -> m.with("platform", "bsd")));
        fault(
                "version malformed",
                "manifest-refused",
                () -> withManifest(m -> m.with("version", "-1")));
        fault(
                "made tomorrow",
                "manifest-refused",
                () -> withManifest(m -> m.with("created", "2026-11-22T00:00:00Z")));
        fault("no files", "manifest-refused", () -> withManifest(m -> m.with("files", List.of())));
        fault(
                "digest malformed",
                "manifest-refused",
                () -> withManifest(m -> firstRow(m, "sha384", "0")));
        fault(
                "mode malformed",
                "manifest-refused",
                () -> withManifest(m -> firstRow(m, "mode", "4755")));
        fault(
                "size negative",
                "manifest-refused",
                () -> withManifest(m -> firstRow(m, "size", -1)));
        fault(
                "row of another form",
                "manifest-refused",
                () -> withManifest(m -> firstRow(m, "x", 1)));
        fault(
                "path leads out",
                "path-traversal",
                () -> withManifest(m -> firstRow(m, "path", "../x")));
        fault(
                "manifest lists itself",
                "path-refused",
                () -> withManifest(m -> firstRow(m, "path", "manifest.sig")));
        fault(
                "row twice",
                "path-duplicate",
                () ->
                        withManifest(
                                m -> {
                                    List<JsonValue> rows = new ArrayList<>(m.array("files"));
                                    rows.add(1, rows.get(0));
                                    return m.with("files", rows);
                                }));
        fault(
                "not in order",
                "manifest-refused",
                () ->
                        withManifest(
                                m -> {
                                    List<JsonValue> rows = new ArrayList<>(m.array("files"));
                                    rows.add(rows.remove(0));
                                    return m.with("files", rows);
                                }));
        fault(
                "nothing in ui",
                "folder-missing",
                () -> {
                    Draft draft = new Draft();
                    draft.files.remove("ui/ui.bin");
                    return draft.seal().archive();
                });
        fault(
                "another platform than asked",
                "platform-differs",
                () -> sealed().archive(),
                VerifyOptions.at(Draft.NOW).withPlatform(Platform.MACOS));
        fault(
                "another version than asked",
                "version-differs",
                () -> sealed().archive(),
                VerifyOptions.at(Draft.NOW).withVersion("2.0.0"));
        fault(
                "another archive than admitted",
                "archive-differs",
                () -> sealed().archive(),
                VerifyOptions.at(Draft.NOW).withArchive(Digest.sha384(new byte[0])));
    }

    private static byte[] without(String path) throws IOException {
        Draft draft = sealed();
        draft.entries.remove(draft.at(path));
        return draft.archive();
    }

    private void signatures() {
        fault(
                "configuration without signature",
                "config-unsigned",
                () -> without("config/core.yaml.sig"));
        fault(
                "signature without configuration",
                "config-signature-orphan",
                () -> {
                    Draft draft = new Draft();
                    draft.put("config/gone.sig", "{}");
                    draft.files.put("config/gone.sig.sig", new byte[] {1});
                    return draft.seal().archive();
                });
        fault(
                "signature of another configuration",
                "signature-other",
                () -> {
                    Draft draft = new Draft();
                    draft.files.put(
                            "config/.env.sig",
                            draft.signature(
                                    Draft.about(
                                            "config/core.yaml",
                                            draft.files.get("config/core.yaml"))));
                    return draft.seal().archive();
                });
        fault(
                "configuration in a folder",
                "config-nested",
                () -> new Draft().put("config/a/b", "x").seal().archive());
        fault(
                "fingerprint missing",
                "fingerprint-missing",
                () -> without("config/fingerprint.expected.json"));
        fault(
                "fingerprint of another form",
                "fingerprint-malformed",
                () -> {
                    Draft draft = new Draft();
                    draft.files.put(
                            "config/fingerprint.expected.json",
                            draft.signature(JsonObject.of("fingerprint", "x")));
                    return draft.seal().archive();
                });
        fault(
                "signed by a foreign key",
                "signature-invalid",
                () -> signedBy(Draft.key("vendor-1", "somebody-elses-key-0123456789abcdef")));
        fault(
                "signed by an unknown key",
                "key-unknown",
                () -> signedBy(Draft.key("vendor-9", Draft.SECRET)));
        fault(
                "signed by an expired key",
                "key-expired",
                () -> signedBy(Draft.key("expired", Draft.SECRET)));
        fault(
                "signed by a key to come",
                "key-not-yet-valid",
                () -> signedBy(Draft.key("to-come", Draft.SECRET)));
        fault(
                "signed by a retired key",
                "key-retired",
                () -> signedBy(Draft.key("retired", Draft.SECRET)));
        fault(
                "signed by a revoked key",
                "key-revoked",
                () -> signedBy(Draft.key("revoked", Draft.SECRET)));
        fault("signed by a short key", "key-short", () -> signedBy(Draft.key("short", "short")));
        fault(
                "backdated before the key",
                "key-not-yet-valid",
                () -> {
                    Draft draft = new Draft();
                    draft.created = "2025-11-20T10:00:15Z";
                    return draft.seal().archive();
                });
        fault(
                "no key named",
                "key-unnamed",
                () -> {
                    Draft draft = new Draft();
                    draft.signatureChange = s -> s.without("key_id");
                    return draft.seal().archive();
                });
        fault(
                "another algorithm",
                "signature-algorithm",
                () -> {
                    Draft draft = new Draft();
                    draft.signatureChange = s -> s.with("algorithm", "HMAC-SHA256");
                    return draft.seal().archive();
                });
        fault(
                "signature with another member",
                "signature-malformed",
                () -> {
                    Draft draft = new Draft();
                    draft.signatureChange = s -> s.with("x", 1);
                    return draft.seal().archive();
                });
        fault(
                "configuration signed by another trusted key",
                "keys-differ",
                () -> {
                    Draft draft = new Draft();
                    BundleKey own = draft.signer;
                    draft.signer = Draft.key("vendor-2", Draft.SECRET);
                    draft.files.put(
                            "config/.env.sig",
                            draft.signature(
                                    Draft.about("config/.env", draft.files.get("config/.env"))));
                    draft.signer = own;
                    return draft.seal().archive();
                });
        fault(
                "existing builder's, not admitted",
                "key-unnamed",
                () -> {
                    Draft draft = new Draft();
                    draft.legacy = true;
                    return draft.seal().archive();
                });
    }

    private void containers() {
        fault("empty file", "archive-truncated", () -> new byte[0]);
        fault(
                "neither gzip nor zip",
                "archive-kind",
                () -> "hello".getBytes(StandardCharsets.UTF_8));
        fault(
                "cut in the middle",
                "archive-truncated",
                () -> {
                    byte[] all = sealed().archive();
                    return Arrays.copyOf(all, all.length / 2);
                });
        fault(
                "last byte missing",
                "archive-truncated",
                () -> {
                    byte[] all = sealed().archive();
                    return Arrays.copyOf(all, all.length - 1);
                });
        fault(
                "byte behind",
                "archive-trailing-data",
                () -> joined(sealed().archive(), new byte[1]));
        fault(
                "second member behind",
                "archive-trailing-data",
                () -> joined(sealed().archive(), Draft.gzip(new byte[10])));
        fault(
                "entries behind the end",
                "archive-trailing-data",
                () -> {
                    byte[] tar = Draft.tar(sealed().entries);
                    return Draft.gzip(joined(tar, tar));
                });
        fault(
                "bomb",
                "archive-bomb",
                () -> sealed().add("ui/zeros", 0644, new byte[3 << 20]).archive());
        fault(
                "file too large",
                "archive-too-large",
                () -> {
                    byte[] noise = new byte[5 << 20];
                    new java.util.Random(1).nextBytes(noise);
                    return sealed().add("ui/noise", 0644, noise).archive();
                });
        fault(
                "too many entries",
                "archive-too-many",
                () -> {
                    Draft draft = sealed();
                    for (int i = 0; i < 300; i++) {
                        draft.add("ui/x" + i, 0644, new byte[0]);
                    }
                    return draft.archive();
                });
        fault(
                "checksum of a header",
                "archive-malformed",
                () -> {
                    byte[] tar = Draft.tar(sealed().entries);
                    tar[110] ^= 1;
                    return Draft.gzip(tar);
                });
        fault(
                "data in the filling",
                "archive-malformed",
                () -> {
                    byte[] tar = Draft.tar(sealed().entries);
                    tar[512 + 200] = 1;
                    return Draft.gzip(tar);
                });
        for (char type : new char[] {'g', 'L', 'K', 'S'}) {
            fault(
                    "extension " + type,
                    "archive-malformed",
                    () -> {
                        Draft draft = sealed();
                        draft.entries.add(
                                0, new Raw("x", type, 0, "x".getBytes(StandardCharsets.UTF_8), ""));
                        return draft.archive();
                    });
        }
        fault(
                "renaming record of an unknown kind",
                "archive-malformed",
                () -> {
                    Draft draft = sealed();
                    draft.entries.add(
                            0,
                            new Raw(
                                    "x",
                                    'x',
                                    0,
                                    "20 GNU.sparse.major=1\n".getBytes(StandardCharsets.UTF_8),
                                    ""));
                    return draft.archive();
                });
        fault(
                "folder with content",
                "archive-malformed",
                () -> {
                    Draft draft = sealed();
                    draft.entries.add(new Raw(ROOT + "ui/", '5', 0755, new byte[1], ""));
                    return draft.archive();
                });
        fault(
                "tar for windows",
                "container-differs",
                () -> {
                    Draft draft = windows().seal();
                    return Draft.gzip(Draft.tar(draft.entries));
                });
        fault("zip for linux", "container-differs", () -> Draft.zip(sealed().entries));
    }

    private void zips() {
        fault(
                "zip: byte flipped",
                "digest-differs",
                () -> windows().seal().flip("ui/ui.bin").archive());
        fault(
                "zip: link",
                "entry-symlink",
                () -> windows().seal().raw(ROOT + "ui/x", '2', "y").archive());
        fault(
                "zip: parent",
                "path-traversal",
                () -> windows().seal().raw(ROOT + "../x", '0', "").archive());
        fault(
                "zip: mode",
                "mode-differs",
                () ->
                        windows()
                                .seal()
                                .change("ui/ui.bin", e -> Raw.file(e.name(), 0755, e.content()))
                                .archive());
        fault(
                "zip: byte behind",
                "archive-trailing-data",
                () -> joined(windows().seal().archive(), new byte[1]));
        fault(
                "zip: byte before",
                "archive-kind",
                () -> joined(new byte[1], windows().seal().archive()));
        fault(
                "zip: cut",
                "archive-truncated",
                () -> {
                    byte[] all = windows().seal().archive();
                    return Arrays.copyOf(all, all.length / 2);
                });
        fault(
                "zip: another name in the entry's header",
                "archive-malformed",
                () -> {
                    byte[] all = windows().seal().archive();
                    all[30 + ROOT.length()] ^= 1;
                    return all;
                });
        fault(
                "zip: bomb",
                "archive-bomb",
                () -> windows().seal().add("ui/zeros", 0644, new byte[3 << 20]).archive());
    }

    private static byte[] joined(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        out.write(second);
        return out.toByteArray();
    }

    private static BundleKeys keys() {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        Instant last = Instant.parse("2027-01-01T00:00:00Z");
        KeyValidity year = KeyValidity.between(first, last);
        Instant before = Instant.parse("2026-06-01T00:00:00Z");
        return BundleKeys.of(
                List.of(
                        Draft.key("vendor-1", Draft.SECRET),
                        Draft.key("vendor-2", Draft.SECRET),
                        Draft.key("short", "short"),
                        Draft.key("expired", Draft.SECRET, KeyValidity.between(first, before)),
                        Draft.key(
                                "to-come",
                                Draft.SECRET,
                                KeyValidity.between(Draft.NOW.plusSeconds(60), last)),
                        Draft.key("retired", Draft.SECRET, year.retired(before)),
                        Draft.key("revoked", Draft.SECRET, year.revoked(before))),
                Optional.of(Draft.key("vendor-1", Draft.SECRET)));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseEachWithTheCodeOfItsFault() {
        contents();
        entries();
        manifests();
        signatures();
        containers();
        zips();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(100);
        return cases.entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> judge(c.getValue())));
    }

    private void judge(Case tampered) throws IOException {
        Path archive = Draft.write(folder, tampered.making().make());

        Verification verification = new BundleVerifier(keys()).verify(archive, tampered.options());

        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertThat(verification.findings()).extracting(Finding::code).contains(tampered.code());
        assertThat(verification.findings())
                .allSatisfy(f -> assertThat(f.rule().value()).isEqualTo(BundleCode.RULE));
    }

    @Test
    void shouldAcceptTheSoundOnesThatTheOthersWereMadeFrom() throws IOException {
        for (Draft draft : List.of(new Draft(), windows())) {
            Path archive = draft.write(folder);

            Verification verification =
                    new BundleVerifier(keys()).verify(archive, VerifyOptions.at(Draft.NOW));

            assertThat(verification.findings()).isEmpty();
            assertThat(verification).isInstanceOf(Verification.Verified.class);
        }
    }

    @Test
    void shouldDecideNothingWithoutArchiveOrKey() throws IOException {
        BundleVerifier verifier = new BundleVerifier(keys());
        assertThat(verifier.verify(folder.resolve("none"), VerifyOptions.at(Draft.NOW)))
                .isInstanceOf(Verification.NotDecided.class);

        BundleKeys locked = id -> new BundleKeys.Answer.Unavailable();
        Path archive = new Draft().write(folder);
        assertThat(new BundleVerifier(locked).verify(archive, VerifyOptions.at(Draft.NOW)))
                .isInstanceOf(Verification.NotDecided.class);
    }

    @Test
    void shouldNameNoMoreFindingsThanAPersonReads() throws IOException {
        Draft draft = new Draft().seal();
        for (int i = 0; i < 900; i++) {
            draft.add("ui/x" + i, 0644, new byte[] {(byte) i, (byte) (i >> 8)});
        }

        Verification verification =
                new BundleVerifier(keys()).verify(draft.write(folder), VerifyOptions.at(Draft.NOW));

        assertThat(verification.findings()).hasSize(BundleLimits.FINDINGS + 1);
        assertThat(verification.findings().get(BundleLimits.FINDINGS).code())
                .isEqualTo("findings-cut");
    }

    @Test
    void shouldShowNoSecretAnywhere() {
        BundleKey key = Draft.key("vendor-1", Draft.SECRET);

        assertThat(key.toString() + keys() + new BundleKeys.Answer.Found(key))
                .doesNotContain(Draft.SECRET)
                .contains("vendor-1");
    }
}
