package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code environments.*.alert_channels} against the channels under {@code alerts}. */
final class AlertChannelsCheck implements ConfigCheck {

    static final ConfigCode INVALID =
            ConfigCode.existing(
                    "alert_channel_invalid",
                    "An alert channel is not written backend:key, or alerts has no such channel: nobody would be told.",
                    "name a channel that stands under alerts, such as email:ops");

    static final ConfigCode SILENT =
            ConfigCode.ours(
                            "alert_channel_missing",
                            "A live environment has no alert channel: nobody would be told.",
                            "add alert_channels")
                    .asWarning();

    private static final Map<String, String> SECTIONS =
            Map.of(
                    "telegram", "telegram_channels",
                    "email", "email_channels",
                    "sms", "sms_providers",
                    "signal", "signal_channels",
                    "whatsapp", "whatsapp_channels",
                    "messenger", "messenger_channels");

    @Override
    public String name() {
        return "alert-channels";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(INVALID, SILENT);
    }

    @Override
    public void run(Examination file) {
        Environments.inScope(file)
                .forEach(
                        (name, environment) -> {
                            List<Scalar> channels = file.texts(environment, "alert_channels");
                            channels.stream()
                                    .filter(channel -> !exists(file, channel.text()))
                                    .forEach(c -> file.find(INVALID, c, name, c.text()));
                            if (channels.isEmpty() && isLive(file, environment)) {
                                file.find(SILENT, environment, name, "none");
                            }
                        });
    }

    private static boolean isLive(Examination file, Mapping environment) {
        return Environments.kind(file, environment).equals("live");
    }

    private static boolean exists(Examination file, String channel) {
        int colon = channel.indexOf(':');
        if (colon < 1) {
            return false;
        }
        String section = SECTIONS.get(channel.substring(0, colon).strip().toLowerCase(Locale.ROOT));
        return section != null
                && file.entries("alerts", section)
                        .containsKey(channel.substring(colon + 1).strip());
    }
}
