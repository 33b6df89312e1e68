// Orders: the one that was searched for, and those that are late, unserved or deferred.

const MOST_GROUPS = 200;

/** Everything about one order. */
function orderDetail(row) {
  const { orders } = figures, status = orders.status[row], reason = figures.reasons[orders.reason[row]];
  const fact = (key, text) => make("div", {}, `${word(key)}: `, make("b", {}, text));
  const legs = legsOf(row);
  return [
    make("h2", {}, orders.id[row], badge(word(STATUSES[status]), STATUS_COLOURS[status]), closer()),
    make("div", { class: "facts" },
      fact("from", siteName(orders.from[row])), fact("to", siteName(orders.to[row])),
      fact("piecesLong", String(orders.pieces[row])),
      fact("ready", moment(orders.ready[row] * 60)), fact("due", moment(orders.due[row] * 60)),
      orders.delivered[row] >= 0 ? fact("delivered", moment(orders.delivered[row] * 60)) : null),
    reason ? make("p", { class: "note" }, `${reason[0]} ${reasonText(reason)}`, make("br"), fixText(reason)) : null,
    status === 2 ? make("p", { class: "note" }, word("deferredWhy")) : null,
    legs.length ? make("h3", {}, word("route")) : null,
    make("ul", { class: "calls", style: "margin-top:10px" }, legs.map((leg, at) => make("li", {},
      make("span", { class: "n", style: "background:" + colour(leg.trip.vehicle) }, String(at + 1)),
      make("div", { class: "place" }, `${siteName(leg.load[SITE])} → ${siteName(leg.unload[SITE])}`),
      make("div", { class: "goods" }, `${moment(leg.load[DEPARTURE])} → ${moment(leg.unload[ARRIVAL])}`),
      make("div", { class: "ids" }, make("button", {
        onclick: () => choose({ trips: [leg.position], order: -1, day: -1 }),
      }, `${vehicleOf(leg.trip).plate} ${leg.trip.id}`))))),
  ].filter(Boolean);
}

/** The legs of an order: trip, loading stop, unloading stop. */
function legsOf(row) {
  const flat = figures.orders.legs[row], legs = [];
  for (let at = 0; at < flat.length; at += 3) {
    const trip = figures.trips[flat[at]];
    legs.push({ position: flat[at], trip, load: trip.stops[flat[at + 1]], unload: trip.stops[flat[at + 2]] });
  }
  return legs;
}

/** Choose an order and light the trips that carry it. */
function chooseOrder(row) {
  choose({ order: row, trips: [...new Set(legsOf(row).map((leg) => leg.position))], day: -1, echelon: "" });
}

const reasonText = (reason) => (chosen.lang === "en" ? reason[3] : reason[2]);

/** What would help, in the chosen language where the text gives both. */
function fixText(reason) {
  const parts = reason[4].split(" / ");
  return parts.length === 2 ? parts[chosen.lang === "en" ? 1 : 0] : reason[4];
}

/** The point of an order: the end of it that is not the hub. */
function pointOf(row) {
  const { from, to } = figures.orders;
  return figures.sites[to[row]].kind === "hub" ? from[row] : to[row];
}

