"""Trains the glyph network and writes glyphs.onnx.

    dotnet run -c Release -- generate --count 96000 --seed 1 --out train.npy
    dotnet run -c Release -- generate --count 4000 --seed 2 --out validation.npy
    python3 training/train.py --train train.npy --validation validation.npy --out glyphs.onnx

The build prunes without fine-tuning, so the training prepares the network for it: in a growing share of the
steps each consumer runs without the input channels that a pruning would remove, at ratios on both sides of the
build's. The network learns to do without them, and dense and pruned read equally well. Nothing in the file says which channels those are: the
build finds them by their norm.
"""
import argparse
import random

import numpy
import torch
from torch.nn import functional

import pruning
from fitting import RATIO, fit
from network import GlyphNetwork

SMOOTHING = 0.05


def load(path):
    images = torch.from_numpy(numpy.load(path))
    labels = torch.from_numpy(numpy.load(path.replace(".npy", ".labels.npy")).astype(numpy.int64))
    return images, labels


def as_input(images):
    return images.float().div_(255).contiguous(memory_format=torch.channels_last)


def accuracy(network, images, labels):
    network.eval()
    with torch.no_grad():
        read = torch.cat([network(as_input(part)).argmax(1) for part in images.split(256)])
    network.train()
    return (read == labels).double().mean().item()


def report(network, images, labels):
    """Accuracy of the dense network, pruned to 60 %, and pruned to 60 % rounded up to multiples of 16."""
    results = [accuracy(network, images, labels)]
    for block in (1, 16):
        pruning.mask_all(network, RATIO, block)
        results.append(accuracy(network, images, labels))
    pruning.unmask(network)
    return "dense %.4f, pruned %.4f, pruned to multiples of 16 %.4f" % tuple(results)


def export(network, path):
    """Writes the network with its BatchNormalization nodes and a free batch dimension."""
    torch.onnx.export(
        network.eval(), torch.zeros(1, 1, 24, 24), path, opset_version=13,
        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
        input_names=["pixels"], output_names=["logits"],
        dynamic_axes={"pixels": {0: "N"}, "logits": {0: "N"}})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True)
    parser.add_argument("--validation", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    random.seed(1)
    network = GlyphNetwork().to(memory_format=torch.channels_last)
    images, labels = load(arguments.train)
    validation = load(arguments.validation)
    fit(
        network,
        lambda batch: functional.cross_entropy(network(as_input(images[batch])), labels[batch], label_smoothing=SMOOTHING),
        lambda: report(network, *validation), len(labels), arguments)
    export(network, arguments.out)


main()
