package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cancels of single orders, one behind the other on one connection. Thread-safe. */
final class PipelinedCancels {

    private final Pipeline pipeline;
    private final Map<String, String> headers;

    PipelinedCancels(Pipeline pipeline, Map<String, String> headers) {
        this.pipeline = pipeline;
        this.headers = Map.copyOf(headers);
    }

    /** An order, and what it trades. */
    record Named(ClientOrderId id, Instrument instrument) {}

    /** The exchange's own part: what is asked, and what the answer means. */
    interface Words {

        /** How many orders one request may name. */
        int together();

        /** Makes the request for these orders; called in order, before it is sent. */
        Request request(int number, List<Named> orders);

        /**
         * Tells of each order what the answer says.
         *
         * @throws IOException when it cannot be read; of none was told then
         */
        void answered(HttpWire.Reply reply, List<Named> orders, Cancels told) throws IOException;
    }

    /** How many requests that many orders take. */
    static int requests(int orders, int together) {
        return (orders + together - 1) / together;
    }

    /**
     * A request.
     *
     * @param headers besides those of every request
     */
    record Request(String method, String target, Map<String, String> headers, String body) {}

    void send(Map<ClientOrderId, Instrument> orders, Words words, Cancels told) {
        List<Named> all = new ArrayList<>(orders.size());
        orders.forEach((id, instrument) -> all.add(new Named(id, instrument)));
        List<List<Named>> groups = new ArrayList<>();
        for (int i = 0; i < all.size(); i += words.together()) {
            groups.add(all.subList(i, Math.min(all.size(), i + words.together())));
        }
        pipeline.exchange(
                groups.size(),
                i -> bytes(words.request(i, groups.get(i))),
                new Pipeline.Told() {
                    @Override
                    public void sent(int number) {
                        groups.get(number).forEach(each -> told.sent(each.id()));
                    }

                    @Override
                    public void answered(int number, HttpWire.Reply reply) {
                        try {
                            words.answered(reply.answered(), groups.get(number), told);
                        } catch (IOException e) {
                            failed(number, e);
                        }
                    }

                    @Override
                    public void failed(int number, IOException fault) {
                        unknown(groups.get(number), Fault.of(fault), told);
                    }
                });
    }

    /** Tells that it is not known what became of these. */
    static void unknown(List<Named> orders, Fault fault, Cancels told) {
        Cancellation answer = new Cancellation.Unknown(fault.doubt(), fault.detail());
        orders.forEach(each -> told.answered(each.id(), answer));
    }

    /** What the answers to a few requests are, in their order; a fault in place of one. */
    List<Result> send(List<Request> requests, Runnable sent) {
        Result[] results = new Result[requests.size()];
        pipeline.exchange(
                results.length,
                i -> bytes(requests.get(i)),
                new Pipeline.Told() {
                    @Override
                    public void sent(int number) {
                        if (number == results.length - 1) {
                            sent.run();
                        }
                    }

                    @Override
                    public void answered(int number, HttpWire.Reply reply) {
                        results[number] = () -> reply.answered();
                    }

                    @Override
                    public void failed(int number, IOException fault) {
                        results[number] =
                                () -> {
                                    throw fault;
                                };
                    }
                });
        return List.of(results);
    }

    /** An answer, or why there is none. */
    interface Result {
        HttpWire.Reply get() throws IOException;
    }

    private byte[] bytes(Request request) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append(' ').append(request.target());
        text.append(" HTTP/1.1\r\nHost: ").append(pipeline.host()).append("\r\n");
        append(text, headers);
        append(text, request.headers());
        if (!request.body().isEmpty()) {
            text.append("Content-Length: ").append(request.body().length()).append("\r\n");
        }
        return text.append("\r\n")
                .append(request.body())
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder text, Map<String, String> headers) {
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    }
}
