package io.gatehouse.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.springframework.statemachine.support.StateMachineObjectSupport;

class QuietTest {

    /** Under a name or an id the library compiles a pattern at each stage of each event. */
    @Test
    void shouldLeaveTheLibraryNoNameUnderWhichToLookForHandlers() throws Exception {
        SpringMachine machine = new SpringMachine(EnvironmentMachine.definition());
        Method name = StateMachineObjectSupport.class.getDeclaredMethod("getBeanName");
        name.setAccessible(true);

        machine.fire("DEMO", "PROMOTE:PAPER", new Attempt(Optional.empty(), Guard.OPEN));

        assertThat((String) name.invoke(machine.library())).isEmpty();
        assertThat(machine.library().getId()).isNullOrEmpty();
    }

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
