// The panel beside the map: the chosen order, trip, stop or site, or all trips by the clock.

const MOST_LISTED = 200;

function detailPart(page) {
  const { figures, chosen, word } = page;
  const panel = make("div", { class: "card detail" });

  function paint(changed) {
    if (changed && !Object.keys(changed).length) return;
    const kept = changed && changed.stop && !changed.trips ? panel.scrollTop : 0;
    if (chosen.order >= 0) panel.replaceChildren(...orderDetail(page, chosen.order));
    else if (chosen.trips.length) panel.replaceChildren(...tripDetail(page, chosen.trips[0]));
    else if (chosen.site >= 0) panel.replaceChildren(...siteDetail(page, chosen.site));
    else panel.replaceChildren(...(page.options.compact ? [] : overview()));
    panel.classList.toggle("empty", !panel.childNodes.length);
    panel.scrollTop = kept;
  }

  /** All trips of the day by the clock. */
  function overview() {
    const trips = page.shownTrips().sort((a, b) => tripStart(a.trip) - tripStart(b.trip));
    return [
      make("h2", {}, `${trips.length} ${word("dayTrips")}`),
      make("div", { class: "facts" }, trips.length ? word("pick") : word("noTrips")),
      make("ul", {}, trips.map(({ trip, position }) => pick(trip, position))),
    ];
  }

  function pick(trip, position) {
    const middle = trip.stops.slice(1, -1).map((stop) => page.siteName(stop[SITE]));
    return make("li", { ...pressed(() => page.chooseTrip(position)), class: "pick", title: middle.join(" → ") },
      dot(trip.vehicle),
      make("span", { class: "times" }, (chosen.day < 0 ? page.dayName(dayOf(tripStart(trip))) + " " : "") +
        clock(tripStart(trip)) + "–" + clock(tripEnd(trip))),
      make("span", { class: "what" }, `${page.vehicleOf(trip).plate} ${middle.join("、")}`));
  }

  panel.addEventListener("keydown", (event) => stepThrough(page, event, panel));
  page.painters.push(paint);
  paint();
  return panel;
}

const closer = (page) => make("button", { class: "plain", onclick: page.clear }, page.word("close"));

function tripDetail(page, position) {
  const { word, moment } = page, trip = page.figures.trips[position];
  const vehicle = page.vehicleOf(trip), { pieces, peak } = tripLoad(trip);
  return [
    make("h2", {}, dot(trip.vehicle), `${vehicle.plate} · ${trip.id}`, closer(page)),
    make("div", { class: "facts" },
      `${page.named(vehicle)} · ${word(vehicle.echelon)} · ${word(trip.firm ? "committed" : "provisional")}`,
      make("br"),
      `${moment(tripStart(trip))} – ${clock(tripEnd(trip))} · ${number(trip.metres / 1000, 1)} ${word("km")}`,
      make("br"),
      `${number(pieces)} ${word("pieces")} · ${word("peak")} ${number(peak)} / ${number(vehicle.kg)} kg`),
    make("ul", { class: "calls" }, trip.stops.map((stop, at) => callLine(page, position, at))),
  ];
}

function callLine(page, position, at) {
  const { word, chosen } = page, trip = page.figures.trips[position], stop = trip.stops[at], next = trip.stops[at + 1];
  const waits = stop[START] - stop[ARRIVAL], lit = chosen.stop === at;
  const line = make("li", { ...pressed(() => page.chooseStop(position, at)), class: lit ? "call lit" : "call", "data-stop": at },
    make("span", { class: "n", style: "background:" + colour(trip.vehicle) }, String(at)),
    make("span", { class: "when" }, clock(stop[ARRIVAL]) + " – " + clock(stop[DEPARTURE])),
    make("div", { class: "place" }, page.siteName(stop[SITE])),
    make("div", { class: "goods" }, [page.goodsText(stop) || "–",
      waits > 59 ? ` · ${word("waits")} ${Math.round(waits / 60)} ${word("minute")}` : ""].join("")),
    lit ? stopOrders(page, position, at) : null,
    next ? make("div", { class: "drive" },
      `↓ ${Math.round((next[ARRIVAL] - stop[DEPARTURE]) / 60)} ${word("minute")} · ${word("onboard")} ${number(stop[ONBOARD])} kg`) : null);
  if (page.draggable) page.draggable(line, position, at);
  return line;
}

