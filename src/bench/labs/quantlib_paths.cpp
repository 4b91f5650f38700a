// Path-steps per second of QuantLib's own path generator, one thread: a geometric Brownian motion,
// that is the jump diffusion of the laboratory without its jumps, and so the easier task. Of each
// path the final return and the deepest drawdown, as in PathSteps.
//
// Debian: libquantlib0-dev. Build: g++ -O3 -march=native -o quantlib_paths quantlib_paths.cpp -lQuantLib
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <ql/quantlib.hpp>
#include <vector>

int main() {
    using namespace QuantLib;
    const Size paths = 20000;
    const Size steps = 390;
    const Volatility volatility = 0.001 * std::sqrt(double(steps)); // a thousandth a step
    const Date today(20, November, 2026);
    Settings::instance().evaluationDate() = today;
    const DayCounter count = Actual365Fixed();
    Handle<Quote> spot(ext::make_shared<SimpleQuote>(1.0));
    Handle<YieldTermStructure> none(ext::make_shared<FlatForward>(today, 0.0, count));
    Handle<BlackVolTermStructure> vol(
        ext::make_shared<BlackConstantVol>(today, NullCalendar(), volatility, count));
    auto process = ext::make_shared<BlackScholesMertonProcess>(spot, none, none, vol);
    const TimeGrid grid(1.0, steps);
    std::vector<double> rates;
    std::vector<double> processor;
    double finals = 0;
    double drawdowns = 0;
    for (int run = 0; run < 5; run++) {
        PathGenerator<PseudoRandom::rsg_type> generator(
            process, grid, PseudoRandom::make_sequence_generator(steps, 42 + run), false);
        finals = 0;
        drawdowns = 0;
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t used = std::clock();
        for (Size i = 0; i < paths; i++) {
            const Path& path = generator.next().value;
            double peak = path[0];
            double deepest = 0;
            for (Size j = 1; j < path.length(); j++) {
                peak = std::max(peak, path[j]);
                deepest = std::max(deepest, 1 - path[j] / peak);
            }
            finals += path.back() - 1;
            drawdowns += deepest;
        }
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        rates.push_back(paths * steps / seconds / 1e6);
        processor.push_back(paths * steps / (double(std::clock() - used) / CLOCKS_PER_SEC) / 1e6);
    }
    std::sort(rates.begin(), rates.end());
    std::sort(processor.begin(), processor.end());
    std::printf("QuantLib %s\n", QL_VERSION);
    std::printf("quantlib diffusion      threads=1   %.1f M path-steps/s (%.1f to %.1f)  mean final %.5f drawdown %.5f\n",
                rates[2], rates.front(), rates.back(), finals / paths, drawdowns / paths);
    std::printf("quantlib diffusion      %.1f M path-steps per second of processor time\n", processor[2]);
    return 0;
}
