#!/usr/bin/python3
"""The simulations of PathSteps with numpy: same models, same counts, vectorised in chunks that fit
the cache. Prints path-steps per second with one process and with two, medians of five runs."""

import multiprocessing
import statistics
import time

import numpy as np

PATHS, STEPS, CHUNK, RUNS = 100_000, 390, 250, 5
DRIFT, VOLATILITY, INTENSITY, JUMP_MEAN, JUMP_DEVIATION = 0.0, 0.001, 0.01, -0.002, 0.005
BLOCK = 13.6
INDEX = np.arange(5_000)
SERIES = np.log1p(0.01 * np.sin(INDEX * 1.7) * np.cos(INDEX * 0.013))


def figures(steps):
    """Final return, deepest drawdown and the (only) day of each path; reuses the array."""
    value = np.cumsum(steps, axis=1, out=steps)
    final = np.expm1(value[:, -1])
    peak = np.maximum.accumulate(value, axis=1)
    np.maximum(peak, 0, out=peak)
    peak -= value
    return final, -np.expm1(-peak.max(axis=1)), final


def jump_diffusion(rng):
    steps = rng.standard_normal((CHUNK, STEPS))
    steps *= VOLATILITY
    steps += DRIFT
    jumps = rng.poisson(INTENSITY * CHUNK * STEPS)
    places = rng.integers(0, CHUNK * STEPS, jumps)
    sizes = JUMP_MEAN + JUMP_DEVIATION * rng.standard_normal(jumps)
    np.add.at(steps.reshape(-1), places, sizes)
    return figures(steps)


def bootstrap(rng):
    begins = rng.random((CHUNK, STEPS), dtype=np.float32) < 1 / BLOCK
    begins[:, 0] = True
    begins = begins.reshape(-1)
    at = np.flatnonzero(begins)
    starts = rng.integers(0, SERIES.size, at.size) - at
    lengths = np.diff(np.append(at, CHUNK * STEPS))
    index = np.repeat(starts, lengths)
    index += np.arange(CHUNK * STEPS)
    index %= SERIES.size
    return figures(SERIES.take(index).reshape(CHUNK, STEPS))


def work(task):
    model, seed, chunks = task
    rng = np.random.Generator(np.random.PCG64(seed))
    final = drawdown = 0.0
    for _ in range(chunks):
        paths = model(rng)
        final += paths[0].sum()
        drawdown += paths[1].sum()
    return final, drawdown


def measure(name, model, processes):
    chunks = PATHS // CHUNK // processes
    rates, processor = [], []
    with multiprocessing.Pool(processes) as pool:
        run = pool.map if processes > 1 else lambda f, tasks: [f(task) for task in tasks]
        for i in range(RUNS + 1):
            start, busy = time.perf_counter(), time.process_time()
            parts = run(work, [(model, 100 * i + p, chunks) for p in range(processes)])
            seconds = time.perf_counter() - start
            if i:
                processor.append(PATHS * STEPS / (time.process_time() - busy) / 1e6)
                rates.append(PATHS * STEPS / seconds / 1e6)
    print(
        f"numpy {name:<14} processes={processes} {statistics.median(rates):6.1f} M path-steps/s"
        f" ({min(rates):.1f} to {max(rates):.1f})"
        f"  mean final {sum(p[0] for p in parts) / PATHS:.5f}"
        f" drawdown {sum(p[1] for p in parts) / PATHS:.5f}"
    )
    if processes == 1:
        rate = statistics.median(processor)
        print(f"numpy {name:<14} {rate:6.1f} M path-steps per second of processor time")


if __name__ == "__main__":
    print("numpy", np.__version__)
    for count in (1, 2):
        measure("bootstrap", bootstrap, count)
        measure("jump-diffusion", jump_diffusion, count)
