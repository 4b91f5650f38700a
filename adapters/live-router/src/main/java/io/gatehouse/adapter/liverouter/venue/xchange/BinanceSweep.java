package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Withdrawal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Withdraws what rests in whole symbols, when all of it is ours. Thread-safe. */
final class BinanceSweep {

    private final VenueSettings settings;
    private final BinanceCalls calls;

    BinanceSweep(VenueSettings settings, BinanceCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    Withdrawal run(Set<Instrument> instruments, Predicate<ClientOrderId> own, Runnable sent) {
        List<Instrument> due = new ArrayList<>();
        try {
            for (Instrument instrument : instruments) {
                List<Optional<ClientOrderId>> names = names(settings.symbol(instrument));
                if (!names.stream().allMatch(name -> name.filter(own).isPresent())) {
                    // the request names no order: it would take out what others have placed
                    return new Withdrawal.NotSent("orders of others rest there");
                }
                if (!names.isEmpty()) {
                    due.add(instrument);
                }
            }
        } catch (Exception e) {
            return new Withdrawal.NotSent("not listed");
        }
        if (due.isEmpty()) {
            return new Withdrawal.Told(List.of(), Set.of());
        }
        List<OrderReport> withdrawn = new ArrayList<>();
        try {
            List<PipelinedCancels.Result> results =
                    calls.pipelined()
                            .send(
                                    due.stream()
                                            .map(settings::symbol)
                                            .map(calls::cancellingAll)
                                            .toList(),
                                    sent);
            for (int i = 0; i < due.size(); i++) {
                HttpWire.Reply reply = results.get(i).get();
                if (!reply.done()) {
                    return doubt(Fault.of(reply, BinanceAnswers.error(reply.body())));
                }
                withdrawn.addAll(own(reply, due.get(i), own));
            }
            return new Withdrawal.Told(withdrawn, Set.of());
        } catch (Exception e) {
            return doubt(Fault.of(e));
        }
    }

    private List<Optional<ClientOrderId>> names(String symbol) throws IOException {
        HttpWire.Reply reply = calls.open(symbol);
        if (!reply.done()) {
            throw new BinanceAnswers.UnreadableException();
        }
        return BinanceAnswers.orders(reply.body()).stream().map(BinanceReports::name).toList();
    }

    private List<OrderReport> own(
            HttpWire.Reply reply, Instrument instrument, Predicate<ClientOrderId> own)
            throws IOException {
        List<OrderReport> reports = new ArrayList<>();
        for (BinanceOrderText order : BinanceAnswers.orders(reply.body())) {
            // one that cannot be read is looked up like any that is not told of
            BinanceReports.listed(order, instrument, settings.symbol(instrument))
                    .filter(report -> own.test(report.id()) && report.status().terminal())
                    .ifPresent(reports::add);
        }
        return reports;
    }

    private static Withdrawal doubt(Fault fault) {
        return new Withdrawal.Unknown(fault.doubt(), fault.detail());
    }
}
