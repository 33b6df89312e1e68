// The timeline: a line per vehicle, grouped by base; nights are left out.

const NAME_WIDTH = 176, HEAD = 34;
// How each kind of stretch is drawn: how far below the top of a row of 24, and how tall.
const STRETCHES = { driving: [9, 6], waiting: [11, 2], rest: [7, 10], handling: [5, 14], handover: [5, 14] };

const cut = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

/** The stretches of a trip: driving, waiting, rest, handling and handover, with their site. */
function stretches(page, trip) {
  const { figures } = page, found = [];
  const idle = (from, to, site) => found.push([to - from >= figures.rest ? "rest" : "waiting", from, to, site]);
  trip.stops.forEach((stop, at) => {
    if (at) found.push(["driving", trip.stops[at - 1][DEPARTURE], stop[ARRIVAL], stop[SITE]]);
    if (!stop[LOAD] && !stop[UNLOAD]) { idle(stop[ARRIVAL], stop[DEPARTURE], stop[SITE]); return; }
    idle(stop[ARRIVAL], stop[START], stop[SITE]);
    // At a station goods change vehicle; elsewhere they begin or end their way.
    const kind = figures.sites[stop[SITE]].kind === "transfer_station" ? "handover" : "handling";
    found.push([kind, stop[START], stop[DEPARTURE], stop[SITE]]);
  });
  return found.filter((stretch) => stretch[2] > stretch[1]);
}

