package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse serve} as a process of its own, stopped well. */
class ServerProcessTest {

    @TempDir private Path directory;

    @Test
    void shouldStopWellWhenTold() throws Exception {
        try (ServedBot bot = ServedBot.found(directory.resolve("w"), 0)) {
            ServerProcess server = ServerProcess.start(bot.workspace().root());
            server.awaitReady();
            JsonObject note = bot.note();
            assertThat(note.integer("pid")).contains(server.process().pid());
            assertThat(WriterLock.holder(bot.workspace()).orElseThrow())
                    .contains("gatehouse serve");
            HttpResponse<byte[]> opened =
                    bot.post(note, bot.signed("olaf", ServedBot.opening("p-1")), "k").get();
            assertThat(opened.statusCode()).isEqualTo(200);

            server.process().destroy();

            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
            assertThat(bot.workspace().serverNote()).doesNotExist();
            assertThat(WriterLock.holder(bot.workspace())).isEmpty();
            assertThat(server.said().lines()).hasSize(1);
            List<String> log = server.log().lines().toList();
            assertThat(log).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(log.get(log.size() - 1)).contains("\"event\":\"stopped\"");
        }
    }
}
