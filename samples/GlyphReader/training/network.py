"""The network of the sample: residual joins, a Concat, and widths of which 60 % is a multiple of 16."""
import torch
from torch import nn
from torch.nn import functional

CLASSES = 36
WIDTHS = (48, 80, 160)


class PrunableConv(nn.Conv2d):
    """A convolution whose input channels can be masked: mask is [1, Cin, 1, 1] or None."""

    mask = None

    def forward(self, x):
        weight = self.weight if self.mask is None else self.weight * self.mask
        return functional.conv2d(x, weight, self.bias, self.stride, self.padding)


class PrunableLinear(nn.Linear):
    """A dense layer whose input channels can be masked: mask is [1, Cin] or None."""

    mask = None

    def forward(self, x):
        weight = self.weight if self.mask is None else self.weight * self.mask
        return functional.linear(x, weight, self.bias)


def normalised(inputs, outputs, kernel=3, stride=1):
    convolution = PrunableConv(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """[N, C, H, W] to the same shape: relu(x + f(x)) with two 3x3 convolutions in f."""

    def __init__(self, width):
        super().__init__()
        self.inner = normalised(width, width)
        self.outer = normalised(width, width)

    def forward(self, x):
        return torch.relu(x + self.outer(torch.relu(self.inner(x))))


class TwoBranches(nn.Module):
    """[N, C, H, W] to [N, 2C, H/2, W/2]: a strided 3x3 convolution beside pooling and a 1x1 convolution, concatenated."""

    def __init__(self, width):
        super().__init__()
        self.strided = normalised(width, width, stride=2)
        self.pooled = normalised(width, width, kernel=1)

    def forward(self, x):
        pooled = self.pooled(functional.max_pool2d(x, 2))
        return torch.relu(torch.cat([self.strided(x), pooled], 1))


class GlyphNetwork(nn.Module):
    """[N, 1, 24, 24] brightness in [0, 1] to [N, 36] logits."""

    def __init__(self):
        super().__init__()
        narrow, middle, wide = WIDTHS
        self.stem = normalised(1, narrow, stride=2)
        self.widen = normalised(narrow, middle, stride=2)
        self.first = Residual(middle)
        self.second = Residual(middle)
        self.branches = TwoBranches(middle)
        self.third = Residual(wide)
        self.classify = PrunableLinear(wide, CLASSES)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        x = torch.relu(self.widen(x))
        x = self.second(self.first(x))
        x = self.third(self.branches(x))
        return self.classify(torch.flatten(functional.adaptive_avg_pool2d(x, 1), 1))

    def consumers(self):
        """Every layer that reads channels of another layer: all but the first."""
        layers = [m for m in self.modules() if isinstance(m, (PrunableConv, PrunableLinear))]
        return [layer for layer in layers if layer is not self.stem[0]]
