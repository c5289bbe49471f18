#!/usr/bin/env python3
"""PyTorch on a GPU, on the same problems as lightmark: depthwise layers, and one level of the cascade.

    python3 benchmarks/peers/pytorch_gpu.py --json pytorch.json --seconds 300

Depthwise layers are called many times in a row on sets of arrays larger than the cache, as lightmark's depthwise-table
does: `eager` and `eager-channels-last` as a program would, `graph` and `graph-channels-last` as one CUDA graph, `compile`
as torch.compile's kernels in one CUDA graph. The level is timed from pixels in pinned host memory to landmarks there, and
in training steps. Everything is float32 without TF32. A variant that fails is listed and the others go on; so does one
for which the time is over. With --device cpu (to try the script out) only the eager variants run.
"""

import argparse
import json
import statistics
import sys
import time

import torch
import torch.nn.functional as functional

from pytorch_train import SIDE, Cascade48

# channels, side, kernel, stride: as in io.lightmark.benchmarks.depthwise.DepthwiseLayer
LAYERS = [
    (32, 112, 3, 1),
    (96, 112, 3, 2),
    (144, 56, 3, 1),
    (144, 56, 3, 2),
    (144, 56, 5, 2),
    (192, 28, 3, 1),
    (192, 28, 3, 2),
    (240, 28, 3, 2),
    (240, 28, 5, 1),
    (384, 14, 3, 1),
    (480, 14, 3, 1),
    (480, 14, 5, 1),
    (576, 14, 3, 1),
    (576, 14, 3, 2),
    (672, 14, 5, 1),
    (672, 14, 5, 2),
    (960, 7, 3, 1),
    (1152, 7, 3, 1),
    (1152, 7, 5, 1),
]
LEAST_SETS = 2
MOST_SETS = 512
LEAST_RUNS = 5
FLOAT_BYTES = 4
MEBI = 1 << 20
POINTS = 5


