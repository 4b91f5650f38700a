package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceStore;
import io.gatehouse.adapter.licensing.licence.LicenceStore.View;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code licence registry}: verifies the registry with its chain, and lists it. */
@Command(
        name = "registry",
        description =
                "Verifies the licence registry against its chain and what was seen before, and lists it: 0 sound, 1 refused, 3 undecided.")
public final class LicenceRegistryCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-registry/1";
    private static final Path REGISTRY = Path.of(FOLDER);

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            LicenceStore store =
                    new LicenceStore(
                            workspace().root().resolve(REGISTRY),
                            desk.licences().licences(now()),
                            desk.licences().fingerprints(now()));
            Judged<View> view = store.verify(desk.registry(REGISTRY).lastSeen());
            return view.value().isEmpty()
                    ? refused(SCHEMA, view.findings())
                    : tell(view.value().get());
        }
    }

    private int tell(View view) {
        List<List<String>> rows = new ArrayList<>();
        List<JsonObject> licences = new ArrayList<>();
        view.lines().lines().stream()
                .flatMap(line -> line.licence().stream())
                .forEach(
                        licence -> {
                            rows.add(row(licence));
                            licences.add(json(licence).build());
                        });
        Output output = output();
        output.say("licence.registry", view.lines().lines().size(), view.chain().head().digest());
        output.table(rows);
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("licences", licences)
                        .put("lines", view.lines().lines().size())
                        .put("registry_sha384", view.digest().value())
                        .put("chain_head", view.chain().head().digest().value())
                        .build());
        return ExitCodes.ALLOWED;
    }

    private static List<String> row(Licence licence) {
        return List.of(
                "  " + licence.id(),
                licence.profile(),
                licence.issued().toString(),
                licence.expires().toString(),
                licence.keyId());
    }
}