/** The orders that a stop loads and unloads, found among the legs. */
function stopOrders(page, position, at) {
  const { figures, word } = page, lists = { unloaded: [], loaded: [] };
  figures.orders.legs.forEach((legs, row) => {
    for (let leg = 0; leg < legs.length; leg += 3) {
      if (legs[leg] !== position) continue;
      if (legs[leg + 1] === at) lists.loaded.push(row);
      if (legs[leg + 2] === at) lists.unloaded.push(row);
    }
  });
  const where = { trip: figures.trips[position].id, stop: at };
  return make("div", { class: "ids" }, Object.entries(lists).filter(([, rows]) => rows.length).map(([key, rows]) =>
    make("div", {}, `${word(key)} ${number(rows.length)} ${word("ordersShort")} `, idButtons(page, rows, 12, where))));
}

/** Orders as buttons: the first few, and the others when asked for. */
function idButtons(page, rows, few, where) {
  const { figures, word } = page, cell = make("span", { class: "ids" });
  const button = (row) => make("button", {
    onclick: (event) => { event.stopPropagation(); page.chooseOrder(row, where); },
  }, figures.orders.id[row]);
  const show = (most) => {
    cell.replaceChildren(...rows.slice(0, most).map(button));
    if (rows.length > most) {
      cell.append(make("button", {
        class: "moves", onclick: (event) => { event.stopPropagation(); show(most + MOST_LISTED); },
      }, word("more", rows.length - most)));
    }
  };
  show(few);
  return cell;
}

/** Everything about one order. */
function orderDetail(page, row) {
  const { figures, word, siteName, moment } = page, { orders } = figures;
  const status = orders.status[row], reason = figures.reasons[orders.reason[row]];
  const fact = (key, text) => make("div", {}, `${word(key)}: `, make("b", {}, text));
  const legs = page.legsOf(row);
  return [
    make("h2", {}, orders.id[row], statusBadge(page, status), closer(page)),
    make("div", { class: "facts" },
      fact("from", siteName(orders.from[row])), fact("to", siteName(orders.to[row])),
      fact("piecesLong", String(orders.pieces[row])),
      fact("ready", moment(orders.ready[row] * 60)), fact("due", moment(orders.due[row] * 60)),
      orders.delivered[row] >= 0 ? fact("delivered", moment(orders.delivered[row] * 60)) : null),
    reason ? make("p", { class: "note" }, `${reason[0]} ${reasonText(page, reason)}`, make("br"), fixText(page, reason)) : null,
    status === 2 ? make("p", { class: "note" }, word("deferredWhy")) : null,
    legs.length ? make("h3", {}, word("route")) : null,
    make("ul", { class: "calls" }, legs.map((leg, at) => make("li", {},
      make("span", { class: "n", style: "background:" + colour(leg.trip.vehicle) }, String(at + 1)),
      make("div", { class: "place" }, `${siteName(leg.load[SITE])} → ${siteName(leg.unload[SITE])}`),
      make("div", { class: "goods" }, `${moment(leg.load[DEPARTURE])} → ${moment(leg.unload[ARRIVAL])}`),
      make("div", { class: "ids" }, make("button", {
        onclick: () => { page.choose({ trips: [leg.position], order: -1, day: -1 }); page.say({ kind: "trip", trip: leg.trip.id }); },
      }, `${page.vehicleOf(leg.trip).plate} ${leg.trip.id}`))))),
  ].filter(Boolean);
}

const statusBadge = (page, status) => badge(`${STATUS_SIGNS[status]} ${page.word(STATUSES[status])}`, STATUS_COLOURS[status]);

/** A site and its calls. */
function siteDetail(page, position) {
  const site = page.figures.sites[position], calls = siteCalls(page, position);
  return [
    make("h2", {}, page.named(site), closer(page)),
    make("div", { class: "facts" }, siteAbout(page, site)),
    page.figures.values ? make("p", {}, valueOf(page, position).text) : null,
    make("ul", {}, calls.map(({ trip, position: number, stop, at }) => make("li", {
      ...pressed(() => page.chooseStop(number, at)), class: "pick",
    }, dot(trip.vehicle), make("span", { class: "times" }, page.moment(stop[ARRIVAL]) + "–" + clock(stop[DEPARTURE])),
    make("span", { class: "what" }, `${page.vehicleOf(trip).plate} ${page.goodsText(stop)}`)))),
  ].filter(Boolean);
}
