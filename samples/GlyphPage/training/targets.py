"""What the network is to answer, made of the characters that a page shows."""
import torch

CELL = 4
CELLS = 24
NO_CHARACTER = 255
SPREAD = 0.7


def targets(labels):
    """Labels [N, K, 3] (class, x and y in half pixels) to heat in [0, 1] and classes, both [N, 24, 24].

    Heat falls off around each centre as a Gaussian of SPREAD cells; a cell has the class of the nearest centre.
    """
    present = labels[:, :, 0] != NO_CHARACTER
    places = labels[:, :, 1:].float() / (2 * CELL)
    middles = torch.arange(CELLS) + 0.5
    away_x = (middles.view(1, 1, CELLS) - places[:, :, :1]).square().unsqueeze(2)
    away_y = (middles.view(1, 1, CELLS) - places[:, :, 1:]).square().unsqueeze(3)
    heat = torch.exp(-(away_x + away_y) / (2 * SPREAD * SPREAD)) * present[:, :, None, None]
    heat, nearest = heat.max(1)
    classes = labels[:, :, 0].long().gather(1, nearest.flatten(1)).view_as(nearest)
    return heat, torch.where(heat > 0, classes, torch.zeros_like(classes))