/** Orders of one status that share reason and point. */
function groups(status) {
  const found = new Map();
  figures.orders.status.forEach((known, row) => {
    if (known !== status) return;
    const key = figures.orders.reason[row] + "|" + pointOf(row);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  });
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function problemsPart() {
  const counts = STATUSES.map((status) => figures.kpis[status]);
  const holder = make("div", {}), tabs = make("div", { class: "choice" });
  let open = [3, 1, 2].find((status) => counts[status]) || 3;

  function paint() {
    tabs.replaceChildren(...[3, 1, 2].map((status) => make("button", {
      class: open === status ? "on" : "", onclick: () => { open = status; paint(); },
    }, word(STATUSES[status]), make("small", {}, String(counts[status])))));
    const all = groups(open);
    holder.replaceChildren(...[
      all.length ? null : make("p", {}, counts[3] + counts[1] ? word("none") : word("allGood")),
      open === 2 && all.length ? make("p", {}, word("deferredWhy")) : null,
      all.length ? make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {},
        ["where", "reason", "fix", "count", "piecesLong", "which"].map((key) => make("th", {}, word(key))))),
      make("tbody", {}, all.slice(0, MOST_GROUPS).map(groupRow)))) : null,
      all.length > MOST_GROUPS ? make("p", {}, word("moreGroups", all.length - MOST_GROUPS)) : null,
      figures.missed.length ? make("p", {}, make("b", {}, word("missed")), missedLines()) : null,
    ].filter(Boolean));
  }

  /** The missed visits, a line per day. */
  function missedLines() {
    const dates = new Map();
    for (const [site, date] of figures.missed) dates.set(date, [...(dates.get(date) || []), siteName(site)]);
    return [...dates].map(([date, names]) => make("div", {}, `${date.slice(5)}: ${names.join("、")}`));
  }

  function groupRow(rows) {
    const reason = figures.reasons[figures.orders.reason[rows[0]]];
    const site = figures.sites[pointOf(rows[0])];
    return make("tr", {},
      make("td", {}, `${named(site)} `, make("small", { style: "color:var(--soft)" }, site.town)),
      make("td", {}, reason ? [`${reason[0]} `, make("span", { class: "badge pale" }, word(reason[1] ? "proof" : "noProof")),
        make("br"), reasonText(reason)] : "–"),
      make("td", {}, reason ? fixText(reason) : "–"),
      make("td", { class: "n" }, number(rows.length)),
      make("td", { class: "n" }, number(rows.reduce((sum, row) => sum + figures.orders.pieces[row], 0))),
      idList(rows));
  }

  function idList(rows) {
    const button = (row) => make("button", { onclick: () => chooseOrder(row) }, figures.orders.id[row]);
    const cell = make("td", { class: "ids" }, rows.slice(0, 3).map(button));
    if (rows.length > 3) {
      const more = make("button", { onclick: () => cell.replaceChildren(...rows.map(button)) }, word("more", rows.length - 3));
      cell.append(more);
    }
    return cell;
  }

  paint();
  return make("section", { class: "card" }, make("h2", {}, word("problems")), tabs, holder);
}

function costsPart() {
  const { cost, kpis } = figures, operating = ["vehicles", "stations", "handling"];
  // Penalties dwarf what running costs, so each kind is measured by its own greatest.
  const most = (name) => Math.max(1e-9, ...Object.entries(cost).map(([other, value]) =>
    other !== "total" && operating.includes(other) === operating.includes(name) ? value : 0));
  const rows = Object.entries(cost).map(([name, value]) => make("tr", { class: name === "total" ? "total" : "" },
    make("td", {}, word("cost." + name)), make("td", { class: "n" }, money(value, 2)),
    make("td", { style: "width:36%" }, name === "total" ? "" : make("div", {
      class: "meter", style: `width:${(100 * value / most(name)).toFixed(1)}%;background:${operating.includes(name) ? "var(--main)" : "var(--bad)"}`,
    }))));
  const vehicles = new Map();
  for (const duty of figures.duties) {
    const sum = vehicles.get(duty.vehicle) || { duties: 0, metres: 0, paid: 0, overtime: 0, cost: 0 };
    sum.duties += 1;
    for (const name of ["metres", "paid", "overtime", "cost"]) sum[name] += duty[name];
    vehicles.set(duty.vehicle, sum);
  }
  const heads = [["vehicle"], ["kind"], ["base"], ["duties", 1], ["km", 1], ["paidHours", 1], ["overtime", 1], ["amount", 1]];
  return make("section", { class: "card" },
    make("h2", {}, word("costs"), make("small", {}, `${word("operatingCost")} ${money(kpis.operating_cost, 2)}`)),
    make("div", { class: "two" }, make("div", {}, make("table", {}, rows)),
      make("div", { class: "scroll", style: "max-height:330px" }, make("table", {},
        make("thead", {}, make("tr", {}, heads.map(([key, right]) => make("th", { class: right ? "n" : "" }, word(key))))),
        make("tbody", {}, [...vehicles].sort((a, b) => a[0] - b[0]).map(([vehicle, sum]) => {
          const about = figures.vehicles[vehicle];
          return make("tr", {}, make("td", {}, dot(colour(vehicle)), " ", about.plate), make("td", {}, named(about)),
            make("td", {}, siteName(about.home)), [number(sum.duties), number(sum.metres / 1000, 1), number(sum.paid / 3600, 1),
              sum.overtime ? number(sum.overtime / 3600, 1) : "–", money(sum.cost, 2)].map((text) => make("td", { class: "n" }, text)));
        }))))));
}
