// The map: border, roads by class, trips by vehicle, sites by kind; hover and click.

const SHAPES = {
  hub: { size: 8, fill: "#9d1c4a", path: "M0-9 2.6-3 9-2.6 4 1.6 5.6 8 0 4.4-5.6 8-4 1.6-9-2.6-2.6-3Z" },
  transfer_station: { size: 7, fill: "#a3491a", path: "M-6-6H6V6H-6Z" },
  town_station: { size: 6, fill: "#17699c", path: "M0-7 7 0 0 7-7 0Z" },
  village_point: { size: 4, fill: "#4b5d57", path: "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0Z" },
};
const VERIFIED = ["exact", "corrected"];

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

function mapPart(page) {
  const { figures, chosen, word, siteName, vehicleOf } = page;
  const placed = figures.sites.map((site, position) => ({ site, position })).filter(({ site }) => site.at);
  const rings = figures.boundary.map(decoded);
  const origin = placed.length ? placed[0].site.at : rings.length ? rings[0][0] : null;
  if (!origin) return make("div", { class: "card map" }, make("p", { class: "note" }, word("unknownPlaces")));

  const { flat, degrees } = mercator(origin);
  const path = (points) => points.length
    ? "M" + points.map((point) => { const [x, y] = flat(point); return x.toFixed(1) + " " + y.toFixed(1); }).join("L") : "";
  const ways = figures.ways.map((way) => path(decoded(way)));

  const lost = figures.sites.length - placed.length;
  const hint = make("div", { class: "hint" }, word(page.options.sites ? "sitesHint" : page.options.alone ? "mapHint" : "hint"),
    lost ? " " + word("unplaced", lost) : null);
  const svg = draw("svg", { tabindex: 0, role: "group", "aria-label": word("map") });
  const world = draw("g", {}), over = draw("g", {}), steps = draw("g", { class: "steps" });
  const tileLayer = draw("g", {}), wayLayer = draw("g", {}), catchLayer = draw("g", {});
  world.append(tileLayer);
  for (const ring of rings) world.append(draw("path", { class: "boundary", d: path(ring) + "Z" }));
  const classes = ["", "", "", "", ""];
  for (const [rank, line] of figures.roads) classes[rank] += path(decoded(line));
  for (let rank = 4; rank >= 0; rank--) {
    if (classes[rank]) world.append(draw("path", { class: "road r" + rank, d: classes[rank] }));
  }
  world.append(wayLayer, catchLayer);
  svg.append(world, over);

  // A trip without known ways is drawn straight from site to site.
  const tripPath = (trip) => trip.ways.map((way, at) => ways[way] || path(
    [trip.stops[at][SITE], trip.stops[at + 1][SITE]].map((site) => figures.sites[site].at).filter(Boolean))).join("");
  const drawn = figures.trips.map((trip, position) => {
    const d = tripPath(trip), linehaul = vehicleOf(trip).echelon === "linehaul";
    const line = draw("g", { class: "trip" }, draw("path", {
      class: "way " + (linehaul ? "linehaul" : "local"), d, stroke: colour(trip.vehicle), "stroke-dasharray": dash(trip.vehicle),
    }), linehaul ? draw("path", { class: "way core", d }) : null);
    const target = draw("path", { class: "way catch", d });
    target.position = position;
    return { line, target };
  });
  wayLayer.append(...drawn.map(({ line }) => line));
  catchLayer.append(...drawn.map(({ target }) => target));
  catchLayer.addEventListener("pointermove", (event) => page.showTip(event, page.tripTip(figures.trips[event.target.position])));
  catchLayer.addEventListener("pointerleave", page.hideTip);
  catchLayer.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!view.dragged()) page.chooseTrip(event.target.position);
  });

  const markers = placed.map(({ site, position }) => {
    const closed = site.status !== "open", look = figures.values ? valueOf(page, position) : null;
    const own = SHAPES[site.kind], shape = look ? { ...own, size: Math.round(own.size * look.grow) } : own;
    const marker = draw("g", {
      class: "marker", "data-site": site.id,
      onpointermove: (event) => page.showTip(event, siteTip(page, position)), onpointerleave: page.hideTip,
      onclick: (event) => { event.stopPropagation(); if (!view.dragged()) pick(position); },
    });
    if (page.options.sites && site.quality && !VERIFIED.includes(site.quality)) marker.append(draw("circle", { class: "guessed", r: shape.size + 4 }));
    marker.append(draw("path", {
      d: shape.path, "stroke-width": 1.4, ...(look ? { fill: look.fill, stroke: look.edge, transform: `scale(${look.grow})` }
        : { fill: closed ? "#fff" : shape.fill, stroke: closed ? shape.fill : "#fff" }),
    }));
    const isBase = own.size > 6;
    return { site, position, shape, isBase, look, marker, at: flat(site.at), label: draw("text", { class: "label" }), said: "" };
  });
  // Bases last, so that they lie on top; they are named first when room is short.
  markers.sort((a, b) => a.isBase - b.isBase || a.shape.size - b.shape.size);
  over.append(...markers.map((entry) => entry.label), ...markers.map((entry) => entry.marker), steps);

  const view = mapView(page, svg, place);
  const tiles = page.options.tiles ? tilePart(page.options.tiles, { flat, degrees, view, layer: tileLayer }) : null;
  const marks = figures.marks ? markPart(page, { flat, path, view, world, over }) : null;

  /** A site was clicked: the call of the chosen trip there, or the site itself. */
  function pick(position) {
    const trip = chosen.trips.length === 1 ? figures.trips[chosen.trips[0]] : null;
    const at = trip ? trip.stops.findIndex((stop) => stop[SITE] === position) : -1;
    if (at >= 0) { page.chooseStop(chosen.trips[0], at); return; }
    page.pin = null;
    page.choose({ trips: [], order: -1, site: position });
    page.say({ kind: "site", site: figures.sites[position].id });
  }

  const everything = () => markers.map((entry) => entry.at).concat(rings.flatMap((ring) => ring.map(flat)));

  /** Fit the chosen trips or site; everything where nothing is chosen. */
  function fitChosen() {
    const sites = chosen.trips.flatMap((position) => figures.trips[position].stops.map((stop) => stop[SITE]));
    if (chosen.site >= 0) sites.push(chosen.site);
    const points = sites.map((position) => figures.sites[position].at).filter(Boolean).map(flat);
    view.moved = true;
    if (points.length) view.fit(points, { most: 1.2, border: 70 });
    else view.fit(everything());
  }
  page.fitChosen = fitChosen;

  /** Put everything that keeps its size where it belongs, and label what has room. */
  function place() {
    if (!view.width) return;
    world.setAttribute("transform", `translate(${view.left.toFixed(2)} ${view.top.toFixed(2)}) scale(${view.scale})`);
    if (tiles) tiles();
    if (marks) marks();
    const numbered = numberSteps();
    // Names keep clear of the signs of bases, and those of lesser sites of all signs.
    const taken = [], signs = [];
    for (const { at, shape, isBase } of markers) {
      const [x, y] = view.toScreen(at), half = shape.size - 1;
      (isBase ? taken : signs).push([x - half, x + half, y - half, y + half]);
    }
    // The stops of the chosen trip are named first.
    const first = (entry) => numbered.has(entry.position) || chosen.site === entry.position;
    const order = [...markers].sort((a, b) => first(a) - first(b));
    for (let at = order.length - 1; at >= 0; at--) labelMarker(order[at], numbered, taken, first(order[at]) ? [] : signs);
    if (page.options.viewed) page.options.viewed(page.viewNow());
  }

  /** Where the middle of the map is, and its scale; false where it shows everything. */
  page.viewNow = () => view.moved && [...degrees(view.toWorld([view.width / 2, view.height / 2])), view.scale];

  /** Show what another map shows. */
  page.goTo = (wanted) => {
    page.options.view = wanted;
    if (view.width) lookAt(wanted);
  };

  function lookAt(wanted) {
    const { width, height } = view;
    view.moved = Boolean(wanted);
    if (!wanted) { view.fit(everything()); return; }
    const [x, y] = flat(wanted);
    Object.assign(view, { scale: wanted[2], left: width / 2 - x * wanted[2], top: height / 2 - y * wanted[2] });
    place();
  }

  function labelMarker(entry, numbered, taken, signs) {
    const { shape, isBase, marker, label } = entry, [x, y] = view.toScreen(entry.at);
    marker.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    let side;
    if (x > -20 && x < view.width + 20 && y > -20 && y < view.height + 20) {
      const name = siteName(entry.position), short = name.length > 26 ? name.slice(0, 25) + "…" : name;
      const size = isBase ? 13 : 11, wide = [...short].reduce((sum, sign) => sum + (sign > "⺀" ? 1 : 0.58), 0) * size;
      const gap = numbered.has(entry.position) ? 13 : shape.size + 3;
      const isFree = (from) => (box) => from > box[1] || from + wide < box[0] || y - 8 > box[3] || y + 8 < box[2];
      // The name of a base moves a little aside of a sign, and over it where nothing else is left.
      const sides = (isBase ? [gap, gap + 9] : [gap]).flatMap((far) => [x + far, x - far - wide]);
      const clear = sides.filter((from) => taken.every(isFree(from)));
      side = clear.find((from) => signs.every(isFree(from))) ?? (isBase ? clear[0] : undefined);
      if (side !== undefined) {
        taken.push([side, side + wide, y - 8, y + 8]);
        label.setAttribute("x", side.toFixed(1));
        label.setAttribute("y", (y + 4).toFixed(1));
        if (entry.said !== short) { label.textContent = entry.said = short; label.setAttribute("class", isBase ? "label base" : "label"); }
      }
    }
    label.style.display = side === undefined ? "none" : "";
  }

  /** Number the stops of the chosen trip in the order of the drive; return their sites. */
  function numberSteps() {
    const seen = new Map(), marks = [];
    if (chosen.trips.length === 1) {
      const trip = figures.trips[chosen.trips[0]];
      trip.stops.forEach((stop, at) => {
        if (at && at === trip.stops.length - 1) return;
        const known = seen.get(stop[SITE]) || { text: "", lit: false };
        seen.set(stop[SITE], { text: (known.text ? known.text + "," : "") + (at || "0"), lit: known.lit || chosen.stop === at });
      });
      for (const [position, { text, lit }] of seen) {
        const there = markers.find((entry) => entry.position === position);
        if (!there) continue;
        const [x, y] = view.toScreen(there.at), wide = 9 + 3.5 * (text.length - 1);
        marks.push(draw("rect", {
          class: lit ? "lit" : "", x: x - wide, y: y - 9, width: 2 * wide, height: 18, rx: 9, fill: colour(trip.vehicle),
        }), draw("text", { class: "step", x, y: y + 3.6 }, text));
      }
    } else if (chosen.site >= 0) {
      const there = markers.find((entry) => entry.position === chosen.site);
      if (there) {
        const [cx, cy] = view.toScreen(there.at);
        marks.push(draw("circle", { class: "ring", cx, cy, r: there.shape.size + 6 }));
      }
    }
    if (page.pin) {
      const [x, y] = view.toScreen(page.pin);
      marks.push(draw("path", { class: "pin", d: `M${x - 11} ${y}h22M${x} ${y - 11}v22` }));
    }
    steps.replaceChildren(...marks);
    return seen;
  }

  function paint(changed) {
    if (changed && !Object.keys(changed).length) return;
    const lit = new Set(chosen.trips);
    hint.hidden = lit.size > 0;
    figures.trips.forEach((trip, position) => {
      const { line, target } = drawn[position], isLit = lit.has(position);
      line.style.display = target.style.display = page.isShown(trip) || isLit ? "" : "none";
      line.setAttribute("class", isLit ? "trip lit" : lit.size ? "trip dim" : "trip");
      if (isLit) wayLayer.append(line);
    });
    place();
  }

  svg.addEventListener("click", (event) => {
    if (view.dragged()) return;
    if (page.options.sites) {
      page.choose({ trips: [], order: -1 });
      page.options.sites.place(view.toWorld(view.inside(event)));
    } else page.clear();
  });
  if (page.options.sites) siteDrags(page, { markers, view, flat, degrees });
  else if (page.options.alone) keyedSites(page, { markers });

  let fitted = false;
  const watch = new ResizeObserver(() => {
    const { width, height } = svg.getBoundingClientRect();
    if (!width || !height) return;
    view.resize(width, height);
    const old = fitted ? null : page.options.view;
    fitted = true;
    if (old || !view.moved) lookAt(old);
    else place();
  });
  watch.observe(svg);
  page.ended.addEventListener("abort", () => watch.disconnect());

  page.painters.push(paint);
  paint();
  const tool = (text, title, react, css) => make("button", { class: css || "", title, "aria-label": title, onclick: react }, text);
  return make("div", { class: "card map" }, svg, make("div", { class: "zoom" },
    tool("+", word("zoomIn"), () => view.zoom(1.4)), tool("−", word("zoomOut"), () => view.zoom(1 / 1.4)),
    tool(word("reset"), word("reset"), () => { view.moved = false; view.fit(everything()); }, "fit"),
    tool(word("fitChosen"), word("fitChosenLong"), fitChosen, "fit")),
  hint, page.options.alone ? cardPart(page) : null, mapLegend(page),
  page.options.tiles ? make("div", { class: "thanks" }, page.options.tiles.attribution) : null);
}

