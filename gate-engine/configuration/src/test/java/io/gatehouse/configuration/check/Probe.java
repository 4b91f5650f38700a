package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.DigestPair;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one check on one text and says what it found. */
record Probe(ConfigCheck check, String yaml, ConfigProfile profile, ConfigFiles files) {

    static Probe of(ConfigCheck check, String yaml) {
        return new Probe(check, yaml, ConfigProfile.NONE, ConfigFiles.UNSEEN);
    }

    Probe with(ConfigProfile other) {
        return new Probe(check, yaml, other, files);
    }

    /** Sees these files, path to content, and no others. */
    Probe with(Map<String, String> content) {
        Map<String, String> copy = new HashMap<>(content);
        return new Probe(
                check,
                yaml,
                profile,
                path ->
                        Optional.of(
                                copy.containsKey(path)
                                        ? new ConfigFiles.Sight.Present(
                                                DigestPair.of(
                                                        copy.get(path)
                                                                .getBytes(StandardCharsets.UTF_8)))
                                        : new ConfigFiles.Sight.Absent("no such file")));
    }

    private List<ConfigFinding> own() {
        return ConfigValidation.of(yaml.getBytes(StandardCharsets.UTF_8), profile, files)
                .findings()
                .stream()
                .filter(finding -> check.codes().contains(finding.code()))
                .toList();
    }

    void findsNothing() {
        assertThat(own()).isEmpty();
    }

    /** Finds that one fault, at that path and line, and no other of this check. */
    void finds(ConfigCode code, String path, int line) {
        assertThat(own()).extracting(f -> f.code().id()).containsExactly(code.id());
        assertThat(own().get(0).path()).isEqualTo(path);
        assertThat(own().get(0).line()).isEqualTo(line);
        assertThat(own().get(0).observed()).isNotBlank();
    }

    void findsAll(ConfigCode... codes) {
        assertThat(own())
                .extracting(f -> f.code().id())
                .containsExactlyInAnyOrder(
                        List.of(codes).stream().map(ConfigCode::id).toArray(String[]::new));
    }
}
