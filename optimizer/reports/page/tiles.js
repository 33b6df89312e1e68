// Tiles of a map server under the roads. They are cut in Web Mercator of their own datum.

const TILE = 256, DEEPEST = 18;

/** Degrees of the tiles' datum in WGS84: the shift between the nodes of a grid. */
function shifted(grid, [lon, lat]) {
  if (!grid) return [lon, lat];
  const at = (value, start, count) => Math.min(count - 1, Math.max(0, (value - start) / grid.step));
  const x = at(lon, grid.west, grid.columns), y = at(lat, grid.south, grid.rows);
  const column = Math.min(grid.columns - 2, Math.floor(x)), row = Math.min(grid.rows - 2, Math.floor(y));
  const node = (c, r, which) => grid.by[2 * (r * grid.columns + c) + which];
  const [fx, fy] = [x - column, y - row];
  const between = (which) =>
    (node(column, row, which) * (1 - fx) + node(column + 1, row, which) * fx) * (1 - fy) +
    (node(column, row + 1, which) * (1 - fx) + node(column + 1, row + 1, which) * fx) * fy;
  return [lon + between(0) / 1e7, lat + between(1) / 1e7];
}

/** The north-west corner of a tile in degrees of its datum. */
function tileCorner(z, x, y) {
  const turn = Math.PI * (1 - (2 * y) / 2 ** z);
  return [(360 * x) / 2 ** z - 180, (Math.atan(Math.sinh(turn)) * 180) / Math.PI];
}

/** The tile, with fractions, of a place in degrees of the datum. */
function tileAt(z, [lon, lat]) {
  const high = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return [((lon + 180) / 360) * 2 ** z, ((1 - high / Math.PI) / 2) * 2 ** z];
}

/** Where a tile lies on the drawing: three corners, moved to WGS84 one by one, say how it is turned. */
function tilePlace(setting, flat, z, x, y) {
  const corner = (dx, dy) => flat(shifted(setting.shift, tileCorner(z, x + dx, y + dy)));
  const [at, right, below] = [corner(0, 0), corner(1, 0), corner(0, 1)];
  const side = (end) => [(end[0] - at[0]) / TILE, (end[1] - at[1]) / TILE];
  return `matrix(${[...side(right), ...side(below), ...at].join(" ")})`;
}

/** A function that lays the tiles of the present view, and keeps those that stay. */
function tilePart(setting, { flat, degrees, view, layer }) {
  let known = new Map();
  return () => {
    const z = Math.max(1, Math.min(DEEPEST, Math.round(Math.log2((view.scale * 360 * UNITS) / TILE))));
    const ends = [[0, 0], [view.width, view.height]].map((end) => tileAt(z, degrees(view.toWorld(end))));
    const most = 2 ** z - 1, kept = new Map();
    // The shift of a datum is far smaller than a tile at any usual zoom; one more row covers it.
    for (let x = Math.floor(ends[0][0] - 0.3); x <= ends[1][0] + 0.3; x++) {
      for (let y = Math.floor(ends[0][1] - 0.3); y <= ends[1][1] + 0.3; y++) {
        if (x < 0 || y < 0 || x > most || y > most) continue;
        const name = `${z}/${x}/${y}`;
        kept.set(name, known.get(name) || draw("image", {
          class: "tile", "data-tile": name, width: TILE, height: TILE, transform: tilePlace(setting, flat, z, x, y),
          href: setting.url.replace("{z}", z).replace("{x}", x).replace("{y}", y),
        }));
      }
    }
    if (kept.size !== known.size || [...kept.keys()].some((name) => !known.has(name))) layer.replaceChildren(...kept.values());
    known = kept;
  };
}