/** What the pointer says of a site: what it is, and who calls when. */
function siteTip(page, position) {
  const { figures, word } = page, site = figures.sites[position];
  const calls = siteCalls(page, position).map(({ trip, stop }) =>
    `${page.moment(stop[ARRIVAL])} ${page.vehicleOf(trip).plate} ${page.goodsText(stop)}`);
  return [
    `${site.zh} ${site.en === site.zh ? "" : site.en}`,
    siteAbout(page, site),
    page.figures.values ? valueOf(page, position).text : "",
    ...calls.slice(0, 9),
    calls.length > 9 ? word("more", calls.length - 9) : "",
  ];
}

/** Kind, town, status and quality of the coordinates of a site. */
function siteAbout(page, site) {
  const quality = page.figures.words["quality." + site.quality];
  return [
    site.id, page.word(site.kind), site.town, site.status === "open" ? "" : page.word(site.status),
    site.quality ? `${page.word("quality")}: ${quality ? page.word("quality." + site.quality) : site.quality}` : "",
  ].filter(Boolean).join(" · ");
}

/** The calls at a site that handle anything, by the clock. */
function siteCalls(page, position) {
  const calls = [];
  for (const { trip, position: number } of page.shownTrips()) {
    trip.stops.forEach((stop, at) => {
      if (stop[SITE] === position && (stop[LOAD] || stop[UNLOAD])) calls.push({ trip, position: number, stop, at });
    });
  }
  return calls.sort((a, b) => a.stop[ARRIVAL] - b.stop[ARRIVAL]);
}

