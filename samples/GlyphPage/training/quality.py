"""How well a network finds, reads and recognises again; the program measures the same on its own pages."""
import torch
from torch.nn import functional

from targets import CELL, CELLS, NO_CHARACTER

THRESHOLD = 0.4
TOLERANCE = 4.0


def peaks(heat):
    """Cells of a heat map [24, 24] that are hotter than the threshold and all cells around them."""
    highest = functional.max_pool2d(heat[None, None], 3, 1, 1)[0, 0]
    return torch.nonzero((heat >= THRESHOLD) & (heat == highest)).tolist()


def centre(heat, row, column):
    """(x, y) in pixels: the mean place of the heat around a peak."""
    rows, columns = slice(max(row - 1, 0), row + 2), slice(max(column - 1, 0), column + 2)
    around = heat[rows, columns]
    ys, xs = torch.meshgrid(torch.arange(CELLS)[rows] + 0.5, torch.arange(CELLS)[columns] + 0.5, indexing="ij")
    return CELL * ((xs * around).sum() / around.sum()).item(), CELL * ((ys * around).sum() / around.sum()).item()


def match(found, shown):
    """For each found (x, y) the index of a shown character within the tolerance, or None; none is taken twice."""
    free = dict(enumerate(shown))
    matches = []
    for x, y in found:
        distances = {i: (x - c[1] / 2) ** 2 + (y - c[2] / 2) ** 2 for i, c in free.items()}
        nearest = min(distances, key=distances.get, default=None)
        hit = nearest if nearest is not None and distances[nearest] <= TOLERANCE ** 2 else None
        free.pop(hit, None)
        matches.append(hit)
    return matches


def measure(network, pages, labels):
    """Precision, recall, share of the found that are read right, share of searches whose best answer is the same character."""
    found = shown = hits = right = searches = same = 0
    for page, truth in zip(pages.split(1), labels.tolist()):
        heat, characters, features = [output[0] for output in network(page[:, None].float() / 255)]
        heat = torch.sigmoid(heat[0])
        truth = [c for c in truth if c[0] != NO_CHARACTER]
        cells = peaks(heat)
        matches = match([centre(heat, *cell) for cell in cells], truth)
        known = [(cell, truth[m][0]) for cell, m in zip(cells, matches) if m is not None]
        found, shown, hits = found + len(cells), shown + len(truth), hits + len(known)
        right += sum(characters[:, r, c].argmax().item() == label for (r, c), label in known)
        if not known:
            continue
        vectors = functional.normalize(torch.stack([features[:, r, c] for (r, c), _ in known]), dim=1)
        similar = (vectors @ vectors.T).fill_diagonal_(-1)
        for i, (_, label) in enumerate(known):
            if [other for _, other in known].count(label) > 1:
                searches += 1
                same += known[similar[i].argmax().item()][1] == label
    return hits / max(found, 1), hits / shown, right / max(hits, 1), same / max(searches, 1)
