package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stand-in venues, each in a process of its own, and the live wiring's way to them. */
final class StandIns implements AutoCloseable {

    private final List<StandInProcess> processes = new ArrayList<>();
    private final List<BinanceVenue> venues = new ArrayList<>();

    StandIns(int count, long timeoutMillis) throws IOException {
        for (int i = 0; i < count; i++) {
            StandInProcess process = StandInProcess.start(i + 1);
            processes.add(process);
            venues.add(
                    new BinanceVenue(
                            new VenueSettings(
                                    new VenueId("stand_in_" + i),
                                    process.address(),
                                    Duration.ofMillis(timeoutMillis),
                                    Map.of()),
                            new VenueCredentials(StandInServer.API_KEY, StandInServer.API_SECRET),
                            Clock.systemUTC(),
                            Egress.ANY));
        }
    }

    StandInProcess process(int number) {
        return processes.get(number);
    }

    BinanceVenue venue(int number) {
        return venues.get(number);
    }

    List<BinanceVenue> venues() {
        return venues;
    }

    @Override
    public void close() {
        processes.forEach(StandInProcess::close);
    }
}
