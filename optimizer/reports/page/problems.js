// Orders: those that are late, unserved or deferred, by reason; and the search for one.

const MOST_GROUPS = 200;

const reasonText = (page, reason) => (page.chosen.lang === "en" ? reason[3] : reason[2]);

/** What would help, in the chosen language where the text gives both. */
function fixText(page, reason) {
  const parts = reason[4].split(" / ");
  return parts.length === 2 ? parts[page.chosen.lang === "en" ? 1 : 0] : reason[4];
}

/** The point of an order: the end of it that is not the hub. */
function pointOf(page, row) {
  const { from, to } = page.figures.orders;
  return page.figures.sites[to[row]].kind === "hub" ? from[row] : to[row];
}

/** Orders of one status that share reason and point. */
function groups(page, status) {
  const { orders } = page.figures, found = new Map();
  orders.status.forEach((known, row) => {
    if (known !== status) return;
    const key = orders.reason[row] + "|" + pointOf(page, row);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  });
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function problemsPart(page) {
  const { figures, word, siteName } = page;
  const counts = STATUSES.map((status) => figures.kpis[status]);
  const holder = make("div", { class: "found-problems" }), tabs = make("div", { class: "choice" });
  let open = [3, 1, 2].find((status) => counts[status]) || 3;

  function paint() {
    tabs.replaceChildren(...[3, 1, 2].map((status) => make("button", {
      class: open === status ? "on" : "", "aria-pressed": open === status, onclick: () => { open = status; paint(); },
    }, `${STATUS_SIGNS[status]} ${word(STATUSES[status])}`, make("small", {}, String(counts[status])))));
    const all = groups(page, open);
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
    const site = figures.sites[pointOf(page, rows[0])];
    return make("tr", {},
      make("td", { class: "where" }, `${page.named(site)} `, make("small", {}, site.town)),
      make("td", {}, reason ? [`${reason[0]} `, make("span", { class: "badge pale" }, word(reason[1] ? "proof" : "noProof")),
        make("br"), reasonText(page, reason)] : "–"),
      make("td", {}, reason ? fixText(page, reason) : "–"),
      make("td", { class: "n" }, number(rows.length)),
      make("td", { class: "n" }, number(rows.reduce((sum, row) => sum + figures.orders.pieces[row], 0))),
      make("td", {}, idButtons(page, rows, 3)));
  }

  paint();
  return make("section", { class: "card problems" }, make("h2", {}, word("problems")), tabs, holder);
}

/** A field that finds orders by a part of their id. */
function findPart(page, react) {
  const { figures, word } = page;
  const found = make("div", { class: "found", hidden: "" });
  const field = make("input", {
    type: "search", placeholder: word("findOrder"), "aria-label": word("findOrder"), oninput: () => search(field.value.trim()),
    onkeydown: (event) => {
      if (event.key === "Enter" && found.firstElementChild) found.firstElementChild.click();
      if (event.key === "Escape") found.hidden = true;
    },
  });

  function search(text) {
    found.hidden = text.length < 2;
    if (found.hidden) return;
    const wanted = text.toLowerCase(), rows = [];
    const { id, status } = figures.orders;
    for (let row = 0; row < id.length && rows.length < 12; row++) {
      if (id[row].toLowerCase().includes(wanted)) rows.push(row);
    }
    found.replaceChildren(...(rows.length ? rows.map((row) => make("div", pressed(() => {
      found.hidden = true;
      page.chooseOrder(row);
      if (react) react();
    }), `${id[row]} `, statusBadge(page, status[row]))) : [word("noOrder")]));
  }

  return make("div", { class: "finds" }, field, found);
}