function timelinePart(page) {
  const { figures, chosen, word, siteName, vehicleOf } = page;
  const row = page.options.compact ? 20 : 24, squeeze = row / 24;
  const holder = make("div", { class: "timeline", tabindex: 0, role: "group", "aria-label": word("timeline") });
  const idle = make("div", { class: "keys" });
  const part = make("section", { class: "card times" },
    make("h2", {}, word("timeline")), timelineKeys(page), holder, page.options.compact ? null : idle);
  let runs = new Map();

  /** The hours of the day that anything happens in, over all days. */
  function hours() {
    let first = DAY, last = 0;
    for (const duty of figures.duties) {
      const day = dayOf(duty.shift[0]) * DAY;
      first = Math.min(first, duty.start - day, duty.shift[0] - day);
      last = Math.max(last, duty.end - day, duty.shift[1] - day);
    }
    return first < last ? [Math.floor(first / 3600), Math.ceil(last / 3600)] : [6, 20];
  }

  /** From moments to places on the line and back; only days with trips have room. */
  function scales(days) {
    const [opens, closes] = hours();
    const width = Math.max(holder.clientWidth || 1200, NAME_WIDTH + days.length * 260) - 2;
    const dayWidth = (width - NAME_WIDTH) / days.length, perHour = (dayWidth - 8) / (closes - opens);
    const x = (second) => {
      const day = days.filter((known) => known <= dayOf(second)).pop() ?? days[0];
      const hour = (second - day * DAY) / 3600;
      return NAME_WIDTH + days.indexOf(day) * dayWidth + Math.min(Math.max(hour - opens, 0), closes - opens) * perHour;
    };
    const second = (place) => {
      const at = Math.min(days.length - 1, Math.max(0, Math.floor((place - NAME_WIDTH) / dayWidth)));
      return days[at] * DAY + ((place - NAME_WIDTH - at * dayWidth) / perHour + opens) * 3600;
    };
    return { opens, closes, width, dayWidth, perHour, x, second };
  }

  function build() {
    const trips = page.shownTrips();
    runs = new Map();
    if (!trips.length) {
      holder.replaceChildren(make("p", {}, word("noTrips")));
      return;
    }
    const days = [...new Set(trips.map(({ trip }) => dayOf(tripStart(trip))))].sort((a, b) => a - b);
    const scale = scales(days), { x, width } = scale;
    const vehicles = [...new Set(trips.map(({ trip }) => trip.vehicle))].sort((a, b) =>
      figures.vehicles[a].home - figures.vehicles[b].home || a - b);
    const rows = draw("g", {});
    let y = 2, home = -1;
    for (const vehicle of vehicles) {
      const about = figures.vehicles[vehicle];
      if (about.home !== home) {
        home = about.home;
        rows.append(draw("text", { class: "home", x: 2, y: y + row - 7 }, siteName(home)));
        y += row;
      }
      rows.append(
        draw("line", { class: "vehicle", x1: 5, x2: 5, y1: y + 2, y2: y + row - 2, stroke: colour(vehicle), "stroke-dasharray": dash(vehicle) && "4 2" }),
        draw("text", { x: 13, y: y + row - 7 }, about.plate),
        draw("text", { class: "soft", x: 94, y: y + row - 7 }, cut(page.named(about), 13)));
      const own = trips.filter(({ trip }) => trip.vehicle === vehicle);
      for (const duty of figures.duties) {
        if (duty.vehicle !== vehicle || !days.includes(dayOf(duty.start))) continue;
        const [from, to] = duty.shift.map(x);
        rows.append(draw("rect", { class: "shift", x: from, y: y + 1, width: Math.max(0, to - from), height: row - 2 }));
        if (duty.overtime) {
          rows.append(draw("rect", { class: "overtime", x: to, y: y + 1, width: Math.max(0, x(duty.end) - to), height: row - 2 }));
        }
        rows.append(...pauses(own.filter(({ trip }) => tripStart(trip) >= duty.start && tripStart(trip) <= duty.end), x, y));
      }
      for (const { trip, position } of own) rows.append(run(trip, position, scale, y));
      y += row;
    }
    const drawing = draw("svg", { width, height: y + 2 }, gridLines(days, scale, y), rows);
    holder.replaceChildren(draw("svg", { class: "head", width, height: HEAD }, heads(days, scale)), drawing);
    const working = new Set(vehicles);
    const rest = figures.vehicles.filter((about, at) =>
      !working.has(at) && (!chosen.echelon || about.echelon === chosen.echelon));
    idle.replaceChildren(`${word("idle")}: ` + (rest.map((about) => about.plate).join("、") || word("none")));
  }

  const hourStep = ({ perHour }) => [1, 2, 3, 4, 6].find((step) => step * perHour > 36) || 6;

  function gridLines(days, scale, y) {
    const lines = draw("g", {}), step = hourStep(scale);
    days.forEach((day, at) => {
      const from = NAME_WIDTH + at * scale.dayWidth;
      lines.append(draw("line", { class: "daygrid", x1: from - 4, x2: from - 4, y1: 0, y2: y }));
      for (let hour = Math.ceil(scale.opens / step) * step; hour <= scale.closes; hour += step) {
        const grid = from + (hour - scale.opens) * scale.perHour;
        lines.append(draw("line", { class: "grid", x1: grid, x2: grid, y1: 0, y2: y }));
      }
    });
    return lines;
  }

  function heads(days, scale) {
    const texts = draw("g", {}), step = hourStep(scale);
    days.forEach((day, at) => {
      const from = NAME_WIDTH + at * scale.dayWidth;
      texts.append(draw("text", { class: "home", x: from, y: 13 }, page.dayTitle(day)));
      for (let hour = Math.ceil(scale.opens / step) * step; hour < scale.closes; hour += step) {
        const grid = from + (hour - scale.opens) * scale.perHour;
        texts.append(draw("text", { class: "soft", x: grid, y: HEAD - 6, "text-anchor": hour === scale.opens ? "start" : "middle" }, hour + ":00"));
      }
    });
    return texts;
  }

  const bars = (parts, kind, x, y) => {
    const [high, tall] = STRETCHES[kind];
    return parts.map(([, from, to]) =>
      `M${x(from).toFixed(1)} ${y + high * squeeze}h${Math.max(0.8, x(to) - x(from)).toFixed(1)}v${tall * squeeze}H${x(from).toFixed(1)}z`).join("");
  };

  /** What lies between two trips of a duty: a wait at the base, or a rest. */
  function pauses(own, x, y) {
    const found = { waiting: [], rest: [] };
    const sorted = own.map(({ trip }) => trip).sort((a, b) => tripStart(a) - tripStart(b));
    sorted.slice(1).forEach((trip, at) => {
      const from = tripEnd(sorted[at]), to = tripStart(trip);
      if (to > from) found[to - from >= figures.rest ? "rest" : "waiting"].push(["", from, to]);
    });
    return Object.entries(found).filter(([, parts]) => parts.length).map(([kind, parts]) => stripes(parts, kind, x, y, "between"));
  }

  /** A rest is hatched by a dashed line as thick as it is tall. */
  function stripes(parts, kind, x, y, css) {
    if (kind !== "rest") return draw("path", { class: `${kind} ${css}`, d: bars(parts, kind, x, y) });
    const [high, tall] = STRETCHES.rest, middle = y + (high + tall / 2) * squeeze;
    return draw("path", {
      class: "rest " + css, "stroke-width": tall * squeeze,
      d: parts.map(([, from, to]) => `M${x(from).toFixed(1)} ${middle}H${x(to).toFixed(1)}`).join(""),
    });
  }

  function run(trip, position, { x, second }, y) {
    const vehicle = vehicleOf(trip), all = stretches(page, trip);
    const from = x(tripStart(trip)), to = x(tripEnd(trip));
    const group = draw("g", {
      ...pressed(() => page.chooseTrip(position)), class: runClass(trip, position), "data-trip": trip.id,
      role: "button", "aria-label": `${trip.id} ${vehicle.plate} ${clock(tripStart(trip))}–${clock(tripEnd(trip))}`,
      onpointerleave: page.hideTip,
      onpointermove: (event) => {
        const now = second(event.clientX - holder.getBoundingClientRect().left + holder.scrollLeft);
        const stretch = all.find((one) => one[1] <= now && now < one[2]);
        page.showTip(event, stretch ? [
          `${trip.id} · ${vehicle.plate}`, `${word(stretch[0])} · ${siteName(stretch[3])}`,
          `${clock(stretch[1])} – ${clock(stretch[2])} · ${Math.round((stretch[2] - stretch[1]) / 60)} ${word("minute")}`,
        ] : page.tripTip(trip));
      },
    }, draw("rect", { class: "case", x: from, y: y + 2, width: Math.max(2, to - from), height: row - 4, rx: 3 }));
    for (const kind of Object.keys(STRETCHES)) {
      const parts = all.filter((stretch) => stretch[0] === kind);
      if (parts.length) group.append(stripes(parts, kind, x, y, ""));
    }
    if (page.dropTarget) page.dropTarget(group, position);
    runs.set(position, group);
    return group;
  }

  const runClass = (trip, position) => [
    "run", vehicleOf(trip).echelon, trip.firm ? "" : "provisional",
    chosen.trips.includes(position) ? "lit" : chosen.trips.length ? "dim" : ""].join(" ");

  function paint(changed) {
    if (!changed || changed.day || changed.echelon) build();
    else if (changed.trips) {
      for (const [position, group] of runs) group.setAttribute("class", runClass(figures.trips[position], position));
    }
    const first = runs.get(chosen.trips[0]);
    if (changed && changed.trips && first && page.options.compact) reveal(first);
  }

  /** Scroll the line of a run into sight, inside the timeline alone. */
  function reveal(group) {
    const box = group.getBoundingClientRect(), frame = holder.getBoundingClientRect();
    if (box.top < frame.top + HEAD) holder.scrollTop += box.top - frame.top - HEAD - row;
    else if (box.bottom > frame.bottom) holder.scrollTop += box.bottom - frame.bottom + row;
  }

  let wide = 0;
  page.fitTimes = () => {
    if (Math.abs(holder.clientWidth - wide) < 2 || !holder.clientWidth) return;
    wide = holder.clientWidth;
    build();
  };
  const watch = new ResizeObserver(page.fitTimes);
  watch.observe(holder);
  page.ended.addEventListener("abort", () => watch.disconnect());
  holder.addEventListener("keydown", (event) => stepThrough(page, event, holder));
  page.painters.push(paint);
  return part;
}

