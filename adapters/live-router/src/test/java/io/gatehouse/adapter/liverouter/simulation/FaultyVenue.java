package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Outcome.Doubt;
import io.gatehouse.adapter.liverouter.venue.Outcome.Refusal;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way to a venue, on which the script's faults strike. */
final class FaultyVenue implements Venue {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final VenueId id;
    private final SimulatedVenue venue;
    private final VirtualTime time;
    private final FaultScript script;
    private final List<OrderReport> told = new ArrayList<>();

    FaultyVenue(VenueId id, SimulatedVenue venue, VirtualTime time, FaultScript script) {
        this.id = id;
        this.venue = venue;
        this.time = time;
        this.script = script;
    }

    SimulatedVenue truth() {
        return venue;
    }

    /** What it tells a second time, unasked. */
    List<OrderReport> toldAgain() {
        List<OrderReport> again = List.copyOf(told);
        told.clear();
        return again;
    }

    @Override
    public VenueId id() {
        return id;
    }

    @Override
    public Outcome place(ChildOrder order) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.PLACE);
        time.pass(Duration.ofMillis(script.random().nextInt(1, 6)));
        return fault.isEmpty() ? venue.receive(order, Duration.ZERO) : place(order, fault.get());
    }

    private Outcome place(ChildOrder order, FaultKind fault) {
        switch (fault) {
            case TIMEOUT_BEFORE:
                return silence(Doubt.TIMEOUT);
            case TIMEOUT_AFTER:
                venue.receive(order, Duration.ZERO);
                return silence(Doubt.TIMEOUT);
            case DROPPED_ACKNOWLEDGEMENT:
                venue.receive(order, Duration.ZERO);
                return silence(Doubt.DISCONNECTED);
            case DELAYED_MESSAGE:
                venue.after(
                        Duration.ofMillis(script.random().nextInt(1, 5_000)),
                        () -> venue.receive(order, Duration.ZERO));
                return silence(Doubt.TIMEOUT);
            case SERVER_ERROR_BEFORE:
                return new Outcome.Unknown(Doubt.SERVER_ERROR, "503");
            case SERVER_ERROR_AFTER:
                venue.receive(order, Duration.ZERO);
                return new Outcome.Unknown(Doubt.SERVER_ERROR, "502");
            case RESET_BEFORE:
                return new Outcome.Unknown(Doubt.DISCONNECTED, "reset");
            case RESET_AFTER:
                venue.receive(order, Duration.ZERO);
                return new Outcome.Unknown(Doubt.DISCONNECTED, "reset");
            case UNREADABLE_AFTER:
                venue.receive(order, Duration.ZERO);
                return new Outcome.Unknown(Doubt.UNREADABLE, "<html>");
            case EXCEPTION_AFTER:
                venue.receive(order, Duration.ZERO);
                throw new IllegalStateException("a client library's own fault");
            default:
                return answered(order, fault);
        }
    }

    private Outcome answered(ChildOrder order, FaultKind fault) {
        switch (fault) {
            case DUPLICATE_REQUEST:
                venue.receive(order, Duration.ZERO);
                return venue.receive(order, Duration.ZERO);
            case DUPLICATE_ACKNOWLEDGEMENT:
                Outcome outcome = venue.receive(order, Duration.ZERO);
                if (outcome instanceof Outcome.Accepted accepted) {
                    told.add(accepted.report());
                }
                return outcome;
            case DELAYED_FILL:
                return venue.receive(order, Duration.ofMillis(script.random().nextInt(50, 2_000)));
            case MAINTENANCE:
                return new Outcome.Refused(Refusal.TRANSIENT, "-1016", "maintenance");
            case REJECT_PERMANENT:
                return new Outcome.Refused(Refusal.PERMANENT, "-1013", "filter");
            case REJECT_TRANSIENT:
                return new Outcome.Refused(Refusal.TRANSIENT, "-2010", "balance");
            case RATE_LIMIT:
                return new Outcome.Refused(Refusal.TRANSIENT, "-1003", "too many");
            case KILL_BEFORE_SEND:
                throw new Killed();
            case KILL_AFTER_SEND:
                venue.receive(order, Duration.ZERO);
                throw new Killed();
            default:
                throw new IllegalStateException("no fault of placing: " + fault);
        }
    }

    private Outcome silence(Doubt doubt) {
        time.pass(TIMEOUT);
        venue.pump();
        return new Outcome.Unknown(doubt, "no answer");
    }

    @Override
    public Lookup find(ClientOrderId order, Instrument instrument) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.FIND);
        time.pass(Duration.ofMillis(2));
        if (fault.isPresent()) {
            return switch (fault.get()) {
                case LOOK_UP_TIMEOUT -> {
                    time.pass(TIMEOUT);
                    yield new Lookup.Unknown(Doubt.TIMEOUT, "no answer");
                }
                case LOOK_UP_SERVER_ERROR -> new Lookup.Unknown(Doubt.SERVER_ERROR, "500");
                default -> new Lookup.Unknown(Doubt.UNREADABLE, "{");
            };
        }
        Optional<OrderReport> found = venue.find(order);
        return found.isPresent() ? new Lookup.Found(found.get()) : new Lookup.Absent(venue.clock());
    }

    @Override
    public Cancellation cancel(ClientOrderId order, Instrument instrument) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.CANCEL);
        time.pass(Duration.ofMillis(2));
        if (fault.isPresent()) {
            if (fault.get() == FaultKind.CANCEL_ANSWER_LOST) {
                venue.cancel(order);
            }
            return new Cancellation.Unknown(Doubt.TIMEOUT, "no answer");
        }
        Optional<OrderReport> done = venue.cancel(order);
        return done.isPresent()
                ? new Cancellation.Done(done.get())
                : new Cancellation.NotOpen("-2011");
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.LIST);
        time.pass(Duration.ofMillis(2));
        return fault.isPresent()
                ? new OpenOrders.Unknown(Doubt.TIMEOUT, "no answer")
                : new OpenOrders.Listed(venue.open());
    }

    @Override
    public Optional<Instant> time() {
        return Optional.of(venue.clock());
    }
}
