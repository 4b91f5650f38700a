package io.gatehouse.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.SignedStatement;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void shouldReadBackEveryEventOfAWholeWay() {
        World world = World.founded(new PlainBox());
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.grant("live", "p-3");
        world.as("olga", new Command.Halt("a drill"));
        assertThat(world.history()).hasSizeGreaterThan(60);
        for (Event event : world.history()) {
            String type = EventCodec.typeOf(event);
            assertThat(type).matches("[A-Z]+(_[A-Z]+)*");
            assertThat(EventCodec.allTypes()).containsEntry(type, recordOf(event));
            assertThat(EventCodec.decode(type, 1, EventCodec.encode(event))).isEqualTo(event);
        }
    }

    private static Class<? extends Record> recordOf(Event event) {
        return event.getClass().asSubclass(Record.class);
    }

    @Test
    void shouldNameEventsOfTheirAggregates() {
        PromotionGranted event = new PromotionGranted(new PromotionId("p-1"), AT);
        assertThat(EventCodec.typeOf(event)).isEqualTo("PROMOTION_GRANTED");
        assertThat(event.aggregate()).isEqualTo(AggregateId.of(new PromotionId("p-1")));
        assertThat(new Recovered(List.of(), "why", AT).aggregate()).isEqualTo(AggregateId.LEDGER);
        assertThat(PromotionEvent.stepOf("work")).contains(new StepId("work"));
        assertThat(PromotionEvent.stepOf("activate-1")).isEmpty();
        assertThat(EventCodec.allTypes()).hasSizeGreaterThan(35);
    }

    @Test
    void shouldNotGuessAtAnUnknownTypeOrVersion() {
        JsonObject data = JsonObject.of("promotion", "p-1").with("at", AT.toString());
        assertThat(EventCodec.decode("PROMOTION_GRANTED", 1, data))
                .isEqualTo(new PromotionGranted(new PromotionId("p-1"), AT));
        for (int version : new int[] {0, 2}) {
            assertThatThrownBy(() -> EventCodec.decode("PROMOTION_GRANTED", version, data))
                    .isInstanceOf(CodecFault.class);
        }
        assertThatThrownBy(() -> EventCodec.decode("PROMOTION_GIVEN", 1, data))
                .isInstanceOf(CodecFault.class);
        assertThatThrownBy(() -> EventCodec.decode("PROMOTION_GRANTED", 1, data.with("x", 1)))
                .isInstanceOf(CodecFault.class);
    }

    @Test
    void shouldSayInTheStatementWhatIsSigned() {
        Command command = new Command.Halt("a drill");
        JsonObject json = JsonObject.of("reason", "a drill").with("command", "HALT");
        assertThat(command.toJson()).isEqualTo(json);
        assertThat(command.subject()).isEqualTo("HALT");
        assertThat(
                        Statement.of(
                                new InstallationId("bot-1"),
                                new PersonId("ola"),
                                new KeyId("ola-1"),
                                AT,
                                "nonce",
                                command))
                .isEqualTo(
                        JsonValue.of(
                                Map.of(
                                        "installation", "bot-1",
                                        "person", "ola",
                                        "key", "ola-1",
                                        "issued", "2026-03-02T08:00:00Z",
                                        "nonce", "nonce",
                                        "command", json)));
        SignedStatement signed =
                new SignedStatement(new PersonId("ola"), new KeyId("ola-1"), JsonObject.EMPTY, "s");
        assertThat(new Actor.Signatory(signed).label()).isEqualTo("person:ola");
        assertThat(new Actor.Signatory(signed).signed()).contains(signed);
        assertThat(Actor.ENGINE.label()).isEqualTo("engine");
        assertThat(Actor.ENGINE.signed()).isEmpty();
    }

    @Test
    void shouldSayWhatACommandIsAbout() {
        assertThat(new Command.Seal(new PromotionId("p-1")).subject()).isEqualTo("promotion/p-1");
        assertThat(
                        new Command.AppendFact(
                                        new LogName("demo"),
                                        "noted",
                                        new TreeMap<>(),
                                        new TreeMap<>(),
                                        "why")
                                .subject())
                .isEqualTo("log/demo");
        assertThat(
                        new Command.SupersedeLine(
                                        new LogName("demo"),
                                        3,
                                        io.gatehouse.core.digest.Digest.ZERO,
                                        new TreeMap<>(),
                                        new TreeMap<>(),
                                        "why")
                                .subject())
                .isEqualTo("log/demo#3");
    }
}
