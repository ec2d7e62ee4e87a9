"""Trains the page network and writes page.onnx.

    dotnet run -c Release -- generate --count 40000 --seed 1 --out train.npy
    dotnet run -c Release -- generate --count 400 --seed 2 --out validation.npy
    python3 training/train_pages.py --train train.npy --validation validation.npy --out page.onnx

As in GlyphReader, in a growing share of the steps each consumer runs without the input channels that a pruning
would remove. The two heads that read the features lose different ones: the build serves both by an order.
"""
import argparse
import pathlib
import random
import sys

import numpy
import torch
from torch.nn import functional

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "GlyphReader" / "training"))

import pruning
from fitting import RATIO, fit
from page_network import PageNetwork, Shipped
from quality import measure
from targets import targets

HEAT_WEIGHT = 40.0


def load(path):
    return torch.from_numpy(numpy.load(path)), torch.from_numpy(numpy.load(path.replace(".npy", ".labels.npy")))


def loss_of(network, pages, labels):
    heat, classes = targets(labels)
    x = (pages[:, None].float() / 255).contiguous(memory_format=torch.channels_last)
    seen, characters, _ = network(x)
    where = functional.binary_cross_entropy_with_logits(seen[:, 0], heat)
    near = heat * (heat > 0.3)
    what = functional.cross_entropy(characters, classes, reduction="none", label_smoothing=0.05)
    return HEAT_WEIGHT * where + (what * near).sum() / near.sum()


def report(network, pages, labels):
    """Quality dense, pruned to 60 %, and pruned to 60 % rounded up to multiples of 16."""
    network.eval()
    lines = [""]
    with torch.no_grad():
        for name, block in (("dense", None), ("pruned", 1), ("pruned to multiples of 16", 16)):
            pruning.unmask(network)
            if block is not None:
                pruning.mask_all(network, RATIO, block)
            lines.append("  %s: precision %.4f, recall %.4f, read %.4f, found again %.4f" % (name, *measure(network, pages, labels)))
    pruning.unmask(network)
    network.train()
    return "\n".join(lines)


def export(network, path):
    """Writes the network with its BatchNormalization nodes and a free batch dimension."""
    names = ["heat", "characters", "features"]
    torch.onnx.export(
        Shipped(network).eval(), torch.zeros(1, 1, 96, 96), path, opset_version=13,
        training=torch.onnx.TrainingMode.PRESERVE,
        input_names=["pixels"], output_names=names,
        dynamic_axes={name: {0: "N"} for name in ["pixels", *names]})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True)
    parser.add_argument("--validation", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.1)
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    network = PageNetwork().to(memory_format=torch.channels_last)
    pages, labels = load(arguments.train)
    validation = load(arguments.validation)
    fit(network, lambda batch: loss_of(network, pages[batch], labels[batch]), lambda: report(network, *validation), len(labels), arguments)
    export(network, arguments.out)


main()