/** Arrow keys go from one thing that can be chosen to the next. */
function stepThrough(page, event, holder) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...holder.querySelectorAll("[tabindex='0']")], at = all.indexOf(event.target);
  const next = all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function timelineKeys(page) {
  const { word } = page;
  const key = (css, text) => make("span", {}, draw("svg", { class: "key timeline", width: 24, height: 14 }, css), text);
  const bar = (css, kind) => {
    const [high, tall] = STRETCHES[kind];
    return draw("g", { class: "run " + css }, kind === "rest"
      ? draw("path", { class: "rest", d: "M1 7H23", "stroke-width": 10 })
      : draw("path", { class: kind, d: `M1 ${high - 5}h22v${tall}h-22z` }));
  };
  const frame = (css) => draw("g", { class: "run " + css }, draw("rect", { class: "case", x: 1, y: 1, width: 22, height: 12, rx: 3 }));
  return make("div", { class: "keys" },
    key(frame("linehaul"), word("linehaul")), key(frame("local"), word("local")),
    key(bar("local", "driving"), word("driving")), key(bar("local", "handling"), word("handling")),
    key(bar("local", "handover"), word("handover")), key(bar("local", "waiting"), word("waiting")),
    key(bar("local", "rest"), word("rest")), key(frame("local provisional"), word("provisional")),
    key(draw("rect", { class: "shift", width: 24, height: 14 }), word("shiftTime")),
    key(draw("rect", { class: "overtime", width: 24, height: 14 }), word("overtimeMark")));
}
