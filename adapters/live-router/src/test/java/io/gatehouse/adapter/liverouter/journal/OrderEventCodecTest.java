package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderEventCodecTest {

    @Test
    void shouldReadBackEveryKindOfEvent() {
        Set<Class<?>> kinds = new HashSet<>();
        for (OrderEvent event : Events.everyKind()) {
            kinds.add(event.getClass());
            byte[] bytes = CanonicalJson.bytes(OrderEventCodec.write(event));

            assertThat(OrderEventCodec.read(StrictJson.readSigned(bytes).objectOrThrow()))
                    .isEqualTo(event);
        }
        assertThat(kinds).containsExactlyInAnyOrder(OrderEvent.class.getPermittedSubclasses());
    }

    @Test
    void shouldRefuseAMissingAndAnUnknownMemberAtEveryDepth() {
        int tried = 0;
        for (OrderEvent event : Events.everyKind()) {
            JsonObject object = OrderEventCodec.write(event);
            assertRefused(object.with("unknown", "1"));
            for (String name : object.names()) {
                assertRefused(object.without(name));
                assertRefused(object.with(name, JsonObject.EMPTY));
                assertRefused(object.with(name, 1));
                if (object.object(name).isPresent()) {
                    JsonObject inner = object.object(name).get();
                    assertRefused(object.with(name, inner.with("unknown", "1")));
                    inner.names()
                            .forEach(each -> assertRefused(object.with(name, inner.without(each))));
                }
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, shipped",
        "kind, ''",
        "at, 2026-11-20",
        "at, 2026-11-20T12:00:00.000Z",
        "id, 'a b'",
        "id, ''"
    })
    void shouldRefuseAnotherValue(String member, String value) {
        JsonObject object = OrderEventCodec.write(Events.numbered(1));

        assertRefused(object.with(member, value));
    }

    @ParameterizedTest
    @CsvSource({"''", "-0", "01", "+1", "1.0", "1e3", "9223372036854775808", "0x1", "-1"})
    void shouldRefuseAnotherNumber(String value) {
        JsonObject object = OrderEventCodec.write(Events.everyKind().get(4));
        JsonObject order = object.object("order").orElseThrow().with("quantity", value);

        assertRefused(object.with("order", order));
    }

    @Test
    void shouldKeepAnOutcomeWhoseWordsAreOdd() {
        OrderEvent event =
                new OrderEvent.Contradiction(
                        io.gatehouse.adapter.liverouter.guard.Orders.NOON,
                        new ClientOrderId("gh-1"),
                        "\ud800",
                        "x".repeat(5_000) + "\udc00");

        OrderEvent.Contradiction read =
                (OrderEvent.Contradiction) OrderEventCodec.read(OrderEventCodec.write(event));

        assertThat(read.code()).isEqualTo("\ufffd");
        assertThat(read.detail()).isEqualTo("x".repeat(1_000));
    }

    private static void assertRefused(JsonObject object) {
        assertThatThrownBy(() -> OrderEventCodec.read(object))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
