package io.gatehouse.adapter.liverouter.venue.xchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Path;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ClientConfig;
import si.mazi.rescu.IRestProxyFactory;
import si.mazi.rescu.Interceptor;
import si.mazi.rescu.InvocationResult;
import si.mazi.rescu.RequestWriterResolver;
import si.mazi.rescu.ResponseReader;
import si.mazi.rescu.RestInvocation;
import si.mazi.rescu.RestMethodMetadata;
import si.mazi.rescu.serialization.jackson.DefaultJacksonObjectMapperFactory;
import si.mazi.rescu.serialization.jackson.JacksonResponseReader;

/**
 * XChange's interfaces, sent by {@link HttpWire} instead of by the library's own HTTP layer.
 *
 * <p>The library's part is the message: parameters, signature, reading the answer. Interceptors
 * (retries, rate limiters that wait) are not run. Thread-safe.
 *
 * @see ExchangeRestProxyBuilder#restProxyFactory
 */
final class OneAttempt implements IRestProxyFactory {

    /** How a body of parameters is called. */
    static final String FORM = "application/x-www-form-urlencoded";

    private final HttpWire wire;

    OneAttempt(HttpWire wire) {
        this.wire = wire;
    }

    @Override
    public <I> I createProxy(Class<I> type, String address) {
        return createProxy(type, address, new ClientConfig());
    }

    @Override
    public <I> I createProxy(
            Class<I> type, String address, ClientConfig config, Interceptor... interceptors) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        new Handler(type, address, config)));
    }

    private final class Handler implements InvocationHandler {

        private final String address;
        private final String path;
        private final ClientConfig config;
        private final RequestWriterResolver writers;
        private final ResponseReader reader;
        private final Map<Method, RestMethodMetadata> known = new ConcurrentHashMap<>();

        Handler(Class<?> type, String address, ClientConfig config) {
            ObjectMapper mapper = new DefaultJacksonObjectMapperFactory().createObjectMapper();
            this.address = address;
            Path annotation = type.getAnnotation(Path.class);
            this.path = annotation == null ? "" : annotation.value();
            this.config = config;
            this.writers = RequestWriterResolver.createDefault(mapper);
            this.reader = new JacksonResponseReader(mapper, false);
        }

        private static Map<String, String> headers(RestInvocation call, String body) {
            Map<String, String> headers = new HashMap<>(call.getHttpHeadersFromParams());
            headers.put("Accept", "application/json");
            if (call.getReqContentType() != null) {
                headers.put("Content-Type", call.getReqContentType());
            } else if (!body.isEmpty()) {
                // the library leaves this to HttpURLConnection, which always says so
                headers.put("Content-Type", FORM);
            }
            return headers;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass().equals(Object.class)) {
                return method.invoke(this, arguments);
            }
            RestMethodMetadata metadata =
                    known.computeIfAbsent(method, m -> RestMethodMetadata.create(m, address, path));
            RestInvocation call =
                    RestInvocation.create(
                            writers,
                            metadata,
                            arguments == null ? new Object[0] : arguments,
                            config.getDefaultParamsMap());
            String body = Objects.requireNonNullElse(call.getRequestBody(), "");
            HttpWire.Reply reply =
                    wire.send(
                                    call.getHttpMethod(),
                                    URI.create(call.getInvocationUrl()),
                                    headers(call, body),
                                    body)
                            .answered();
            return reader.read(new InvocationResult(reply.text(), reply.status()), metadata);
        }
    }
}
