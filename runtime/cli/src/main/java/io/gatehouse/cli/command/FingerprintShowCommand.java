package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * {@code fingerprint show}: which parts identify this machine, and how much they weigh; never what
 * they are, for that is what somebody needs to pretend to be it.
 */
@Command(
        name = "show",
        description =
                "Shows which parts identify this machine, never their values: 0 enough, 1 too few, 3 no key.")
public final class FingerprintShowCommand extends FingerprintVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-show/1";

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            HardwareReading reading = machine();
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> parts = new ArrayList<>();
            int weight = 0;
            for (Component part : Component.values()) {
                int found = reading.of(part).size();
                weight += found == 0 ? 0 : part.weight();
                rows.add(
                        List.of(
                                "  " + part.text(),
                                String.valueOf(found),
                                text("fingerprint.weighs", part.weight())));
                parts.add(
                        JsonObject.builder()
                                .put("part", part.text())
                                .put("found", found)
                                .put("weight", part.weight())
                                .build());
            }
            Optional<ToolKey> key = desk.licences().fingerprintSigner(now());
            Optional<Judged<StableFingerprint>> enrolled =
                    key.map(k -> StableFingerprint.enrol(reading, now(), k));
            return tell(reading, rows, parts, weight, enrolled);
        }
    }

    private int tell(
            HardwareReading reading,
            List<List<String>> rows,
            List<JsonObject> parts,
            int weight,
            Optional<Judged<StableFingerprint>> enrolled) {
        Output output = output();
        output.say("fingerprint.parts", weight, StableFingerprint.FEWEST_WEIGHT);
        output.table(rows);
        output.say(reading.tpmPresent() ? "fingerprint.tpm" : "fingerprint.no-tpm");
        Optional<String> name = enrolled.flatMap(Judged::value).map(StableFingerprint::device);
        if (enrolled.isEmpty()) {
            output.say("fingerprint.no-key");
        }
        name.ifPresent(device -> output.say("fingerprint.device", device));
        enrolled.ifPresent(judged -> output.findings(judged.findings()));
        int code =
                enrolled.isEmpty()
                        ? ExitCodes.UNDECIDED
                        : name.isPresent() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("exit", code)
                        .put("parts", parts)
                        .put("weight", weight)
                        .put("tpm", reading.tpmPresent() ? "present" : "absent")
                        .put(
                                "findings",
                                Output.toJson(enrolled.map(Judged::findings).orElseGet(List::of)));
        name.ifPresent(device -> json.put("device", device));
        output.json(SCHEMA, json.build());
        return code;
    }
}
