// The board of the desk: the parts as one drawing inside a Streamlit component.

// What is chosen on a board, kept for other pages of the app and for a refresh of the browser.
const memory = {
  read(key) {
    try { return JSON.parse(sessionStorage.getItem("route48." + key)) || {}; } catch { return {}; }
  },
  write(key, kept) {
    try { sessionStorage.setItem("route48." + key, JSON.stringify(kept)); } catch { /* a full or forbidden store */ }
  },
};

/** Remember what is chosen by names, which hold in another version of the plan too. */
function remembered(figures, chosen) {
  return {
    trips: chosen.trips.map((position) => figures.trips[position].id),
    order: chosen.order < 0 ? null : figures.orders.id[chosen.order],
    site: chosen.site < 0 ? null : figures.sites[chosen.site].id,
    stop: chosen.stop, day: chosen.day, echelon: chosen.echelon,
  };
}

/** Positions of what is named; what the plan does not have is left out. */
function recalled(figures, kept) {
  const order = kept.order && figures.orders ? figures.orders.id.indexOf(kept.order) : -1;
  const trips = (kept.trips || []).map((id) => figures.trips.findIndex((trip) => trip.id === id)).filter((at) => at >= 0);
  const stop = trips.length === 1 && kept.stop >= 0 && kept.stop < figures.trips[trips[0]].stops.length ? kept.stop : -1;
  const days = new Set(figures.trips.map((trip) => dayOf(tripStart(trip))));
  return {
    trips, order, stop, site: kept.site ? figures.sites.findIndex((site) => site.id === kept.site) : -1,
    day: days.has(kept.day) ? kept.day : -1, echelon: kept.echelon || "",
  };
}

/** Choose what Python asks for, and show where it is. */
function follow(page, wanted) {
  const { figures } = page, none = { trips: [], order: -1 };
  if (!wanted) return;
  const trip = figures.trips.findIndex((one) => one.id === wanted.trip);
  if (wanted.kind === "order") {
    const row = figures.orders ? figures.orders.id.indexOf(wanted.order) : -1;
    if (row < 0) return;
    page.choose({ order: row, trips: [...new Set(page.legsOf(row).map((leg) => leg.position))], day: -1, echelon: "" });
  } else if (wanted.kind === "site") {
    page.choose({ ...none, site: figures.sites.findIndex((site) => site.id === wanted.site) });
  } else if (trip >= 0) {
    const stop = wanted.kind === "stop" && wanted.stop < figures.trips[trip].stops.length ? wanted.stop : -1;
    page.choose({ trips: [trip], order: -1, stop, ...(page.isShown(figures.trips[trip]) ? {} : { day: -1, echelon: "" }) });
  } else {
    page.choose(none);
    return;
  }
  if (page.fitChosen) page.fitChosen();
}

/** A trip's stops can be dragged onto other trips, in the table and in the timeline. */
function stopDrags(page) {
  const { figures } = page;
  let dragged = null;
  const lit = (element, on) => element.classList.toggle("over", on);

  page.draggable = (line, position, at) => {
    const last = figures.trips[position].stops.length - 1;
    if (at > 0 && at < last) {
      line.setAttribute("draggable", "true");
      line.addEventListener("dragstart", (event) => {
        dragged = { position, at };
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", figures.trips[position].id + " " + at);
      });
      line.addEventListener("dragend", () => { dragged = null; });
    }
    // Dropped on a stop: before it. The base at the start takes nothing before itself.
    if (at > 0) page.dropTarget(line, position, at);
  };
  page.dropTarget = (element, position, before) => {
    const takes = () => dragged && (before === undefined ? dragged.position !== position
      : !(dragged.position === position && (dragged.at === before || dragged.at + 1 === before)));
    element.addEventListener("dragover", (event) => { if (takes()) { event.preventDefault(); lit(element, true); } });
    element.addEventListener("dragleave", () => lit(element, false));
    element.addEventListener("drop", (event) => {
      lit(element, false);
      if (!takes()) return;
      event.preventDefault();
      const trip = figures.trips[dragged.position];
      page.say({
        kind: "dropped", trip: trip.id, stop: dragged.at, site: figures.sites[trip.stops[dragged.at][SITE]].id,
        onto: figures.trips[position].id, before: before === undefined ? null : before,
      });
      dragged = null;
    });
  };
}

/** Sites can be dragged to where they are, and chosen by key. */
function siteDrags(page, { markers, view, flat, degrees }) {
  const rounded = ([lon, lat]) => ({ lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) });
  let held = null;
  // A run without new figures has not taken over what was moved: back it goes.
  page.settle = () => {
    if (held) return;
    for (const entry of markers) entry.at = flat(entry.site.at);
    view.later();
  };
  page.options.sites.place = (at) => {
    page.pin = at;
    view.later();
    page.say({ kind: "place", ...rounded(degrees(at)) });
  };
  for (const entry of markers) {
    const { marker } = entry;
    marker.setAttribute("tabindex", 0);
    marker.setAttribute("role", "button");
    marker.setAttribute("aria-label", page.siteName(entry.position));
    marker.addEventListener("keydown", (event) => {
      if (event.key === "Enter") marker.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
    marker.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      view.still();
      held = { entry, x: event.clientX, y: event.clientY, moved: false };
    });
    marker.addEventListener("click", (event) => { if (held && held.moved) event.stopImmediatePropagation(); }, true);
  }
  page.listen(window, "pointermove", (event) => {
    if (!held || (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 4)) return;
    held.moved = true;
    page.hideTip();
    held.entry.at = view.toWorld(view.inside(event));
    view.later();
  });
  page.listen(window, "pointerup", () => {
    if (!held) return;
    const { entry, moved } = held;
    if (moved) page.say({ kind: "moved", site: entry.site.id, ...rounded(degrees(entry.at)) });
    setTimeout(() => { held = null; });
  });
}

