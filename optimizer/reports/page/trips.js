// Trips: the panel beside the map, and the table with the stops of the chosen trip.

/** What is unloaded and loaded at a stop, in words. */
function goodsText(stop) {
  const amount = (at) => `${number(stop[at + 1])}${word("pieces")} ${number(stop[at + 2], 1)}kg`;
  return [
    stop[UNLOAD] ? `${word("unloaded")} ${amount(UNLOAD)}` : "",
    stop[LOAD] ? `${word("loaded")} ${amount(LOAD)}` : "",
  ].filter(Boolean).join(" · ");
}

function detailPart() {
  const panel = make("div", { class: "card detail", style: "padding:14px 16px" });

  function paint() {
    if (chosen.order >= 0) panel.replaceChildren(...orderDetail(chosen.order));
    else if (chosen.trips.length) panel.replaceChildren(...tripDetail(figures.trips[chosen.trips[0]]));
    else panel.replaceChildren(...overview());
    panel.scrollTop = 0;
  }

  /** All trips of the day by the clock. */
  function overview() {
    const trips = figures.trips.map((trip, position) => ({ trip, position }))
      .filter(({ trip }) => isShown(trip))
      .sort((a, b) => tripStart(a.trip) - tripStart(b.trip));
    return [
      make("h2", {}, `${trips.length} ${word("dayTrips")}`),
      make("div", { class: "facts" }, trips.length ? word("pick") : word("noTrips")),
      make("ul", {}, trips.map(({ trip, position }) => pick(trip, position))),
    ];
  }

  function pick(trip, position) {
    const middle = trip.stops.slice(1, -1).map((stop) => siteName(stop[SITE]));
    return make("li", {
      class: "pick", title: middle.join(" → "), onclick: () => chooseTrip(position),
    },
    dot(colour(trip.vehicle)),
    make("span", { class: "times" }, (chosen.day < 0 ? dayName(dayOf(tripStart(trip))) + " " : "") +
      clock(tripStart(trip)) + "–" + clock(tripEnd(trip))),
    make("span", { class: "what" }, `${vehicleOf(trip).plate} ${middle.join("、")}`));
  }

  painters.push(paint);
  paint();
  return panel;
}

const closer = () => make("button", {
  class: "plain", onclick: () => choose({ trips: [], order: -1 }),
}, word("close"));

function tripDetail(trip) {
  const vehicle = vehicleOf(trip), { pieces, peak } = tripLoad(trip);
  return [
    make("h2", {}, dot(colour(trip.vehicle)), `${vehicle.plate} · ${trip.id}`, closer()),
    make("div", { class: "facts" },
      `${named(vehicle)} · ${word(vehicle.echelon)} · ${word(trip.firm ? "committed" : "provisional")}`,
      make("br"),
      `${moment(tripStart(trip))} – ${clock(tripEnd(trip))} · ${number(trip.metres / 1000, 1)} ${word("km")}`,
      make("br"),
      `${number(pieces)} ${word("pieces")} · ${word("peak")} ${number(peak)} / ${number(vehicle.kg)} kg`),
    make("ul", { class: "calls" }, trip.stops.map((stop, at) => callLine(trip, stop, at))),
  ];
}

function callLine(trip, stop, at) {
  const next = trip.stops[at + 1];
  const waits = stop[START] - stop[ARRIVAL];
  return make("li", {},
    make("span", { class: "n", style: "background:" + colour(trip.vehicle) }, String(at + 1)),
    make("span", { class: "when" }, clock(stop[ARRIVAL]) + " – " + clock(stop[DEPARTURE])),
    make("div", { class: "place" }, siteName(stop[SITE])),
    make("div", { class: "goods" }, [goodsText(stop) || "–",
      waits > 59 ? ` · ${word("waits")} ${Math.round(waits / 60)} ${word("minute")}` : ""].join("")),
    next ? make("div", { class: "drive" },
      `↓ ${Math.round((next[ARRIVAL] - stop[DEPARTURE]) / 60)} ${word("minute")} · ${word("onboard")} ${number(stop[ONBOARD])} kg`) : null);
}

