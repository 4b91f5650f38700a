package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static JsonObject list() {
        return KeyRing.of(List.of()).toJson();
    }

    @Test
    void shouldReadAListOnceAndAnyOtherAnew() {
        JsonObject adopted = list();
        KeyRing ring = Keys.ring(adopted);

        assertThat(Keys.ring(adopted)).isSameAs(ring);
        assertThat(Keys.ring(list())).isNotSameAs(ring); // an equal one is another adoption
        assertThat(Keys.ring(adopted)).isNotSameAs(ring);
    }

    @Test
    void shouldNeverTakeAListThatCannotBeReadForTheLastOneThatCould() {
        Keys.ring(list());
        JsonObject misspelt = list().with("keyz", List.of());

        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> Keys.ring(misspelt)).isInstanceOf(KeyFaultException.class);
            assertThatThrownBy(() -> Keys.ring(JsonObject.EMPTY))
                    .isInstanceOf(KeyFaultException.class);
        }
    }
}
