package io.gatehouse.adapter.liverouter.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChildDryRunTest {

    /** Ends without a report. */
    public static final class Dies {
        private Dies() {}

        public static void main(String[] arguments) {
            System.out.println(arguments.length);
        }
    }

    @Test
    void shouldRunConfinedInAProcessOfItsOwn() throws InterruptedException {
        ChildDryRun.End end =
                new ChildDryRun().run(Plans.task(Plans.CONFIGURATION), Duration.ofMinutes(5));
        assertThat(end).isInstanceOf(ChildDryRun.End.Reported.class);
        JsonObject report = ((ChildDryRun.End.Reported) end).report();
        assertThat(report.array("findings").stream().map(JsonObject.class::cast))
                .extracting(f -> f.requireText("code"), f -> f.requireText("subject"))
                .allMatch(t -> t.toList().get(0).equals("drill-not-run"));
        assertThat(report.array("confinement").stream().map(JsonObject.class::cast))
                .hasSize(5)
                .allMatch(c -> c.requireText("status").equals("PASS"));
        JsonObject environment = (JsonObject) report.array("environments").get(0);
        // the drills that were not given belong to the environment too
        assertThat(environment.requireText("status")).isEqualTo("FAIL");
        assertThat(environment.array("checks").stream().map(JsonObject.class::cast))
                .isNotEmpty()
                .allMatch(c -> c.flag("ok").orElse(false));
    }

    /** Knows all drills. */
    public static final class Whole {
        private Whole() {}

        public static void main(String[] arguments) throws IOException {
            DryRunProcess.serve(configuration -> Plans.drills());
        }
    }

    @Test
    void shouldPassWithAllDrills() throws InterruptedException {
        ChildDryRun.End end =
                new ChildDryRun(Whole.class.getName())
                        .run(Plans.task(Plans.CONFIGURATION), Duration.ofMinutes(5));
        assertThat(((ChildDryRun.End.Reported) end).report().requireText("status"))
                .isEqualTo("PASS");
    }

    @Test
    void shouldFailWithoutAReport() throws InterruptedException {
        ChildDryRun.End end =
                new ChildDryRun(Dies.class.getName())
                        .run(Plans.task("a: b"), Duration.ofMinutes(5));
        assertThat(end).isInstanceOf(ChildDryRun.End.Failed.class);
        assertThat(((ChildDryRun.End.Failed) end).finding().code()).isEqualTo("adapter-error");
    }
}
