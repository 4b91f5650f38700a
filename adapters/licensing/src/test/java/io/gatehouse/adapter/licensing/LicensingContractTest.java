package io.gatehouse.adapter.licensing;

import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class LicensingContractTest extends GateActionContract {

    static LicensingAction action(Set<String> signers, Bench.SetClock clock) {
        KeySchedule schedule =
                new KeySchedule(JsonObject.EMPTY)
                        .rotated(Bench.LICENCE_KEY.id(), KeySchedule.LICENCES, Bench.NOW);
        return new LicensingAction(
                Bench.LICENCE_KEYS,
                Bench.FINGERPRINT_KEYS,
                () -> Judged.accepted(schedule),
                () -> RegistryChain.Head.NONE,
                bytes -> signers,
                clock);
    }

    static void fill(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.createDirectories(directory.resolve("requests"));
        Files.writeString(directory.resolve("config/core.yaml"), "own: 1\n");
        Files.writeString(directory.resolve("config/secret.yaml"), "token: \"" + SECRET + "\"\n");
        Files.writeString(
                directory.resolve("requests/paper.yaml"),
                "profile: paper\nmode: usb\nrequester: jan\nfeatures: [ui]\n");
        Files.writeString(directory.resolve("requests/wrong.yaml"), "profile: demo\n");
        Files.write(
                directory.resolve("requests/device.json"),
                Bench.document(Bench.MACHINE).fileBytes());
    }

    static JsonObject with(String request) {
        return JsonObject.builder()
                .put("request", "requests/" + request)
                .put("fingerprint", "requests/device.json")
                .put("config", "config/core.yaml")
                .put("folder", "var/licenses")
                .build();
    }

    @Override
    protected GateAction action(Path directory) throws Exception {
        fill(directory);
        return action(Set.of("ewa"), new Bench.SetClock());
    }

    @Override
    protected JsonObject succeeding() {
        return with("paper.yaml");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(with("wrong.yaml"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(succeeding().with("config", "config/secret.yaml"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "request", succeeding().with("request", "../outside.txt"),
                "fingerprint", succeeding().with("fingerprint", "/etc/passwd"),
                "config", succeeding().without("config"),
                "folder", succeeding().with("folder", "config"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }
}
