package io.gatehouse.store;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that polls for due jobs, ended by waking it and not by interrupting it: an interrupt
 * that meets a thread inside H2 closes the database's file channel, and with it the store.
 */
final class WakingExecutor extends ThreadPoolExecutor {

    private volatile Runnable wake = () -> {};

    WakingExecutor() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WakingExecutor::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gatehouse-due-jobs");
        thread.setDaemon(true);
        return thread;
    }

    void onShutdown(Runnable action) {
        wake = action;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        wake.run();
        return List.of();
    }
}
