package io.gatehouse.server;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * Tomcat and the routes in a Spring context whose few beans are registered by hand: nothing is
 * scanned for and nothing is configured by what happens to lie on the class path.
 */
final class WebServer {

    /** Requests at work at the same time, watchers included; others wait in a queue. */
    private static final int THREADS = 64;

    private static final int QUEUE = 1_024;
    private static final int CONNECTIONS = 2_048;

    /** After so long without a byte, in either direction, a connection is dropped. */
    private static final int SILENCE_MILLIS = 20_000;

    private static final int LONGEST_HEADERS = 16 * 1024;

    private final ServletWebServerApplicationContext context =
            new ServletWebServerApplicationContext();

    WebServer(
            ServerSettings settings,
            ServerLog log,
            Houses houses,
            ServerMetrics metrics,
            String token) {
        Replies replies = new Replies(log);
        context.setDisplayName("gatehouse");
        context.registerBean(ServletWebServerFactory.class, () -> tomcat(settings));
        context.registerBean(Filter.class, () -> new Doorkeeper(token, replies));
        context.registerBean(
                "routes",
                RouterFunction.class,
                () -> Routes.of(houses, replies, metrics, settings));
        context.registerBean(HandlerMapping.class, () -> mapping(context));
        context.registerBean(HandlerAdapter.class, HandlerFunctionAdapter::new);
        context.registerBean(
                "dispatcherServlet", DispatcherServlet.class, () -> new DispatcherServlet());
        context.registerBean(
                DispatcherServletRegistrationBean.class,
                () -> {
                    DispatcherServletRegistrationBean registration =
                            new DispatcherServletRegistrationBean(
                                    context.getBean(DispatcherServlet.class), "/");
                    registration.setLoadOnStartup(1);
                    return registration;
                });
    }

    @SuppressWarnings("unchecked")
    private static HandlerMapping mapping(ServletWebServerApplicationContext context) {
        RouterFunctionMapping mapping =
                new RouterFunctionMapping(
                        (RouterFunction<ServerResponse>) context.getBean("routes"));
        mapping.setMessageConverters(List.of());
        return mapping;
    }

    private static TomcatServletWebServerFactory tomcat(ServerSettings settings) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(settings.port());
        factory.setAddress(settings.bind());
        factory.setRegisterDefaultServlet(false);
        factory.addConnectorCustomizers(
                connector -> {
                    connector.setProperty("maxThreads", Integer.toString(THREADS));
                    connector.setProperty("minSpareThreads", "2");
                    connector.setProperty("acceptCount", Integer.toString(QUEUE));
                    connector.setProperty("maxConnections", Integer.toString(CONNECTIONS));
                    connector.setProperty("connectionTimeout", Integer.toString(SILENCE_MILLIS));
                    connector.setProperty(
                            "maxHttpRequestHeaderSize", Integer.toString(LONGEST_HEADERS));
                    connector.setProperty("relaxedQueryChars", "");
                    connector.setXpoweredBy(false);
                });
        factory.addEngineValves(silentErrors());
        return factory;
    }

    /** What is malformed below HTTP gets a status and nothing else. */
    private static ErrorReportValve silentErrors() {
        ErrorReportValve valve = new ErrorReportValve();
        valve.setShowReport(false);
        valve.setShowServerInfo(false);
        return valve;
    }

    /**
     * @return the port that it listens on
     * @throws IOException when it cannot listen
     */
    int start() throws IOException {
        try {
            context.refresh();
            return context.getWebServer().getPort();
        } catch (WebServerException | org.springframework.context.ApplicationContextException e) {
            throw new IOException("the server cannot listen there", e);
        }
    }

    void stop() {
        context.close();
    }
}
