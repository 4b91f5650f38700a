package io.gatehouse.core.testkit;

import io.gatehouse.core.definition.DefinitionReader;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Small gates of every shape: with and without actions, waivers, alternatives and activations. */
public final class Gates {

    private Gates() {}

    /** The four gates of the house in small. */
    public static List<JsonObject> all() {
        return List.of(demo(), paper(), live(), stage6());
    }

    public static JsonObject demo() {
        return gate("demo", "NONE", "DEMO", "demo", "demo_ready", true, false, "runtime", 0);
    }

    public static JsonObject paper() {
        return gate(
                "paper", "DEMO", "PAPER", "paper", "paper_ready", false, false, "compliance", 0);
    }

    public static JsonObject live() {
        return gate(
                "live",
                "PAPER",
                "LIVE",
                "live_execution",
                "live_ready",
                false,
                true,
                "compliance",
                1);
    }

    public static JsonObject stage6() {
        return gate(
                        "stage6",
                        "NONE",
                        "NONE",
                        "stage6",
                        "stage6_profile_ready",
                        true,
                        false,
                        "compliance",
                        0)
                .with("steps", JsonValue.of(List.of(workOrProof(), byHand())))
                .without("configuration");
    }

    public static GateDefinition read(JsonObject source) {
        return DefinitionReader.read(source);
    }

    private static JsonObject gate(
            String id,
            String from,
            String to,
            String log,
            String status,
            boolean demoMode,
            boolean confirmed,
            String firstApprover,
            int activations) {
        List<JsonValue> activates = new ArrayList<>();
        for (int n = 0; n < activations; n++) {
            activates.add(action("arm"));
        }
        return JsonObject.builder()
                .put("gate", id)
                .put("title", title(id))
                .put("from", from)
                .put("to", to)
                .put("log", log)
                .put("stage", id)
                .put(
                        "grants",
                        JsonObject.builder()
                                .put("status", status)
                                .put(
                                        "flags",
                                        JsonObject.builder()
                                                .put("StrategyContext.require_demo_mode", demoMode)
                                                .put("runtime.compliance_confirmed", confirmed)
                                                .build())
                                .build())
                .put("expires-after", "P14D")
                .put("permit-validity", "PT24H")
                .put("configuration", "config")
                .put("steps", JsonValue.of(List.of(work(), byHand())))
                .put("decision", decision())
                .put(
                        "approvals",
                        JsonValue.of(
                                List.of(
                                        JsonObject.builder()
                                                .put("role", firstApprover)
                                                .put("count", 1)
                                                .build(),
                                        JsonObject.builder()
                                                .put("role", "owner")
                                                .put("count", 1)
                                                .build())))
                .put("activates", new JsonArray(activates))
                .build();
    }

    private static JsonObject title(String text) {
        return JsonObject.builder().put("pl", text).put("en", text).build();
    }

    private static JsonObject action(String program) {
        return JsonObject.builder()
                .put("adapter", "command")
                .put("with", JsonObject.of("program", program))
                .put("timeout", "PT5M")
                .build();
    }

    private static JsonObject artefact(String id, String path) {
        return JsonObject.builder().put("id", id).put("path", path).build();
    }

    private static JsonObject work() {
        return JsonObject.builder()
                .put("id", "work")
                .put("source", "RB-1.1")
                .put("title", title("work"))
                .put("responsible", "operator")
                .put("action", action("work"))
                .put(
                        "artefacts",
                        JsonValue.of(
                                List.of(
                                        artefact("report", "reports/*.json"),
                                        artefact("config", "config/core.yaml"))))
                .put(
                        "accept",
                        JsonValue.of(
                                List.of(
                                        JsonObject.of("rule", "artefact-present"),
                                        JsonObject.builder()
                                                .put("rule", "switch")
                                                .put("waivable", true)
                                                .build())))
                .build();
    }

    /** The same work, or the proof that it was done elsewhere. */
    private static JsonObject workOrProof() {
        JsonArray either =
                (JsonArray)
                        JsonValue.of(
                                List.of(
                                        List.of(JsonObject.of("rule", "switch")),
                                        List.of(JsonObject.of("rule", "artefact-present"))));
        return work().with(
                        "accept",
                        JsonValue.of(
                                List.of(
                                        JsonObject.of("rule", "artefact-present"),
                                        JsonObject.of("any-of", either))));
    }

    private static JsonObject byHand() {
        return JsonObject.builder()
                .put("id", "by-hand")
                .put("source", "RB-1.2")
                .put("title", title("by hand"))
                .put("responsible", "risk")
                .put("artefacts", JsonValue.of(List.of(artefact("checklist", "docs/*.md"))))
                .put(
                        "accept",
                        JsonValue.of(
                                List.of(
                                        JsonObject.of("rule", "artefact-present"),
                                        JsonObject.builder()
                                                .put("rule", "signed-off")
                                                .put("role", "compliance")
                                                .build())))
                .build();
    }

    private static JsonObject decision() {
        return JsonObject.builder()
                .put("id", "decision")
                .put("source", "RB-1.4")
                .put("title", title("decision"))
                .put("responsible", "operator")
                .put("artefacts", JsonArray.EMPTY)
                .put("accept", JsonValue.of(List.of(JsonObject.of("rule", "switch"))))
                .build();
    }
}
