package io.gatehouse.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Which request is answered by what; {@code docs/reference/rest-api.md} describes each. */
final class Routes {

    private static final String ONE = "/v1/installations/{id}";

    private final Houses houses;
    private final Replies replies;

    private Routes(Houses houses, Replies replies) {
        this.houses = houses;
        this.replies = replies;
    }

    /** Answers a request about one installation. */
    @FunctionalInterface
    interface InHouse {
        void answer(House house, HttpServletRequest request, HttpServletResponse response)
                throws Exception;
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Anywhere {
        void answer(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    static RouterFunction<ServerResponse> of(
            Houses houses, Replies replies, ServerMetrics metrics, ServerSettings settings) {
        Routes routes = new Routes(houses, replies);
        Views views = new Views(houses, replies);
        Commands commands = new Commands(houses, replies);
        Watch watch = new Watch(settings.watchers(), replies);
        Health health = new Health(houses, replies, metrics);
        return RouterFunctions.route()
                .GET("/health/live", routes.anywhere(health::live))
                .GET("/health/ready", routes.anywhere(health::ready))
                .GET("/metrics", routes.anywhere(health::metrics))
                .GET("/v1/installations", routes.anywhere(views::installations))
                .GET(ONE, routes.inHouse(views::installation))
                .GET(ONE + "/promotions", routes.inHouse(views::promotions))
                .GET(ONE + "/promotions/{promotion}", routes.inHouse(views::promotion))
                .GET(ONE + "/permit", routes.inHouse(views::permit))
                .GET(ONE + "/events", routes.inHouse(watch::events))
                .POST(ONE + "/commands", routes.inHouse(commands::command))
                .POST(ONE + "/settle", routes.inHouse(commands::settle))
                .POST(ONE + "/rebuild", routes.inHouse(commands::rebuild))
                .route(RequestPredicates.all(), routes.anywhere(routes::nothing))
                .build();
    }

    private void nothing(HttpServletRequest request, HttpServletResponse response) {
        boolean wrongMethod =
                request.getRequestURI()
                        .matches(
                                "/health/(live|ready)|/metrics|/v1/installations(/[^/]+(/(promotions(/[^/]+)?"
                                        + "|permit|events|commands|settle|rebuild))?)?");
        throw Problem.of(wrongMethod ? ProblemType.METHOD_NOT_ALLOWED : ProblemType.NOT_FOUND, "")
                .thrown();
    }

    private HandlerFunction<ServerResponse> inHouse(InHouse handler) {
        return server -> {
            String id = server.pathVariable("id");
            return answer(
                    server,
                    (request, response) -> {
                        Optional<House> house = houses.find(id);
                        if (house.isEmpty()) {
                            throw Problem.of(ProblemType.NOT_FOUND, "no such installation")
                                    .thrown();
                        }
                        handler.answer(house.get(), request, response);
                    });
        };
    }

    private HandlerFunction<ServerResponse> anywhere(Anywhere handler) {
        return server -> answer(server, handler);
    }

    private ServerResponse answer(ServerRequest server, Anywhere handler) {
        return ServerResponse.ok()
                .build(
                        (request, response) -> {
                            try {
                                handler.answer(request, response);
                            } catch (Exception e) {
                                if (response.isCommitted()) {
                                    throw e;
                                }
                                replies.write(response, request, replies.problem(e));
                            }
                            return null;
                        });
    }
}
