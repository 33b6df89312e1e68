"""The smaller graph has the same ways."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from optimizer.network.shrinking import shrunk


def test_dead_ends_and_bends_go_and_their_weight_stays():
    """0-1-2-3-4 with a stub 2-5: between 0 and 4 one arc of 4 is left, one-way back of 40."""
    graph = np.zeros((6, 6))
    for node in range(4):
        graph[node, node + 1] = 1
        graph[node + 1, node] = 10
    graph[2, 5] = graph[5, 2] = 1
    small, number = shrunk(csr_array(graph), np.array([0, 4]))
    assert small.toarray().tolist() == [[0, 4], [40, 0]]
    assert number.tolist() == [0, -1, -1, -1, 1, -1]


@pytest.mark.parametrize("seed", range(8))
def test_all_ways_between_nodes_that_matter_keep_their_weight(seed):
    """Random sparse graphs, a third of the arcs one-way, islands among them."""
    source = np.random.default_rng(seed)
    num = 300
    tail, head = source.integers(num, size=(2, 330))
    weight = source.integers(1, 1 << 40, 330).astype(float)
    graph = np.zeros((num, num))
    graph[tail, head] = weight
    back = source.random(330) < 0.67
    graph[head[back], tail[back]] = weight[back]
    np.fill_diagonal(graph, 0)
    matters = source.choice(num, 12, replace=False)
    small, number = shrunk(csr_array(graph), matters)
    expected = dijkstra(csr_array(graph), indices=matters)[:, matters]
    found = dijkstra(small, indices=number[matters])[:, number[matters]]
    assert np.array_equal(found, expected)
    assert small.shape[0] < num / 2