/** Trips and problems share the upper right; the detail of what is chosen lies below. */
function sidePart(page) {
  const { figures, word } = page, { kpis } = figures;
  // The detail is painted first: it takes room from the table, which then scrolls to its row.
  const detail = detailPart(page), table = tripTable(page), problems = problemsPart(page), tabs = make("div", { class: "choice tabs" });
  const parts = { tripTable: table, problems };
  let now = "tripTable";
  const paint = () => {
    const count = { tripTable: page.shownTrips().length, problems: kpis.late + kpis.unserved };
    for (const [key, part] of Object.entries(parts)) part.hidden = key !== now;
    tabs.replaceChildren(...Object.keys(parts).map((key) => make("button", {
      class: key === now ? "on" : "", "aria-pressed": key === now, onclick: () => { now = key; paint(); },
    }, word(key), make("small", {}, String(count[key])))));
  };
  page.painters.push((changed) => { if (changed.day || changed.echelon) paint(); });
  paint();
  return make("div", { class: "side" }, make("div", { class: "card upper" }, tabs, table, problems), detail);
}

/** Build the board anew; what was chosen and where the map was are taken over. */
function openBoard(root, figures, head, tell) {
  const kept = memory.read(head.key), where = figures.network || "";
  if (kept.where !== where) Object.assign(kept, { where, view: null, chosen: null });
  const shared = head.link ? "link." + head.link : null, ofLink = shared ? memory.read(shared) : null;
  const keep = (changes) => {
    memory.write(head.key, Object.assign(kept, changes));
    if (shared) memory.write(shared, { where, view: kept.view });
  };
  const page = openPage(root, figures, {
    compact: true, tiles: head.tiles, sites: head.mode === "sites" ? {} : null, alone: head.mode === "map",
    view: ofLink ? ofLink.where === where && ofLink.view : kept.view,
    chosen: (chosen) => keep({ chosen: remembered(figures, chosen) }),
    viewed: (view) => { kept.view = view; if (tellLinked) tellLinked(view); },
  });
  const tellLinked = head.link ? linkPart(page, head.link, head.key) : null;
  page.tell = tell;
  page.listen(window, "pagehide", () => keep({}));
  page.ended.addEventListener("abort", () => keep({}));
  page.listen(root, "keydown", (event) => { if (event.key === "Escape") page.clear(); });
  Object.assign(page.chosen, recalled(figures, kept.chosen || {}));
  if (head.mode === "adjust") stopDrags(page);
  root.className = "desk board " + head.mode + (figures.values ? " valued" : "");
  root.lang = figures.lang === "en" ? "en" : "zh-CN";
  const parts = head.mode === "sites" || page.options.alone ? [mapPart(page)]
    : [make("div", { class: "bar" }, filterPart(page), findPart(page)),
      make("div", { class: "beside" }, mapPart(page), sidePart(page)), timelinePart(page)];
  const seen = scrolled(root).map((part) => [part.scrollTop, part.scrollLeft]);
  root.replaceChildren(...parts, page.tip);
  if (page.fitTimes) page.fitTimes();
  scrolled(root).forEach((part, at) => { if (seen[at]) [part.scrollTop, part.scrollLeft] = seen[at]; });
  return page;
}

/** The parts that scroll: a changed plan is drawn where the reader was. */
const scrolled = (root) => [...root.querySelectorAll(".trips .scroll, .problems, .detail, .timeline")];

const boards = new WeakMap();

/** Streamlit calls this for every run that sends data; only new figures draw anything. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const cut = data.indexOf(10), read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  const head = read(data.subarray(0, cut));
  let board = boards.get(parentElement);
  if (!board) {
    board = { root: make("div", {}), page: null, drawn: "", wanted: "null" };
    parentElement.append(board.root);
    boards.set(parentElement, board);
  }
  board.send = (event) => setTriggerValue("event", event);
  const drawing = [head.fingerprint, head.mode, JSON.stringify(head.tiles), head.link].join();
  board.root.style.height = head.height + "px";
  if (drawing !== board.drawn) {
    if (board.page) board.page.close();
    const tells = head.mode !== "plan" && head.mode !== "map" ? (event) => board.send(event) : null;
    board.page = openBoard(board.root, read(data.subarray(cut + 1)), head, tells);
    board.drawn = drawing;
  } else if (board.page.settle) board.page.settle();
  const wanted = JSON.stringify(head.chosen);
  if (wanted !== board.wanted) {
    board.wanted = wanted;
    follow(board.page, head.chosen);
  }
  return () => { board.page.close(); boards.delete(parentElement); board.root.remove(); };
}
