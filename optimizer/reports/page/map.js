// The map: border, roads by class, trips by vehicle, sites by kind; zoom, pan, hover, click.

const SHAPES = {
  hub: { size: 8, fill: "#a3262a", path: "M0-9 2.6-3 9-2.6 4 1.6 5.6 8 0 4.4-5.6 8-4 1.6-9-2.6-2.6-3Z" },
  transfer_station: { size: 7, fill: "#b4541a", path: "M-6-6H6V6H-6Z" },
  town_station: { size: 6, fill: "#17699c", path: "M0-7 7 0 0 7-7 0Z" },
  village_point: { size: 4, fill: "#3d8b6b", path: "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0Z" },
};

/** A compact line as pairs of degrees. */
function decoded(line) {
  const points = [];
  let east = 0, north = 0;
  for (let at = 0; at + 1 < line.length; at += 2) {
    east += line[at];
    north += line[at + 1];
    points.push([east / 1e5, north / 1e5]);
  }
  return points;
}

function mapPart() {
  const placed = figures.sites.filter((site) => site.at);
  if (!placed.length) {
    return make("div", { class: "card map" }, make("p", { class: "note" }, word("unknownPlaces")));
  }
  const middle = placed.reduce((sum, site) => sum + site.at[1], 0) / placed.length;
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const flat = ([lon, lat]) => [lon * squeeze * 1e4, -lat * 1e4];
  const path = (points) => points.length
    ? "M" + points.map((point) => flat(point).map((at) => at.toFixed(1)).join(" ")).join("L") : "";
  const ways = figures.ways.map(decoded);

  const svg = draw("svg", {}), world = draw("g", {}), over = draw("g", {});
  const wayLayer = draw("g", {}), catchLayer = draw("g", {});
  for (const ring of figures.boundary) {
    world.append(draw("path", { class: "boundary", d: path(decoded(ring)) + "Z" }));
  }
  for (let rank = 4; rank >= 0; rank--) {
    const d = figures.roads.filter((road) => road[0] === rank).map((road) => path(decoded(road[1]))).join("");
    if (d) world.append(draw("path", { class: "road r" + rank, d }));
  }
  world.append(wayLayer, catchLayer);
  svg.append(world, over);

  // A trip without known ways is drawn straight from site to site.
  const tripPath = (trip) => trip.ways.map((way, at) => {
    const ends = [trip.stops[at][SITE], trip.stops[at + 1][SITE]].map((site) => figures.sites[site].at);
    return path(ways[way].length ? ways[way] : ends.filter(Boolean));
  }).join("");
  const drawn = figures.trips.map((trip, position) => {
    const d = tripPath(trip), vehicle = vehicleOf(trip);
    const line = draw("path", { class: "way " + vehicle.echelon, d, stroke: colour(trip.vehicle) });
    const target = draw("path", {
      class: "way catch", d,
      onmousemove: (event) => showTip(event, tripTip(trip)),
      onmouseleave: hideTip,
      onclick: (event) => { event.stopPropagation(); chooseTrip(position); },
    });
    wayLayer.append(line);
    catchLayer.append(target);
    return { line, target };
  });

  const markers = placed.map((site) => {
    const shape = SHAPES[site.kind], closed = site.status !== "open";
    const marker = draw("g", {
      onmousemove: (event) => showTip(event, siteTip(site)), onmouseleave: hideTip,
    }, draw("path", {
      d: shape.path, fill: closed ? "#fff" : shape.fill, stroke: closed ? shape.fill : "#fff", "stroke-width": 1.4,
    }));
    return { site, shape, marker, at: flat(site.at), label: draw("text", { class: "label" }) };
  });
  // Bases last, so that they lie on top; their labels go first when room is short.
  markers.sort((a, b) => a.shape.size - b.shape.size);
  over.append(...markers.map((entry) => entry.marker), ...markers.map((entry) => entry.label));
  const steps = draw("g", { class: "steps" });
  over.append(steps);

  let scale = 1, left = 0, top = 0;
  const view = ([x, y]) => [x * scale + left, y * scale + top];

  function fit() {
    const points = placed.map((site) => flat(site.at))
      .concat(figures.boundary.flatMap((ring) => decoded(ring).map(flat)));
    const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { width, height } = svg.getBoundingClientRect();
    scale = Math.min((width - 70) / (east - west || 1), (height - 70) / (south - north || 1));
    left = (width - (east + west) * scale) / 2;
    top = (height - (south + north) * scale) / 2;
    place();
  }

  function zoom(factor, x, y) {
    left = x - (x - left) * factor;
    top = y - (y - top) * factor;
    scale *= factor;
    place();
  }

  /** Put everything that keeps its size where it belongs, and label what has room. */
  function place() {
    world.setAttribute("transform", `translate(${left} ${top}) scale(${scale})`);
    const taken = [], numbered = numberSteps();
    // The stops of the chosen trip are named first.
    const isNumbered = (entry) => numbered.has(figures.sites.indexOf(entry.site));
    const order = [...markers].sort((a, b) => isNumbered(a) - isNumbered(b));
    for (let at = markers.length - 1; at >= 0; at--) {
      const { site, shape, marker, label } = order[at];
      const [x, y] = view(order[at].at);
      marker.setAttribute("transform", `translate(${x} ${y})`);
      const isBase = shape.size > 6;
      const name = siteName(figures.sites.indexOf(site)), short = name.length > 20 ? name.slice(0, 19) + "…" : name;
      const size = isBase ? 13 : 11, wide = [...short].reduce((sum, sign) => sum + (sign > "⺀" ? 1 : 0.58), 0) * size;
      const gap = isNumbered(order[at]) ? 13 : shape.size + 3;
      const side = [x + gap, x - gap - wide].find((from) => taken.every((box) =>
        from > box[1] || from + wide < box[0] || y - 8 > box[3] || y + 8 < box[2]));
      label.textContent = side === undefined ? "" : short;
      label.setAttribute("class", isBase ? "label base" : "label");
      if (side !== undefined) {
        label.setAttribute("x", side);
        label.setAttribute("y", y + 4);
        taken.push([side, side + wide, y - 8, y + 8]);
      }
    }
  }

  /** Number the stops of the chosen trip in the order of the drive; return their sites. */
  function numberSteps() {
    steps.replaceChildren();
    const seen = new Map();
    if (chosen.trips.length !== 1) return seen;
    const trip = figures.trips[chosen.trips[0]];
    trip.stops.forEach((stop, at) => {
      if (at && at === trip.stops.length - 1) return;
      seen.set(stop[SITE], (seen.has(stop[SITE]) ? seen.get(stop[SITE]) + "," : "") + (at + 1));
    });
    for (const [position, text] of seen) {
      const place = figures.sites[position].at;
      if (!place) continue;
      const [x, y] = view(flat(place));
      const wide = 9 + 3.5 * (text.length - 1);
      steps.append(
        draw("rect", { x: x - wide, y: y - 9, width: 2 * wide, height: 18, rx: 9, fill: colour(trip.vehicle), stroke: "#fff", "stroke-width": 1.5 }),
        draw("text", { class: "step", x, y: y + 3.6 }, text),
      );
    }
    return seen;
  }

  function paint() {
    figures.trips.forEach((trip, position) => {
      const shown = isShown(trip) || chosen.trips.includes(position), { line, target } = drawn[position];
      line.style.display = target.style.display = shown ? "" : "none";
      line.classList.toggle("lit", chosen.trips.includes(position));
      line.classList.toggle("dim", chosen.trips.length > 0 && !chosen.trips.includes(position));
      if (chosen.trips.includes(position)) wayLayer.append(line);
    });
    place();
  }

  let drag = null;
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * 0.0016), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { drag = { x: event.clientX, y: event.clientY, moved: false }; });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    drag = { x: event.clientX, y: event.clientY, moved: true };
    svg.classList.add("drags");
    left += dx;
    top += dy;
    place();
  });
  addEventListener("pointerup", () => { svg.classList.remove("drags"); setTimeout(() => { drag = null; }); });
  svg.addEventListener("click", () => { if (!(drag && drag.moved)) choose({ trips: [], order: -1 }); });

  const half = (factor) => () => {
    const box = svg.getBoundingClientRect();
    zoom(factor, box.width / 2, box.height / 2);
  };
  const controls = make("div", { class: "zoom" },
    make("button", { onclick: half(1.4) }, "+"), make("button", { onclick: half(1 / 1.4) }, "−"),
    make("button", { class: "fit", onclick: fit }, word("reset")));
  painters.push(paint);
  requestAnimationFrame(() => { fit(); paint(); });
  return make("div", { class: "card map" }, svg, controls, make("div", { class: "hint" }, word("hint")), legend());
}

