package io.gatehouse.adapter.liverouter.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class StandInProcessTest {

    @Test
    void shouldServeFromAProcessOfItsOwnAndEndWithItsStarter() throws IOException {
        StandInTruth truth;
        try (StandInProcess process = StandInProcess.start(5)) {
            RawClient client = new RawClient(process.address().getPort());
            assertThat(client.limit("p-1", "BUY", "0.001", "60001", "GTC").statusCode())
                    .isEqualTo(200);
            truth = process.truth();
            assertThat(truth.byClientId()).containsOnlyKeys("p-1");
            assertThat(truth.seen("place")).isEqualTo(1);
        }
        assertThatThrownBy(truth::orders).isInstanceOf(UncheckedIOException.class);
    }
}
