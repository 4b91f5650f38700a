package io.gatehouse.app.outbox;

import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.outbox.Delivery.Round;
import io.gatehouse.app.rules.NotificationsFile;
import io.gatehouse.app.rules.NotificationsFile.Recipient;
import io.gatehouse.app.rules.NotificationsFile.ToFile;
import io.gatehouse.app.rules.NotificationsFile.ToWebhook;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.id.InstallationId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** Makes the outbox of a workspace from its {@code notifications.yaml}. */
public final class Outboxes {

    private Outboxes() {}

    /**
     * An outbox that has not been started yet.
     *
     * @param position the journal's last event now
     * @param random of several threads at once, such as a {@code SecureRandom}
     * @throws RuleFault when the file is not what it should be; nobody is told then
     */
    public static Outbox of(
            Workspace workspace,
            EventFeed feed,
            InstallationId installation,
            long position,
            InstantSource clock,
            RandomGenerator random,
            BiConsumer<String, Round> listener)
            throws RuleFault {
        SortedMap<String, Recipient> recipients = NotificationsFile.read(workspace.notifications());
        TreeMap<String, Delivery> deliveries = new TreeMap<>();
        recipients.forEach(
                (id, recipient) -> {
                    Path cursor = workspace.outbox().resolve(id + ".json");
                    deliveries.put(
                            id,
                            new Delivery(
                                    feed,
                                    sink(workspace, recipient),
                                    recipient.events(),
                                    cursor,
                                    installation,
                                    position,
                                    clock,
                                    random));
                });
        return new Outbox(feed, deliveries, listener);
    }

    private static Sink sink(Workspace workspace, Recipient recipient) {
        if (recipient instanceof ToFile file) {
            return new FileSink(
                    workspace.root().resolve("var").resolve("notifications").resolve(file.name()));
        }
        ToWebhook hook = (ToWebhook) recipient;
        return new WebhookSink(hook.target(), hook.token().map(workspace.root()::resolve));
    }
}
