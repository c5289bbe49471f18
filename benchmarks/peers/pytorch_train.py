#!/usr/bin/python3
"""Training steps of Cascade48 in PyTorch on the CPU: the peer that lightmark's training is timed beside.

As the harness's child process (--state FILE) it loads weights, pictures and targets from a safetensors file, answers
`ready` with one line of JSON, then takes a training step for every line `step` on standard input and answers with the
loss. On its own it draws them at random, measures, and prints (or with --json FILE also writes) images per second:

    /usr/bin/python3 benchmarks/peers/pytorch_train.py --threads 2 --memory-format channels_last --json out.json

The step is forward, mean squared error, backward, and SGD with momentum and weight decay on all parameters.
"""

import argparse
import json
import statistics
import struct
import sys
import time

import torch
from torch import nn

SIDE = 48
STEM = 16
FEATURES = 256
# name, hidden channels, output channels, stride: as in io.lightmark.models.Cascade48
BLOCKS = [
    ("conv1_1", 96, 24, 2),
    ("conv1_2", 144, 24, 1),
    ("conv2_1", 144, 32, 2),
    ("conv2_2", 192, 32, 1),
    ("conv3_1", 192, 64, 2),
    ("conv3_2", 192, 64, 1),
]
MAP_SIDE = 3  # of the map that the first linear layer reads


def unit(inputs, outputs, kernel, stride, groups, active):
    layers = {
        "conv": nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
        "bn": nn.BatchNorm2d(outputs),
    }
    if active:
        layers["act"] = nn.ReLU(inplace=True)
    return nn.Sequential(nn.modules.container.OrderedDict(layers))


class InvertedResidual(nn.Module):
    def __init__(self, inputs, hidden, outputs, stride):
        super().__init__()
        self.shortcut = stride == 1 and inputs == outputs
        self.expand = unit(inputs, hidden, 1, 1, 1, True)
        self.depthwise = unit(hidden, hidden, 3, stride, hidden, True)
        self.project = unit(hidden, outputs, 1, 1, 1, False)

    def forward(self, x):
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.shortcut else y


class Cascade48(nn.Module):
    def __init__(self, points, dropout):
        super().__init__()
        self.conv1 = unit(3, STEM, 3, 2, 1, True)
        channels = STEM
        for name, hidden, outputs, stride in BLOCKS:
            self.add_module(name, InvertedResidual(channels, hidden, outputs, stride))
            channels = outputs
        self.fc1 = nn.Linear(channels * MAP_SIDE * MAP_SIDE, FEATURES)
        self.act = nn.ReLU(inplace=True)
        self.dropout = nn.Dropout(dropout)
        self.fc2 = nn.Linear(FEATURES, 2 * points)

    def forward(self, x):
        x = self.conv1(x)
        for name, *_ in BLOCKS:
            x = getattr(self, name)(x)
        return self.fc2(self.dropout(self.act(self.fc1(torch.flatten(x, 1)))))


def read_safetensors(path):
    """All float32 tensors of a file by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length).decode("utf-8"))
        data = bytearray(file.read())
    tensors = {}
    for name, info in header.items():
        if name != "__metadata__":
            begin, end = info["data_offsets"]
            flat = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
            tensors[name] = flat.reshape(info["shape"]).clone()
    return tensors


def to_pytorch(name, tensor):
    """From channels-last weight orders to PyTorch's."""
    if tensor.dim() == 4:  # HWIO
        return tensor.permute(3, 2, 0, 1)
    if tensor.dim() == 3:  # HWC
        return tensor.permute(2, 0, 1).unsqueeze(1)
    if name == "fc1.weight":  # rows in the order h, w, c
        channels = BLOCKS[-1][2]
        rows = tensor.reshape(MAP_SIDE, MAP_SIDE, channels, -1).permute(2, 0, 1, 3)
        return rows.reshape(-1, tensor.shape[1]).t()
    if tensor.dim() == 2:  # [in, out]
        return tensor.t()
    return tensor


class Trainer:
    def __init__(self, options):
        torch.manual_seed(1)
        state = read_safetensors(options.state) if options.state else {}
        batch = options.batch
        pictures = state.pop("input", None)
        targets = state.pop("target", None)
        if pictures is None:
            pictures = torch.rand(batch, SIDE, SIDE, 3) * 2 - 1
            targets = torch.rand(batch, 2 * options.points) * 2 - 1
        self.targets = targets
        model = Cascade48(options.points, options.dropout)
        if state:
            converted = {name: to_pytorch(name, tensor).contiguous() for name, tensor in state.items()}
            missing, unexpected = model.load_state_dict(converted, strict=False)
            missing = [name for name in missing if not name.endswith("num_batches_tracked")]
            if missing or unexpected:
                raise SystemExit("Expected the weights of Cascade48, missing %s, unexpected %s." % (missing, unexpected))
        layout = torch.channels_last if options.memory_format == "channels_last" else torch.contiguous_format
        self.model = model.to(memory_format=layout).train()
        self.pictures = pictures.permute(0, 3, 1, 2).contiguous(memory_format=layout)
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=options.rate, momentum=options.momentum, weight_decay=options.weight_decay
        )
        self.loss = nn.MSELoss()

    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(self.pictures), self.targets)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def blas():
    """Which matrix product PyTorch found: Debian's default is the slow reference BLAS."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return "OpenBLAS" if "openblas" in maps.read() else "reference BLAS"


def serve(trainer):
    """Answers each line `step` with the loss of one step."""
    about = {"version": torch.__version__, "blas": blas(), "parameters": trainer.parameters()}
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        if line.strip() != "step":
            break
        print("%.9g" % trainer.step(), flush=True)


def measure(trainer, options):
    """Median step of `steps` after `warmup`."""
    for _ in range(options.warmup):
        trainer.step()
    seconds = []
    for _ in range(options.steps):
        before = time.perf_counter()
        trainer.step()
        seconds.append(time.perf_counter() - before)
    median = statistics.median(seconds)
    return {
        "network": "cascade48",
        "task": "training",
        "runtime": "pytorch " + torch.__version__,
        "blas": blas(),
        "memoryFormat": options.memory_format,
        "batch": options.batch,
        "threads": options.threads,
        "warmUp": options.warmup,
        "iterations": options.steps,
        "p50Micros": median * 1e6,
        "imagesPerSecond": options.batch / median,
        "parameters": trainer.parameters(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--points", type=int, default=5)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--weight-decay", type=float, default=5e-4)
    parser.add_argument("--memory-format", choices=["default", "channels_last"], default="default")
    parser.add_argument("--state", help="safetensors file of weights, input and target; makes this a child process")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--warmup", type=int, default=5)
    parser.add_argument("--json", help="file to write the result to")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_num_interop_threads(1)
    trainer = Trainer(options)
    if options.state:
        serve(trainer)
        return
    result = measure(trainer, options)
    print(json.dumps(result, indent=2))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2)


if __name__ == "__main__":
    main()