function mapLegend(page) {
  const { figures, word } = page;
  const rows = Object.entries(SHAPES).map(([kind, shape]) => [
    draw("path", { d: shape.path, fill: figures.values ? NEUTRAL : shape.fill, transform: "translate(13 7) scale(.8)" }), word(kind)]);
  const line = (css, style) => draw("path", { class: css, d: "M1 7H25", style: style || "" });
  if (page.options.sites) {
    rows.push([draw("circle", { class: "guessed", cx: 13, cy: 7, r: 6 }), word("guessed")],
      [draw("path", { d: SHAPES.town_station.path, fill: "#fff", stroke: "#17699c", "stroke-width": 1.6, transform: "translate(13 7) scale(.8)" }), word("notOpen")]);
  }
  for (const rank of [0, 2, 3]) {
    if (figures.roads.some((road) => road[0] === rank)) rows.push([line("road r" + rank), word("road" + rank)]);
  }
  if (figures.trips.length) {
    rows.push([draw("g", {}, line("way linehaul", "stroke:#555"), line("way core")), word("linehaul")],
      [line("way local", "stroke:#555"), word("local")]);
  }
  if (figures.boundary.length) rows.push([line("boundary"), word("boundary")]);
  const list = make("details", { class: "legend", open: page.options.compact ? null : "" },
    make("summary", {}, word("legend")), rows.map(([shape, text]) => make("div", {}, draw("svg", {}, shape), text)));
  const scale = figures.values || figures.marks ? overlayLegend(page) : null;
  if (!scale) return list;
  list.className = "";
  return make("div", { class: "legend" }, scale, list);
}
