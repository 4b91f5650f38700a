package io.gatehouse.server;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.id.InstallationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces of this process: those that are served, and those that could not be opened. */
final class Houses {

    private final List<Workspace> order;
    private final Map<InstallationId, House> byId = new LinkedHashMap<>();
    private final List<StartFault> faults = new ArrayList<>();
    private volatile boolean accepting = true;

    private Houses(List<Workspace> order) {
        this.order = order;
    }

    /** One that fails does not keep the others from being served. */
    static Houses open(ServerSettings settings, ServerLog log, ServerMetrics metrics) {
        Houses houses = new Houses(settings.workspaces());
        int number = 0;
        for (Workspace workspace : settings.workspaces()) {
            number++;
            try {
                House house = House.open(number, workspace, settings, log, metrics);
                if (houses.byId.putIfAbsent(house.installation(), house) != null) {
                    house.close();
                    throw new IllegalStateException(
                            "installation " + house.installation() + " is served already");
                }
                metrics.watch(house);
            } catch (Exception e) {
                metrics.notOpened(number);
                houses.faults.add(new StartFault(workspace, e));
            }
        }
        return houses;
    }

    /** Those that were opened, in the order in which they were named. */
    Collection<House> all() {
        return byId.values();
    }

    Optional<House> find(String installation) {
        return byId.values().stream()
                .filter(house -> house.installation().value().equals(installation))
                .findFirst();
    }

    List<StartFault> faults() {
        return List.copyOf(faults);
    }

    /** The place of a workspace on the command line, from 1. */
    int number(Workspace workspace) {
        return order.indexOf(workspace) + 1;
    }

    boolean isAccepting() {
        return accepting;
    }

    void stopAccepting() {
        accepting = false;
    }
}
