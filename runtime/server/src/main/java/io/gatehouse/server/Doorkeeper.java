package io.gatehouse.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Lets in who may speak to the server at all: programs on this machine that can read the owner's
 * {@code server.json}. Whoever is in has no right yet; that is in the signatures.
 */
final class Doorkeeper extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final transient byte[] token;
    private final transient Replies replies;

    Doorkeeper(String token, Replies replies) {
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.replies = replies;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else if (!isOurs(request)) {
            // A web page whose name was rebound to this machine still sends its own name.
            replies.write(response, request, Problem.of(ProblemType.FOREIGN_HOST, ""));
        } else if (request.getHeader("Origin") != null) {
            replies.write(response, request, Problem.of(ProblemType.FOREIGN_ORIGIN, ""));
        } else if (!isKnown(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
            replies.write(response, request, Problem.of(ProblemType.UNAUTHORIZED, ""));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isOurs(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null
                && HOSTS.stream()
                        .anyMatch(
                                name -> host.equalsIgnoreCase(name + ":" + request.getLocalPort()));
    }

    private boolean isKnown(String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        authorization
                                .substring(BEARER.length())
                                .getBytes(StandardCharsets.ISO_8859_1),
                        token);
    }
}