/** What the pointer says of a site: what it is, and who calls when. */
function siteTip(site) {
  const position = figures.sites.indexOf(site);
  const calls = [];
  for (const trip of figures.trips) {
    if (!isShown(trip)) continue;
    for (const stop of trip.stops) {
      if (stop[SITE] === position && (stop[LOAD] || stop[UNLOAD])) {
        calls.push([stop[ARRIVAL], `${moment(stop[ARRIVAL])} ${vehicleOf(trip).plate} ${goodsText(stop)}`]);
      }
    }
  }
  calls.sort((a, b) => a[0] - b[0]);
  const quality = figures.words["quality." + site.quality];
  return [
    `${site.zh} ${site.en === site.zh ? "" : site.en}`,
    `${site.id} · ${word(site.kind)}${site.town ? " · " + site.town : ""}` +
      (site.status === "open" ? "" : " · " + word(site.status)) +
      (quality ? ` · ${word("quality")}: ${word("quality." + site.quality)}` : ""),
    ...calls.slice(0, 9).map((call) => call[1]),
    calls.length > 9 ? "… " + calls.length : "",
  ];
}

function legend() {
  const rows = Object.entries(SHAPES).map(([kind, shape]) => [
    draw("path", { d: shape.path, fill: shape.fill, transform: "translate(13 7) scale(.8)" }), word(kind)]);
  const line = (css, style) => draw("path", { class: css, d: "M1 7H25", style: style || "" });
  for (const rank of [0, 2, 3]) {
    if (figures.roads.some((road) => road[0] === rank)) rows.push([line("road r" + rank), word("road" + rank)]);
  }
  rows.push([line("way linehaul", "stroke:#555"), word("linehaul")], [line("way local", "stroke:#555"), word("local")]);
  if (figures.boundary.length) rows.push([line("boundary"), word("boundary")]);
  return make("div", { class: "legend" }, rows.map(([shape, text]) => make("div", {}, draw("svg", {}, shape), text)));
}
