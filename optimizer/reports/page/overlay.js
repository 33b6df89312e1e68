// What is laid over the map of a board: sites coloured by a value, closed and slow roads, marks.

// From worst to best; orange and blue differ for the colour-blind too, and so does their lightness.
const VALUE_COLOURS = ["#8c2d04", "#d9661f", "#f7b267", "#7fb2d6", "#1f5f9e"];
const NO_VALUE = "#b9c1c0", NEUTRAL = "#4a5657";

/** How a site is drawn where sites are coloured: its fill, how much it grows, what is said of it. */
function valueOf(page, position) {
  const { values } = page.figures, site = page.figures.sites[position];
  const own = values.sites[site.id], isBase = SHAPES[site.kind].size > 6;
  if (!own) return { fill: isBase ? NEUTRAL : NO_VALUE, edge: "#fff", grow: isBase ? 0.85 : 1, text: "" };
  if (own.share === null) return { fill: "#fff", edge: NO_VALUE, grow: isBase ? 1 : 1.4, text: own.text };
  const level = values.steps.filter((step) => own.share >= step).length;
  // The worst are bigger too, so that they are found without any colour.
  return { fill: VALUE_COLOURS[level], edge: "#fff", grow: (isBase ? 1 : 1.5) + (level ? 0 : 0.4), text: own.text, level };
}

/** Lay roads that are closed or slow, and marks; return what puts the marks where they belong. */
function markPart(page, { flat, path, view, world, over }) {
  const { word, figures } = page, points = [], short = (text) => (text.length > 26 ? text.slice(0, 25) + "…" : text);
  for (const mark of figures.marks) {
    if (mark.line) {
      const d = path(mark.line), said = () => [mark.text || word("mark." + mark.kind), mark.text ? word("mark." + mark.kind) : ""];
      world.append(draw("g", { class: "mark " + mark.kind, ...page.tipped(said) },
        draw("path", { class: "casing", d }), draw("path", { class: "body", d })));
    } else {
      const sign = draw("g", { class: "mark point", ...page.tipped(() => [mark.text]) },
        draw("path", { d: "M0 0C-9-11-7-20 0-20S9-11 0 0Z" }), draw("circle", { cy: -13, r: 2.6 }),
        draw("text", { class: "label", y: -24 }, short(mark.label || mark.text)));
      points.push({ sign, at: flat(mark.at) });
      over.append(sign);
    }
  }
  return () => {
    for (const { sign, at } of points) {
      const [x, y] = view.toScreen(at);
      sign.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
  };
}

/** What the colours and the lines mean. */
function overlayLegend(page) {
  const { figures: { values, marks }, word } = page, rows = [];
  const row = (shape, text) => rows.push(make("div", {}, draw("svg", {}, shape), text));
  if (values) {
    const circle = (fill, edge, r) => draw("circle", { cx: 13, cy: 7, r, fill, stroke: edge, "stroke-width": 1.4 });
    const percent = (share) => number(100 * share, share * 100 % 1 ? 1 : 0);
    const { steps } = values;
    if (values.title) rows.push(make("b", {}, values.title));
    for (let level = steps.length; level >= 0; level--) {
      row(circle(VALUE_COLOURS[level], "#fff", level ? 5.5 : 6.8), level === steps.length ? `≥ ${percent(steps[level - 1])} %`
        : level ? `${percent(steps[level - 1])} – ${percent(steps[level])} %` : `< ${percent(steps[0])} %`);
    }
    row(circle("#fff", NO_VALUE, 5), word("noValue"));
  }
  for (const kind of ["closed", "slow"]) {
    if (!(marks || []).some((mark) => mark.kind === kind)) continue;
    row(draw("g", { class: "mark " + kind }, draw("path", { class: "casing", d: "M1 7H25" }), draw("path", { class: "body", d: "M1 7H25" })), word("mark." + kind));
  }
  return rows.length ? make("div", { class: "scale" }, rows) : null;
}

/** What is chosen on a map that stands alone: a small card upon it. */
function cardPart(page) {
  const { figures, chosen, word } = page, card = make("div", { class: "card about", hidden: "" });
  const paint = (changed) => {
    if (changed && !Object.keys(changed).length) return;
    const lines = chosen.site >= 0 ? siteTip(page, chosen.site) : chosen.trips.length ? page.tripTip(figures.trips[chosen.trips[0]]) : [];
    card.hidden = !lines.length;
    if (lines.length) page.hideTip();
    card.replaceChildren(
      make("button", { class: "plain", onclick: page.clear, "aria-label": word("close") }, "×"),
      ...lines.filter(Boolean).map((line, at) => make(at ? "div" : "b", {}, line)));
  };
  page.painters.push(paint);
  paint();
  return card;
}

/** Sites that can be chosen by key, where nothing else is to be done with them. */
function keyedSites(page, { markers }) {
  for (const { marker, position, look } of markers) {
    marker.setAttribute("tabindex", 0);
    marker.setAttribute("role", "button");
    marker.setAttribute("aria-label", [page.siteName(position), look ? look.text : ""].filter(Boolean).join(" · "));
    marker.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        marker.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  }
}

const LINKED = "route48.linked";

/**
 * Let the maps of one link move together: who is moved tells the others, who follows tells nobody.
 * Returns what a map calls whenever it is drawn, with its view; false where it shows everything.
 */
function linkPart(page, link, itself) {
  const text = (view) => JSON.stringify(view && view.map((value) => Number(value.toPrecision(11))));
  let known = null, follows = false;
  page.listen(window, LINKED, ({ detail }) => {
    if (detail.link !== link || detail.from === itself || !page.goTo) return;
    follows = true;
    page.goTo(detail.view);
    follows = false;
    known = text(page.viewNow());
  });
  return (view) => {
    const now = text(view);
    if (follows) return;
    // Before the first move everybody shows everything, each in its own size.
    if (now === known || (known === null && !view)) return;
    known = now;
    window.dispatchEvent(new CustomEvent(LINKED, { detail: { link, from: itself, view } }));
  };
}
