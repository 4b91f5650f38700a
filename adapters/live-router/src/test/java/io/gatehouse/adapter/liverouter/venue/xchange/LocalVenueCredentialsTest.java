package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.SecretLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVenueCredentialsTest {

    @TempDir Path directory;
    private LocalVenueCredentials source;

    @BeforeEach
    void source() throws IOException {
        file("secret", "from-a-file\n", "rw-------");
        file("open", "from-a-file\n", "rw-r--r--");
        file("blank", "", "rw-------");
        Map<String, String> variables =
                Map.of("VENUE_KEY", "from-a-variable", "CREDENTIALS_DIRECTORY", directory + "");
        source =
                new LocalVenueCredentials(
                        directory, name -> Optional.ofNullable(variables.get(name)));
    }

    private void file(String name, String text, String rights) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private LocalVenueCredentials.Loading load(String key, String secret) {
        return source.load("binance_spot", SecretLocation.parse(key), SecretLocation.parse(secret));
    }

    private String refused(String key, String secret) {
        LocalVenueCredentials.Loading loading = load(key, secret);
        assertThat(loading).isInstanceOf(LocalVenueCredentials.Loading.Refused.class);
        assertThat(loading.toString()).doesNotContain("from-a");
        return ((LocalVenueCredentials.Loading.Refused) loading).finding().code();
    }

    @Test
    void shouldReadFromWhereTheKeyRingReads() {
        VenueCredentials credentials =
                ((LocalVenueCredentials.Loading.Loaded) load("env:VENUE_KEY", "file:secret"))
                        .credentials();
        assertThat(credentials.key()).isEqualTo("from-a-variable");
        assertThat(credentials.secret()).isEqualTo("from-a-file");
        assertThat(load("env:VENUE_KEY", "credential:open"))
                .isInstanceOf(LocalVenueCredentials.Loading.Loaded.class);
        assertThat(load("env:VENUE_KEY", "file:secret").toString()).doesNotContain("from-a");
    }

    @Test
    void shouldRefuseWhatIsMissingOpenOrNoSecret() {
        assertThat(refused("env:OTHER", "file:secret")).isEqualTo("absent");
        assertThat(refused("env:VENUE_KEY", "file:none")).isIn("absent", "insecure");
        assertThat(refused("env:VENUE_KEY", "vault:a/b")).isEqualTo("absent");
        assertThat(refused("env:VENUE_KEY", "credential:none")).isEqualTo("absent");
        assertThat(refused("env:VENUE_KEY", "file:open")).isEqualTo("insecure");
        assertThat(refused("env:VENUE_KEY", "file:blank")).isEqualTo("malformed");
    }
}
