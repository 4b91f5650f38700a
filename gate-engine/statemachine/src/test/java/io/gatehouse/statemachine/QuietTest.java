package io.gatehouse.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QuietTest {

    @Test
    void shouldPrintNothingWhateverTheGuardDoes() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            MachineDefinition table = EnvironmentMachine.definition();
            SpringAdmissionBox box = new SpringAdmissionBox();
            for (Guard guard :
                    List.<Guard>of(
                            Guard.OPEN,
                            () -> {
                                throw new IllegalStateException("no");
                            })) {
                box.offer(table, "NONE", "PROMOTE:DEMO", guard);
                box.offer(table, "NONE", "PROMOTE:LIVE", guard);
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Logger.getLogger("org.springframework.statemachine").getLevel())
                .isEqualTo(Level.WARNING);
    }
}
