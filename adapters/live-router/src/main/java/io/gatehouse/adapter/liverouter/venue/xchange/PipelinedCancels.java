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

    /** The exchange's own part: what is asked, and what the answer means. */
    interface Words {

        /** Makes the request for an order; called in order, right before it is sent. */
        Request request(int number, ClientOrderId id, Instrument instrument);

        void answered(HttpWire.Reply reply, ClientOrderId id, Instrument instrument, Cancels told)
                throws IOException;
    }

    /**
     * A request.
     *
     * @param headers besides those of every request
     */
    record Request(String method, String target, Map<String, String> headers, String body) {}

    void send(Map<ClientOrderId, Instrument> orders, Words words, Cancels told) {
        List<Map.Entry<ClientOrderId, Instrument>> all = new ArrayList<>(orders.entrySet());
        pipeline.exchange(
                all.size(),
                i -> bytes(words.request(i, all.get(i).getKey(), all.get(i).getValue())),
                new Pipeline.Told() {
                    @Override
                    public void sent(int number) {
                        told.sent(all.get(number).getKey());
                    }

                    @Override
                    public void answered(int number, HttpWire.Reply reply) {
                        ClientOrderId id = all.get(number).getKey();
                        try {
                            words.answered(reply.answered(), id, all.get(number).getValue(), told);
                        } catch (IOException e) {
                            failed(number, e);
                        }
                    }

                    @Override
                    public void failed(int number, IOException fault) {
                        Fault known = Fault.of(fault);
                        told.answered(
                                all.get(number).getKey(),
                                new Cancellation.Unknown(known.doubt(), known.detail()));
                    }
                });
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
