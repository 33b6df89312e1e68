// The trip table: all trips by any column; in the report also the stops of the chosen one.

function tripColumns(page) {
  const { word, vehicleOf, siteName, moment } = page;
  return {
    trip: [(trip) => trip.id, (trip) => trip.id],
    vehicle: [(trip) => trip.vehicle, (trip) => [dot(trip.vehicle), " ", vehicleOf(trip).plate]],
    kind: [(trip) => vehicleOf(trip).echelon, (trip) => word(vehicleOf(trip).echelon)],
    base: [(trip) => vehicleOf(trip).home, (trip) => siteName(vehicleOf(trip).home)],
    start: [tripStart, (trip) => moment(tripStart(trip))],
    end: [tripEnd, (trip) => clock(tripEnd(trip))],
    when: [tripStart, (trip) => `${moment(tripStart(trip))}–${clock(tripEnd(trip))}`],
    stops: [(trip) => trip.stops.length - 2, (trip) => String(trip.stops.length - 2), "n"],
    piecesLong: [(trip) => tripLoad(trip).pieces, (trip) => number(tripLoad(trip).pieces), "n"],
    peak: [(trip) => tripLoad(trip).peak / vehicleOf(trip).kg, (trip) => loadBar(page, trip, (peak, full) => `${number(peak)} / ${number(full)} kg`)],
    use: [(trip) => tripLoad(trip).peak / vehicleOf(trip).kg, (trip) => loadBar(page, trip, (peak, full) => `${((100 * peak) / full).toFixed(0)}%`)],
    km: [(trip) => trip.metres, (trip) => number(trip.metres / 1000, 1), "n"],
    status: [(trip) => trip.firm, (trip) => word(trip.firm ? "committed" : "provisional")],
  };
}

const ALL_COLUMNS = ["trip", "vehicle", "kind", "base", "start", "end", "stops", "piecesLong", "peak", "km", "status"];
const FEW_COLUMNS = ["vehicle", "trip", "when", "stops", "piecesLong", "use"];

function tripTable(page) {
  const { figures, chosen, word } = page, { compact } = page.options;
  const known = tripColumns(page), columns = compact ? FEW_COLUMNS : ALL_COLUMNS;
  const body = make("tbody", {}), heads = make("tr", {});
  let by = compact ? "when" : null, down = false, rows = new Map();
  for (const key of columns) {
    heads.append(make("th", {
      ...pressed(() => { down = by === key && !down; by = key; build(); }), class: "sorts " + (known[key][2] || ""),
    }, word(key)));
  }

  function build() {
    const shown = page.shownTrips();
    if (by) {
      const value = known[by][0];
      for (const entry of shown) entry.by = value(entry.trip);
      shown.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0) * (down ? -1 : 1));
    }
    rows = new Map(shown.map(({ trip, position }) => {
      const line = make("tr", { ...pressed(() => page.chooseTrip(position)), class: "row", "data-trip": trip.id },
        columns.map((key) => make("td", { class: known[key][2] || "" }, known[key][1](trip))));
      if (page.dropTarget) page.dropTarget(line, position);
      return [position, line];
    }));
    body.replaceChildren(...rows.values());
    light();
    heads.childNodes.forEach((head, at) => head.setAttribute("aria-sort", columns[at] === by ? (down ? "descending" : "ascending") : "none"));
  }

  function light() {
    for (const inner of body.querySelectorAll("tr.inner")) inner.remove();
    for (const [position, line] of rows) {
      const lit = chosen.trips.includes(position);
      line.className = lit ? "row lit" : "row";
      line.setAttribute("aria-selected", lit);
      if (lit && chosen.order < 0 && !compact) line.after(stopRows(figures.trips[position]));
    }
  }

  function paint(changed) {
    if (!changed || changed.day || changed.echelon) build();
    else if (changed.trips || changed.order) light();
    const first = rows.get(chosen.trips[0]);
    if (changed && changed.trips && first && compact) reveal(first);
  }

  /** Scroll a row into sight, inside the table alone. */
  function reveal(line) {
    const frame = scroll.getBoundingClientRect(), box = line.getBoundingClientRect();
    if (box.top < frame.top + 28) scroll.scrollTop += box.top - frame.top - 28;
    else if (box.bottom > frame.bottom) scroll.scrollTop += box.bottom - frame.bottom;
  }

  const stopRows = (trip) => make("tr", { class: "inner" }, make("td", { colspan: columns.length },
    make("table", {}, make("tr", {}, ["site", "arrival", "begins", "departure", "unloaded", "loaded", "onboard"].map((key) =>
      make("th", {}, word(key)))), trip.stops.map((stop) => make("tr", {},
      [page.siteName(stop[SITE]), clock(stop[ARRIVAL]), clock(stop[START]), clock(stop[DEPARTURE]), amounts(stop, UNLOAD),
        amounts(stop, LOAD), number(stop[ONBOARD], 1) + " kg"].map((text) => make("td", {}, text)))))));
  const amounts = (stop, at) => stop[at]
    ? `${number(stop[at])} ${word("ordersShort")} · ${number(stop[at + 1])} ${word("pieces")} · ${number(stop[at + 2], 1)} kg` : "–";

  const scroll = make("div", { class: "scroll" }, make("table", {}, make("thead", {}, heads), body));
  body.addEventListener("keydown", (event) => stepThrough(page, event, body));
  page.painters.push(paint);
  paint();
  return make("section", { class: "card trips" }, make("h2", {}, word("tripTable")), scroll);
}

function loadBar(page, trip, text) {
  const { peak } = tripLoad(trip), full = page.vehicleOf(trip).kg, share = Math.min(1, peak / full);
  return [make("span", { class: "load" }, make("i", {
    style: `width:${(share * 100).toFixed(0)}%;background:${share > 0.9 ? "var(--late)" : "var(--good)"}`,
  })), text(peak, full)];
}
