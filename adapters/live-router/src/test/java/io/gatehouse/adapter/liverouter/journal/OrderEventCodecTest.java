package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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

    @Test
    void shouldWriteDirectlyTheBytesThatTheGeneralWayWrites() {
        long seed = 77;
        Random random = new Random(seed);
        String letters = "abzAZ09-_ .\"\\/\u0001\n\u007f\u0105\ud83d\ude00";
        int tried = 0;
        for (; tried < 5_000; tried++) {
            StringBuilder parent = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                parent.append(letters.charAt(random.nextInt(tried % 2 == 0 ? 11 : 17)));
            }
            Instant at = Instant.ofEpochSecond(random.nextLong() >> 30, nanos(random));
            ChildOrder order =
                    Orders.order(
                            "venue_a",
                            parent.toString(),
                            random.nextBoolean() ? Orders.BTC : Orders.ETH,
                            random.nextBoolean() ? Side.BUY : Side.SELL,
                            OrderType.LIMIT,
                            1 + (random.nextLong() >>> 1 >>> random.nextInt(62)),
                            1 + random.nextInt(1_000));
            OrderReport report =
                    new OrderReport(
                            order.id(), parent.toString(), OrderStatus.OPEN, 5, tried, tried);
            for (OrderEvent event :
                    List.of(
                            new OrderEvent.Reserved(at, order),
                            new OrderEvent.ParentTaken(at, taken(letters, order)),
                            new OrderEvent.Reported(at, report),
                            new OrderEvent.CancelAsked(at, order.id()),
                            new OrderEvent.Answered(
                                    at, order.id(), new Outcome.Accepted(report)))) {
                assertThat(line(event))
                        .as("seed %d try %d", seed, tried)
                        .isEqualTo(CanonicalJson.text(OrderEventCodec.write(event)) + "\n");
            }
        }
        assertThat(tried).isEqualTo(5_000);
        for (OrderEvent event : Events.everyKind()) {
            assertThat(line(event))
                    .isEqualTo(CanonicalJson.text(OrderEventCodec.write(event)) + "\n");
        }
    }

    private static String line(OrderEvent event) {
        PlainLine out = new PlainLine();
        EventLines.write(List.of(event), out);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    /** An order whose names are as strange as the child's own. */
    private static ParentOrder taken(String letters, ChildOrder child) {
        int at = (int) (child.quantity() % letters.indexOf('\ud83d'));
        return new ParentOrder(
                "p" + child.parent(),
                child.instrument(),
                "b" + child.parent(),
                "t" + letters.charAt(at),
                child.side(),
                child.type(),
                child.quantity(),
                child.limitPrice(),
                child.quantity() % 2 == 0);
    }

    private static int nanos(Random random) {
        int[] steps = {1_000_000_000, 1_000_000, 1_000, 1};
        int step = steps[random.nextInt(4)];
        return random.nextInt(1_000_000_000) / step * step;
    }

    private static void assertRefused(JsonObject object) {
        assertThatThrownBy(() -> OrderEventCodec.read(object))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
