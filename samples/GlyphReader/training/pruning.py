"""What the build does to the network, simulated: each consumer loses its input channels of smallest L2 norm."""
import torch


def kept_channels(weight, ratio, block):
    """The boolean keep vector [Cin] of a weight [Cout, Cin, ...]; the kept count is rounded up to a multiple of block."""
    channels = weight.shape[1]
    kept = channels - int(ratio * channels)
    kept = min(channels, (kept + block - 1) // block * block)
    norms = weight.detach().transpose(0, 1).flatten(1).norm(dim=1)
    keep = torch.zeros(channels, dtype=torch.bool)
    keep[norms.topk(kept).indices] = True
    return keep


def mask_smallest(layer, ratio, block):
    """Masks a layer until its mask is reset to None."""
    keep = kept_channels(layer.weight, ratio, block).to(layer.weight.dtype)
    layer.mask = keep.view(1, -1, *[1] * (layer.weight.dim() - 2))


def unmask(network):
    for layer in network.consumers():
        layer.mask = None


def mask_all(network, ratio, block):
    for layer in network.consumers():
        mask_smallest(layer, ratio, block)