function tripTable() {
  const body = make("tbody", {}), heads = make("tr", {});
  let by = null, down = false;
  const columns = [
    ["trip", (trip) => trip.id, (trip) => trip.id],
    ["vehicle", (trip) => trip.vehicle, (trip) => [dot(colour(trip.vehicle)), " ", vehicleOf(trip).plate]],
    ["kind", (trip) => vehicleOf(trip).echelon, (trip) => word(vehicleOf(trip).echelon)],
    ["base", (trip) => vehicleOf(trip).home, (trip) => siteName(vehicleOf(trip).home)],
    ["start", tripStart, (trip) => moment(tripStart(trip))],
    ["end", tripEnd, (trip) => clock(tripEnd(trip))],
    ["stops", (trip) => trip.stops.length - 2, (trip) => String(trip.stops.length - 2), "n"],
    ["piecesLong", (trip) => tripLoad(trip).pieces, (trip) => number(tripLoad(trip).pieces), "n"],
    ["peak", (trip) => tripLoad(trip).peak / vehicleOf(trip).kg, (trip) => loadBar(trip)],
    ["km", (trip) => trip.metres, (trip) => number(trip.metres / 1000, 1), "n"],
    ["status", (trip) => trip.firm, (trip) => word(trip.firm ? "committed" : "provisional")],
  ];
  for (const [key, value, , css] of columns) {
    heads.append(make("th", {
      class: "sorts " + (css || ""), onclick: () => { down = by === value && !down; by = value; paint(); },
    }, word(key)));
  }

  function paint() {
    const shown = figures.trips.map((trip, position) => ({ trip, position })).filter(({ trip }) => isShown(trip));
    if (by) {
      shown.sort((a, b) => (by(a.trip) < by(b.trip) ? -1 : by(a.trip) > by(b.trip) ? 1 : 0) * (down ? -1 : 1));
    }
    body.replaceChildren(...shown.flatMap(({ trip, position }) => {
      const lit = chosen.trips.includes(position);
      const row = make("tr", { class: lit ? "row lit" : "row", onclick: () => chooseTrip(position) },
        columns.map(([, , text, css]) => make("td", { class: css || "" }, text(trip))));
      return lit && chosen.order < 0 ? [row, stopRows(trip)] : [row];
    }));
  }

  const stopRows = (trip) => make("tr", { class: "inner" }, make("td", { colspan: columns.length },
    make("table", {}, make("tr", {}, ["site", "arrival", "begins", "departure", "unloaded", "loaded", "onboard"].map((key) =>
      make("th", {}, word(key)))), trip.stops.map((stop) => make("tr", {},
      [siteName(stop[SITE]), clock(stop[ARRIVAL]), clock(stop[START]), clock(stop[DEPARTURE]), amounts(stop, UNLOAD),
        amounts(stop, LOAD), number(stop[ONBOARD], 1) + " kg"].map((text) => make("td", {}, text)))))));
  const amounts = (stop, at) => stop[at]
    ? `${number(stop[at])} ${word("ordersShort")} · ${number(stop[at + 1])} ${word("pieces")} · ${number(stop[at + 2], 1)} kg` : "–";

  painters.push(paint);
  paint();
  return make("section", { class: "card" }, make("h2", {}, word("tripTable")),
    make("div", { class: "scroll" }, make("table", {}, make("thead", {}, heads), body)));
}

function loadBar(trip) {
  const { peak } = tripLoad(trip), full = vehicleOf(trip).kg, share = Math.min(1, peak / full);
  return [make("span", { class: "load" }, make("i", {
    style: `width:${(share * 100).toFixed(0)}%;background:${share > 0.9 ? "var(--late)" : "var(--good)"}`,
  })), `${number(peak)} / ${number(full)} kg`];
}
