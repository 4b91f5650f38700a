package io.gatehouse.adapter.liverouter.venue.xchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the exchange's answers as they stream by, without making objects of what is not needed.
 *
 * <p>Stricter than a mapper: a member that occurs twice, a number where a text belongs, a decimal
 * of a form the exchange does not write, and anything after the answer are unreadable. What is read
 * is what XChange would read; a test compares both on answers that were tampered with.
 */
final class BinanceAnswers {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final int LONGEST_DECIMAL = 40;
    private static final int MOST_FILLS = 100_000;

    private BinanceAnswers() {}

    /** An answer of another form than the one that was asked for. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException() {
            super("an answer that cannot be read");
        }
    }

    /** Refusal in the exchange's own words. */
    record Error(int code, String message) {}

    /** The order of an answer. */
    static BinanceOrderText order(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            BinanceOrderText order = order(json);
            expect(json.nextToken() == null);
            return order;
        }
    }

    /** The orders of an answer, in its order. */
    static List<BinanceOrderText> orders(byte[] body) throws IOException {
        List<BinanceOrderText> orders = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                orders.add(order(json));
            }
            expect(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null);
        }
        return orders;
    }

    /** Milliseconds of the exchange's clock; positive. */
    static long time(byte[] body) throws IOException {
        long time = 0;
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("serverTime")) {
                    time = number(json);
                } else {
                    json.skipChildren();
                }
            }
            ended(json);
        }
        // an empty answer reads as 1970, and that would be a time before every order
        expect(time > 0);
        return time;
    }

    /** What an error answer says; empty when it says it in no form of the exchange's. */
    static Optional<Error> error(byte[] body) {
        long code = Long.MIN_VALUE;
        String message = "";
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "code" -> code = number(json);
                    case "msg" -> message = text(json);
                    default -> json.skipChildren();
                }
            }
            ended(json);
            expect(code == (int) code && message != null);
            return Optional.of(new Error((int) code, message));
        } catch (IOException e) {
            return Optional.empty(); // a proxy's page, or half an answer: it proves nothing
        }
    }

    private static BinanceOrderText order(JsonParser json) throws IOException {
        BinanceOrderText.Builder order = new BinanceOrderText.Builder();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "symbol" -> order.symbol = text(json);
                case "orderId" -> order.number = number(json);
                case "clientOrderId" -> order.clientId = text(json);
                case "origClientOrderId" -> order.originalId = text(json);
                case "origQty" -> order.quantity = decimal(json);
                case "executedQty" -> order.executed = decimal(json);
                case "cummulativeQuoteQty" -> order.value = decimal(json);
                case "status" -> order.status = text(json);
                case "fills" -> fills(json, order);
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
        return order.build();
    }

    private static void fills(JsonParser json, BinanceOrderText.Builder order) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        for (int count = 0; json.nextToken() == JsonToken.START_OBJECT; count++) {
            BigDecimal price = null;
            BigDecimal quantity = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "price" -> price = decimal(json);
                    case "qty" -> quantity = decimal(json);
                    default -> json.skipChildren();
                }
            }
            expect(json.currentToken() == JsonToken.END_OBJECT);
            expect(price != null && quantity != null && count < MOST_FILLS);
            order.fill(price, quantity);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private static void ended(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    }

    /** Null where the exchange wrote so. */
    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static long number(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    /** Digits with a point between them: an exponent could name a number of gigabytes. */
    private static BigDecimal decimal(JsonParser json) throws IOException {
        String text = text(json);
        if (text == null) {
            return null;
        }
        expect(!text.isEmpty() && text.length() <= LONGEST_DECIMAL);
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            points += c == '.' ? 1 : 0;
            expect((c >= '0' && c <= '9') || (c == '.' && i > 0 && i < text.length() - 1));
        }
        expect(points <= 1);
        return new BigDecimal(text);
    }

    private static void expect(boolean so) throws UnreadableException {
        if (!so) {
            throw new UnreadableException();
        }
    }
}
