// The report: a page of its own, with head, key figures, filters, and the parts below each other.

function headPart(page, again) {
  const { figures, word, moment } = page;
  const { network, plannedAt, horizon, engine, seed, searchSeconds, inputs } = figures;
  const scrollToMap = () => page.root.querySelector(".beside").scrollIntoView({ behavior: "smooth" });
  return make("header", { class: "top" },
    make("h1", {}, `${network} ${word("title")}`),
    make("div", { class: "about" },
      `${word("plannedAt")} ${plannedAt} · ${word("until")} ${moment(horizon[1])}`, make("br"),
      `${word("engine")} ${engine || "–"} · ${word("seed")} ${seed} · ${word("search")} ${number(searchSeconds, 1)} s · ${word("inputs")} ${inputs.orders}`),
    make("div", { class: "tools" }, findPart(page, scrollToMap),
      make("button", { onclick: () => print() }, word("print")),
      make("button", { onclick: () => again(page.chosen.lang === "zh" ? "en" : "zh") }, word("switch"))));
}

function kpiPart(page) {
  const { figures, word, money } = page, { kpis } = figures;
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

/** Build the whole page in a language; what was chosen stays chosen. */
function openReport(root, figures, lang, chosen) {
  const page = openPage(root, figures, { lang });
  Object.assign(page.chosen, chosen, { lang });
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  document.title = `${figures.network} · ${page.word("title")} · Route48`;
  const again = (other) => { page.close(); openReport(root, figures, other, page.chosen); };
  root.replaceChildren(headPart(page, again), make("main", {},
    figures.schematic ? make("div", { class: "note" }, page.word("schematic")) : "",
    kpiPart(page), filterPart(page),
    make("div", { class: "beside" }, mapPart(page), detailPart(page)),
    timelinePart(page), tripTable(page), problemsPart(page), costsPart(page),
    make("footer", {}, page.word("foot"))), page.tip);
}

const written = JSON.parse(document.getElementById("figures").textContent);
openReport(document.getElementById("app"), written, written.lang);