class Bench:
    def __init__(self, options):
        self.options = options
        self.cuda = options.device.startswith("cuda")
        self.end = time.perf_counter() + options.seconds
        self.rows = []
        self.failures = []

    def synchronize(self):
        if self.cuda:
            torch.cuda.synchronize()

    def micros(self, run):
        """Quantiles of the host time of one run, until everything is done."""
        for _ in range(3):
            run()
        self.synchronize()
        times = []
        end = time.perf_counter() + self.options.millis / 1e3
        while len(times) < LEAST_RUNS or time.perf_counter() < end:
            before = time.perf_counter()
            run()
            self.synchronize()
            times.append((time.perf_counter() - before) * 1e6)
        times.sort()
        return times[len(times) // 10], statistics.median(times), times[9 * len(times) // 10]

    def record(self, row, calls, prepare):
        """Measures what `prepare` makes ready; failures are kept and do not stop the others."""
        what = " ".join(str(value) for value in row.values())
        if time.perf_counter() > self.end:
            self.failures.append(what + ": the time was over")
            return
        print("measuring " + what, file=sys.stderr, flush=True)
        try:
            with torch.no_grad() if row["task"] != "training" else torch.enable_grad():
                p10, p50, p90 = self.micros(prepare())
            row.update(p10Micros=p10 / calls, p50Micros=p50 / calls, p90Micros=p90 / calls)
            self.rows.append(row)
        except Exception as failure:  # whatever one variant does, the others are still worth having
            self.failures.append("%s: %s: %s" % (what, type(failure).__name__, str(failure).split("\n")[0]))

    def graph(self, run):
        """`run` recorded once; the result replays it."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                run()
        torch.cuda.current_stream().wait_stream(stream)
        recorded = torch.cuda.CUDAGraph()
        with torch.cuda.graph(recorded):
            run()
        return recorded.replay

    def copy_rate(self):
        """Bytes per second of a copy on the device, read and write counted."""
        source = torch.rand(self.options.copy * MEBI // FLOAT_BYTES, device=self.options.device)
        target = torch.empty_like(source)
        best, _, _ = self.micros(lambda: [target.copy_(source) for _ in range(10)])
        return 2 * 10 * source.numel() * FLOAT_BYTES / best * 1e6

    def depthwise(self):
        for batch in self.options.batch:
            for layer in LAYERS:
                for direction in ("forward", "backward"):
                    self.depthwise_layer(layer, batch, direction)

    def depthwise_layer(self, layer, batch, direction):
        channels, side, kernel, stride = layer
        out = (side - 1) // stride + 1
        floats = batch * channels * (side * side + out * out)
        if direction == "backward":
            floats += batch * channels * side * side
        weights = (1 if direction == "forward" else 2) * kernel * kernel * channels
        size = FLOAT_BYTES * (floats + weights)
        sets = max(LEAST_SETS, min(MOST_SETS, -(-self.options.rotate * MEBI // size)))
        calls = max(self.options.calls, sets)
        for variant in self.variants(batch):
            if variant == "compile" and direction == "backward":
                continue  # gradients would be the library's again, as in the graph
            row = {
                "task": "depthwise",
                "variant": variant,
                "channels": channels,
                "side": side,
                "kernel": kernel,
                "stride": stride,
                "batch": batch,
                "pass": direction,
                "bytes": size,
            }

            def prepare():
                calls_in_a_row = self.depthwise_calls(layer, batch, direction, variant, sets, calls)
                return calls_in_a_row if variant.startswith("eager") else self.graph(calls_in_a_row)

            self.record(row, calls, prepare)
            if self.cuda:
                torch.cuda.empty_cache()

    def variants(self, batch):
        eager = ["eager", "eager-channels-last"]
        if not self.cuda:
            return eager
        graphs = ["graph", "graph-channels-last"]
        compiled = ["compile"] if hasattr(torch, "compile") and batch == max(self.options.batch) else []
        return eager + graphs + compiled

    def depthwise_calls(self, layer, batch, direction, variant, sets, calls):
        channels, side, kernel, stride = layer
        padding = (kernel - 1) // 2
        out = (side - 1) // stride + 1
        last = variant.endswith("channels-last")
        layout = torch.channels_last if last else torch.contiguous_format
        device = self.options.device

        def maps(extent):
            return [
                (2 * torch.rand(batch, channels, extent, extent, device=device) - 1).to(memory_format=layout)
                for _ in range(sets)
            ]

        weight = 2 * torch.rand(channels, 1, kernel, kernel, device=device) - 1
        inputs = maps(side)
        if direction == "forward":

            def call(i):
                return functional.conv2d(inputs[i], weight, None, stride, padding, 1, channels)

        else:
            gradients = maps(out)

            def call(i):
                return torch.ops.aten.convolution_backward(
                    gradients[i],
                    inputs[i],
                    weight,
                    None,
                    [stride, stride],
                    [padding, padding],
                    [1, 1],
                    False,
                    [0, 0],
                    channels,
                    [True, True, False],
                )

        if variant == "compile":
            convolve = torch.compile(
                lambda x: functional.conv2d(x, weight, None, stride, padding, 1, channels),
                mode="max-autotune-no-cudagraphs",
            )

            def call(i):
                return convolve(inputs[i])

        results = [None] * sets  # kept, so that results take turns, too

        def run():
            for i in range(calls):
                results[i % sets] = call(i % sets)

        return run

    def cascade(self):
        for batch in self.options.level_batch:
            for variant in self.variants(max(self.options.batch)):
                self.record(
                    {"task": "forward", "variant": variant, "network": "cascade48", "batch": batch},
                    1,
                    lambda: self.forward(batch, variant),
                )
        for variant in self.variants(max(self.options.batch)):
            self.record(
                {
                    "task": "training",
                    "variant": variant,
                    "network": "cascade48",
                    "batch": self.options.training_batch,
                },
                1,
                lambda: self.training(self.options.training_batch, variant),
            )

    def model(self, variant):
        torch.manual_seed(1)
        layout = torch.channels_last if variant.endswith("channels-last") else torch.contiguous_format
        return Cascade48(POINTS, 0.3).to(self.options.device, memory_format=layout), layout

    def host(self, tensor):
        return tensor.pin_memory() if self.cuda else tensor

    def forward(self, batch, variant):
        """From pixels in pinned host memory to landmarks there."""
        model, layout = self.model(variant)
        model.eval()
        if variant == "compile":
            model = torch.compile(model, mode="max-autotune-no-cudagraphs")
        pixels = self.host((torch.rand(batch, 3, SIDE, SIDE) * 2 - 1).contiguous(memory_format=layout))
        landmarks = self.host(torch.empty(batch, 2 * POINTS))
        on_device = torch.empty_like(pixels, device=self.options.device)

        def run():
            on_device.copy_(pixels, non_blocking=True)
            landmarks.copy_(model(on_device), non_blocking=True)

        return run if variant.startswith("eager") else self.graph(run)

    def training(self, batch, variant):
        """Forward, mean squared error, backward, SGD with momentum and weight decay."""
        model, layout = self.model(variant)
        model.train()
        step_model = torch.compile(model, mode="max-autotune-no-cudagraphs") if variant == "compile" else model
        device = self.options.device
        pixels = (torch.rand(batch, 3, SIDE, SIDE, device=device) * 2 - 1).contiguous(memory_format=layout)
        target = torch.rand(batch, 2 * POINTS, device=device) * 2 - 1
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)

        def run():
            optimizer.zero_grad(set_to_none=True)
            functional.mse_loss(step_model(pixels), target).backward()
            optimizer.step()

        return run if variant.startswith("eager") else self.graph(run)


def numbers(text):
    return [int(part) for part in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--batch", type=numbers, default=[1, 32, 128], help="of the depthwise layers")
    parser.add_argument("--level-batch", type=numbers, default=[1, 64], help="of the level's forward pass")
    parser.add_argument("--training-batch", type=int, default=128)
    parser.add_argument("--calls", type=int, default=100, help="least calls per run")
    parser.add_argument("--rotate", type=int, default=256, help="MiB that calls rotate through")
    parser.add_argument("--copy", type=int, default=512, help="MiB that are copied to learn the device's rate")
    parser.add_argument("--millis", type=int, default=100, help="measured time per variant")
    parser.add_argument("--seconds", type=float, default=600, help="no new variant begins after this")
    parser.add_argument("--json", help="file to write the result to")
    options = parser.parse_args()
    if options.device.startswith("cuda") and not torch.cuda.is_available():
        raise SystemExit("Expected a GPU that PyTorch %s can use, received none." % torch.__version__)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    bench = Bench(options)
    rate = bench.copy_rate()
    print("copy rate: %.1f GB/s" % (rate / 1e9), flush=True)
    bench.cascade()
    bench.depthwise()
    for row in bench.rows:
        if row["task"] == "depthwise":
            row["ofCopy"] = row["bytes"] / row["p50Micros"] * 1e6 / rate
    result = {
        "table": "pytorch",
        "device": torch.cuda.get_device_name() if bench.cuda else "cpu",
        "runtime": "pytorch " + torch.__version__,
        "cuda": torch.version.cuda,
        "cudnn": torch.backends.cudnn.version(),
        "copyGigabytesPerSecond": rate / 1e9,
        "failures": bench.failures,
        "rows": bench.rows,
    }
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
    print("%d figures, %d failures" % (len(bench.rows), len(bench.failures)))


if __name__ == "__main__":
    main()
