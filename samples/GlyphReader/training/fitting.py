"""The training loop that the samples share: a network learns to do without input channels that a pruning would remove."""
import random
import time

import torch

import pruning

RATIO = 0.4
TRAINED_RATIOS = (0.3, 0.5)


def fit(network, loss_of, report, count, arguments):
    """Trains in place.

    loss_of: from the indices of a batch to its loss.
    report: what to print behind an epoch.
    count: of training samples.
    arguments: epochs, batch and rate.
    """
    steps = arguments.epochs * (count // arguments.batch)
    optimiser = torch.optim.SGD(network.parameters(), lr=arguments.rate, momentum=0.9, nesterov=True, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=arguments.rate, total_steps=steps)
    step = 0
    start = time.time()
    for epoch in range(arguments.epochs):
        order = torch.randperm(count)
        for batch in order[: count // arguments.batch * arguments.batch].split(arguments.batch):
            share = min(0.5, step / steps)
            for layer in network.consumers():
                layer.mask = None
                if random.random() < share:
                    pruning.mask_smallest(layer, random.uniform(*TRAINED_RATIOS), block=1)
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print("step %d of %d, %.0f s, loss %.3f" % (step, steps, time.time() - start, loss.item()), flush=True)
        pruning.unmask(network)
        print("epoch %d: %s" % (epoch + 1, report()), flush=True)
