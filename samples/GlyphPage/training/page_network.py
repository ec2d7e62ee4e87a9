"""The network of the sample: residual joins, a fine path beside a coarse one, and an output in the middle that two heads read."""
import torch
from torch import nn
from torch.nn import functional

from network import CLASSES, PrunableConv, Residual, normalised

STEM, FINE, COARSE, FEATURES, MARKS = 32, 48, 80, 64, 32


class PageNetwork(nn.Module):
    """[N, 1, 96, 96] brightness in [0, 1] to heat logits [N, 1, 24, 24], character logits [N, 36, 24, 24] and features [N, 64, 24, 24]."""

    def __init__(self):
        super().__init__()
        self.stem = normalised(1, STEM, stride=2)
        self.widen = normalised(STEM, FINE, stride=2)
        self.first = Residual(FINE)
        self.lower = normalised(FINE, COARSE, stride=2)
        self.second = Residual(COARSE)
        self.third = Residual(COARSE)
        self.merge = normalised(FINE + COARSE, FEATURES, kernel=1)
        self.marks = normalised(FEATURES, MARKS)
        self.heat = PrunableConv(MARKS, 1, 1)
        self.shapes = normalised(FEATURES, FEATURES)
        self.characters = PrunableConv(FEATURES, CLASSES, 1)
        nn.init.constant_(self.heat.bias, -4)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        fine = self.first(torch.relu(self.widen(x)))
        coarse = self.third(self.second(torch.relu(self.lower(fine))))
        coarse = functional.interpolate(coarse, scale_factor=2.0)
        features = torch.relu(self.merge(torch.cat([fine, coarse], 1)))
        heat = self.heat(torch.relu(self.marks(features)))
        characters = self.characters(torch.relu(self.shapes(features)))
        return heat, characters, features

    def consumers(self):
        """Every layer that reads channels of another layer: all but the first."""
        layers = [module for module in self.modules() if isinstance(module, PrunableConv)]
        return [layer for layer in layers if layer is not self.stem[0]]


class Shipped(nn.Module):
    """The network with heat as a probability, as the program reads it."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        heat, characters, features = self.network(x)
        return torch.sigmoid(heat), characters, features
