// The page itself: head, key figures, filters, and the parts below each other.

function headPart() {
  const found = make("div", { class: "found", hidden: "" });
  const field = make("input", {
    type: "search", placeholder: word("findOrder"), oninput: () => search(field.value.trim()),
    onkeydown: (event) => { if (event.key === "Enter" && found.firstChild) found.firstChild.click(); },
  });

  function search(text) {
    found.hidden = text.length < 2;
    if (found.hidden) return;
    const wanted = text.toLowerCase(), rows = [];
    const { id, status } = figures.orders;
    for (let row = 0; row < id.length && rows.length < 12; row++) {
      if (id[row].toLowerCase().includes(wanted)) rows.push(row);
    }
    found.replaceChildren(...(rows.length ? rows.map((row) => make("div", {
      onclick: () => { found.hidden = true; chooseOrder(row); scrollToMap(); },
    }, `${id[row]} `, badge(word(STATUSES[status[row]]), STATUS_COLOURS[status[row]]))) : [word("noOrder")]));
  }

  const { network, plannedAt, horizon, engine, seed, searchSeconds, inputs } = figures;
  return make("header", { class: "top" },
    make("h1", {}, `${network} ${word("title")}`),
    make("div", { class: "about" },
      `${word("plannedAt")} ${plannedAt} · ${word("until")} ${moment(horizon[1])}`, make("br"),
      `${word("engine")} ${engine || "–"} · ${word("seed")} ${seed} · ${word("search")} ${number(searchSeconds, 1)} s · ${word("inputs")} ${inputs.orders}`),
    make("div", { class: "tools" }, field, found,
      make("button", { onclick: () => print() }, word("print")),
      make("button", { onclick: () => { chosen.lang = chosen.lang === "zh" ? "en" : "zh"; build(); } }, word("switch"))));
}

const scrollToMap = () => document.querySelector(".beside").scrollIntoView({ behavior: "smooth" });

function kpiPart() {
  const { kpis } = figures;
  const card = (key, figure, unit, more, css) => make("div", { class: "card kpi " + (css || "") },
    make("div", { class: "name" }, word(key)),
    make("div", { class: "figure" }, figure, unit ? make("small", {}, unit) : null),
    make("div", { class: "more" }, more || ""));
  const share = kpis.on_time_share;
  const percent = (value) => (Math.floor(value * 1000) / 10).toFixed(1);
  const first = card("onTimeShare", share === null ? "–" : percent(share), "%",
    `${number(kpis.on_time)} ${word("on_time")}`, share === 1 ? "good" : share > 0.97 ? "" : "bad");
  const all = card("orders", number(kpis.orders), null, `${number(kpis.pieces)} ${word("pieces")}`);
  all.append(make("div", { class: "split" }, STATUSES.map((status, at) => make("div", {
    style: `flex:${kpis[status]};background:${STATUS_COLOURS[at]}`, title: `${word(status)} ${kpis[status]}`,
  }))));
  const km = (metres) => number(metres / 1000);
  return make("div", { class: "kpis" }, first, all,
    card("late", number(kpis.late), null, "", kpis.late ? "warn" : "good"),
    card("unserved", number(kpis.unserved), null, "", kpis.unserved ? "bad" : "good"),
    card("deferred", number(kpis.deferred)),
    card("operatingCost", money(kpis.operating_cost), null, `${word("paidHours")} ${number(kpis.paid_s / 3600)} ${word("hour")}` +
      (kpis.overtime_s ? ` · ${word("overtime")} ${number(kpis.overtime_s / 3600, 1)} ${word("hour")}` : "")),
    card("costPerPiece", kpis.cost_per_piece === null ? "–" : money(kpis.cost_per_piece, 2), null,
      `${number(kpis.pieces_delivered)} ${word("pieces")} ${word("ofDelivered")}`),
    card("tripsAndVehicles", `${kpis.trips} / ${kpis.vehicles}`, null, `${figures.duties.length} ${word("shifts")} · CO₂ ${number(kpis.co2_kg)} kg`),
    card("distance", km(kpis.distance_m), word("km"),
      `${word("linehaul")} ${km(kpis.linehaul_distance_m)} · ${word("local")} ${km(kpis.local_distance_m)}`),
    card("hours", kpis.hours_mean === null ? "–" : number(kpis.hours_mean, 1), word("hour"),
      kpis.hours_p95 === null ? "" : `${word("p95")} ${number(kpis.hours_p95, 1)} ${word("hour")}`));
}

function filterPart() {
  const days = make("div", { class: "choice" }), echelons = make("div", { class: "choice" });

  function paint() {
    const busy = [...new Set(figures.trips.map((trip) => dayOf(tripStart(trip))))].sort((a, b) => a - b);
    days.replaceChildren(...[-1, ...busy].map((day) => make("button", {
      class: chosen.day === day ? "on" : "", onclick: () => choose({ day, trips: [], order: -1 }),
    }, day < 0 ? word("allDays") : dayTitle(day))));
    echelons.replaceChildren(...["", "linehaul", "local"].map((echelon) => make("button", {
      class: chosen.echelon === echelon ? "on" : "", onclick: () => choose({ echelon, trips: [], order: -1 }),
    }, echelon ? word(echelon) : word("allEchelons"))));
  }

  painters.push(paint);
  paint();
  return make("div", { class: "bar-filters" }, days, echelons);
}

/** Build the whole page in the chosen language. */
function build() {
  painters.length = 0;
  hideTip();
  document.documentElement.lang = chosen.lang === "en" ? "en" : "zh-CN";
  document.title = `${figures.network} · ${word("title")} · Route48`;
  document.getElementById("app").replaceChildren(headPart(), make("main", {},
    figures.schematic ? make("div", { class: "note" }, word("schematic")) : "",
    kpiPart(), filterPart(),
    make("div", { class: "beside", style: "margin-top:14px" }, mapPart(), detailPart()),
    timelinePart(), tripTable(), problemsPart(), costsPart(),
    make("footer", {}, word("foot"))), tip);
}

build();
