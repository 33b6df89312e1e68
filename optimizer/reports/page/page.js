// A page: figures on a root element, the words for them, what is chosen now, and the tip.

/**
 * Open a page on an element. Parts are functions of the page; they push a painter, which is
 * told what has changed. `page.tell` hears what somebody chose; `close` lets go of everything.
 */
function openPage(root, figures, options) {
  const { lang = figures.lang } = options || {};
  const chosen = { lang, day: -1, echelon: "", trips: [], order: -1, stop: -1, site: -1 };
  const painters = [], ending = new AbortController();
  const tip = make("div", { class: "tip", role: "tooltip", hidden: "" });
  const page = { root, figures, chosen, painters, tip, tell: null, options: options || {} };

  /** Listen beyond the page's own elements, for as long as the page is open. */
  page.listen = (target, name, react) => target.addEventListener(name, react, { signal: ending.signal });
  page.ended = ending.signal;
  page.close = () => ending.abort();

  /** Change what is chosen and paint every part; parts learn what is different now. */
  page.choose = (changes) => {
    const changed = {};
    for (const [name, value] of Object.entries({ stop: -1, site: -1, ...changes })) {
      if (String(chosen[name]) !== String(value)) changed[name] = true;
      chosen[name] = value;
    }
    for (const paint of painters) paint(changed);
    if (page.options.chosen) page.options.chosen(chosen);
  };

  page.say = (event) => { if (page.tell) page.tell(event); };

  /** Choose one trip, or none when it is chosen already. */
  page.chooseTrip = (position) => {
    const again = chosen.order < 0 && chosen.trips.length === 1 && chosen.trips[0] === position;
    page.choose({ trips: again ? [] : [position], order: -1 });
    page.say({ kind: "trip", trip: again ? null : figures.trips[position].id });
  };

  /** Choose one stop of a trip. */
  page.chooseStop = (position, at) => {
    page.choose({ trips: [position], order: -1, stop: at });
    const trip = figures.trips[position];
    page.say({ kind: "stop", trip: trip.id, stop: at, site: figures.sites[trip.stops[at][SITE]].id });
  };

  /** Choose an order and light the trips that carry it. */
  page.chooseOrder = (row, where) => {
    page.choose({ order: row, trips: [...new Set(page.legsOf(row).map((leg) => leg.position))], day: -1, echelon: "" });
    page.say({ kind: "order", order: figures.orders.id[row], ...where });
  };

  page.clear = () => {
    if (!chosen.trips.length && chosen.order < 0 && chosen.site < 0) return;
    page.choose({ trips: [], order: -1 });
    page.say({ kind: "trip", trip: null });
  };

  /** A word in the chosen language, with its gap filled. */
  page.word = (key, value) => {
    const pair = figures.words[key] || [key, key];
    return pair[chosen.lang === "en" ? 1 : 0].replace("{}", value === undefined ? "" : value);
  };

  page.named = (thing) => (chosen.lang === "en" ? thing.en : thing.zh);

  /** What a site is called where room is short: without what its name says in brackets. */
  page.siteName = (position) => page.named(figures.sites[position]).replace(/(.)\s*[(（].*[)）]\s*$/, "$1");

  page.money = (value, decimals) =>
    (figures.currency === "CNY" ? "¥" : figures.currency + " ") + number(value, decimals || 0);

  /** The day of a moment in words: its date where it is known, else how many days away. */
  page.dayName = (day) => {
    const known = figures.days[day];
    return known ? known.date : (day > 0 ? "+" : "") + day;
  };
  page.moment = (second) => page.dayName(dayOf(second)) + " " + clock(second);

  /** A day as its number, date and weekday. */
  page.dayTitle = (day) => {
    const known = figures.days[day];
    return page.word("day", day + 1) + (known ? ` ${known.date} ${page.named(known)}` : "");
  };

  page.vehicleOf = (trip) => figures.vehicles[trip.vehicle];

  /** Whether a trip belongs to the chosen day and echelon. */
  page.isShown = (trip) =>
    (chosen.day < 0 || dayOf(tripStart(trip)) === chosen.day) &&
    (!chosen.echelon || page.vehicleOf(trip).echelon === chosen.echelon);

  page.shownTrips = () =>
    figures.trips.map((trip, position) => ({ trip, position })).filter(({ trip }) => page.isShown(trip));

  /** The legs of an order: trip, loading stop, unloading stop. */
  page.legsOf = (row) => {
    const flat = figures.orders.legs[row], legs = [];
    for (let at = 0; at < flat.length; at += 3) {
      const trip = figures.trips[flat[at]];
      legs.push({ position: flat[at], trip, load: trip.stops[flat[at + 1]], unload: trip.stops[flat[at + 2]] });
    }
    return legs;
  };

  /** What is unloaded and loaded at a stop, in words. */
  page.goodsText = (stop) => {
    const amount = (at) => `${number(stop[at + 1])}${page.word("pieces")} ${number(stop[at + 2], 1)}kg`;
    return [
      stop[UNLOAD] ? `${page.word("unloaded")} ${amount(UNLOAD)}` : "",
      stop[LOAD] ? `${page.word("loaded")} ${amount(LOAD)}` : "",
    ].filter(Boolean).join(" · ");
  };

  /** What the pointer says of a trip. */
  page.tripTip = (trip) => {
    const { pieces, peak } = tripLoad(trip), vehicle = page.vehicleOf(trip);
    return [
      `${trip.id} · ${vehicle.plate}`,
      `${page.word(vehicle.echelon)} · ${page.siteName(vehicle.home)}`,
      `${page.moment(tripStart(trip))} – ${clock(tripEnd(trip))} · ${number(trip.metres / 1000, 1)} ${page.word("km")}`,
      `${pieces} ${page.word("pieces")} · ${page.word("peak")} ${number(peak)} / ${number(vehicle.kg)} kg`,
      page.word(trip.firm ? "committed" : "provisional"),
    ];
  };

  /** Show a few lines beside the pointer; the first is the heading. */
  page.showTip = (event, lines) => {
    tip.replaceChildren(...lines.filter(Boolean).map((line, at) =>
      make("div", {}, at ? line : make("b", {}, line))));
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = event.clientX + 16 + box.width > innerWidth ? event.clientX - box.width - 12 : event.clientX + 16;
    const over = event.clientY + 16 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 16;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.max(4, over) + "px";
  };
  page.hideTip = () => { tip.hidden = true; };

  /** Attributes of an element that says something under the pointer. */
  page.tipped = (lines) => ({ onpointermove: (event) => page.showTip(event, lines()), onpointerleave: page.hideTip });

  return page;
}

/** Choices of the day and of the echelon. */
function filterPart(page) {
  const { figures, chosen, word } = page;
  const days = make("div", { class: "choice", role: "group" }), echelons = make("div", { class: "choice", role: "group" });
  const busy = [...new Set(figures.trips.map((trip) => dayOf(tripStart(trip))))].sort((a, b) => a - b);
  const button = (name, value, text) => make("button", {
    class: chosen[name] === value ? "on" : "", "aria-pressed": chosen[name] === value,
    onclick: () => page.choose({ [name]: value, trips: [], order: -1 }),
  }, text);

  function paint(changed) {
    if (changed && !changed.day && !changed.echelon) return;
    days.replaceChildren(...[-1, ...busy].map((day) => button("day", day, day < 0 ? word("allDays") : page.dayTitle(day))));
    echelons.replaceChildren(...["", "linehaul", "local"].map((echelon) =>
      button("echelon", echelon, echelon ? word(echelon) : word("allEchelons"))));
  }

  page.painters.push(paint);
  paint();
  return make("div", { class: "bar-filters" }, days, echelons);
}
