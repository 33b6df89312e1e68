// The timeline: a line per vehicle, grouped by base; nights are left out.

const ROW = 24, NAME_WIDTH = 172, HEAD = 34;

/** The stretches of a trip: driving, waiting and handling, with where they happen. */
function stretches(trip) {
  const found = [];
  trip.stops.forEach((stop, at) => {
    if (at) found.push(["driving", trip.stops[at - 1][DEPARTURE], stop[ARRIVAL], siteName(stop[SITE])]);
    if (stop[START] > stop[ARRIVAL]) found.push(["waiting", stop[ARRIVAL], stop[START], siteName(stop[SITE])]);
    const handles = stop[LOAD] || stop[UNLOAD];
    found.push([handles ? "handling" : "waiting", stop[START], stop[DEPARTURE], siteName(stop[SITE])]);
  });
  return found.filter((stretch) => stretch[2] > stretch[1]);
}

function timelinePart() {
  const holder = make("div", { class: "timeline" });
  const idle = make("div", { class: "keys" });
  const part = make("section", { class: "card" }, make("h2", {}, word("timeline")), timelineKeys(), holder, idle);

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

  function paint() {
    const trips = figures.trips.map((trip, position) => ({ trip, position })).filter(({ trip }) => isShown(trip));
    if (!trips.length) {
      holder.replaceChildren(make("p", {}, word("noTrips")));
      return;
    }
    const [opens, closes] = hours(), used = new Set(trips.map(({ trip }) => dayOf(tripStart(trip))));
    const days = [...used].sort((a, b) => a - b);
    const width = Math.max(holder.clientWidth || 1200, NAME_WIDTH + days.length * 300) - 2;
    const dayWidth = (width - NAME_WIDTH) / days.length, perHour = (dayWidth - 8) / (closes - opens);
    const x = (second) => {
      const day = days.filter((known) => known <= dayOf(second)).pop() ?? days[0];
      const hour = (second - day * DAY) / 3600;
      return NAME_WIDTH + days.indexOf(day) * dayWidth + Math.min(Math.max(hour - opens, 0), closes - opens) * perHour;
    };
    const vehicles = [...new Set(trips.map(({ trip }) => trip.vehicle))].sort((a, b) =>
      figures.vehicles[a].home - figures.vehicles[b].home || a - b);
    const svg = draw("svg", { width });
    let y = HEAD, home = -1;
    const lines = draw("g", {}), rows = draw("g", {});
    for (const vehicle of vehicles) {
      const about = figures.vehicles[vehicle];
      if (about.home !== home) {
        home = about.home;
        rows.append(draw("text", { class: "home", x: 2, y: y + 16 }, siteName(home)));
        y += ROW;
      }
      rows.append(
        draw("text", { x: 12, y: y + 16 }, about.plate),
        draw("text", { class: "soft", x: 92, y: y + 16 }, named(about).slice(0, 12)));
      for (const duty of figures.duties) {
        if (duty.vehicle !== vehicle || !days.includes(dayOf(duty.start))) continue;
        const [from, to] = duty.shift.map(x);
        rows.append(draw("rect", { class: "shift", x: from, y: y + 1, width: Math.max(0, to - from), height: ROW - 2 }));
        if (duty.overtime) {
          rows.append(draw("rect", { x: to, y: y + 1, width: Math.max(0, x(duty.end) - to), height: ROW - 2, fill: "#f6cfca" }));
        }
      }
      for (const { trip, position } of trips) if (trip.vehicle === vehicle) rows.append(run(trip, position, x, y));
      y += ROW;
    }
    days.forEach((day, at) => {
      const from = NAME_WIDTH + at * dayWidth;
      lines.append(draw("line", { class: "daygrid", x1: from - 4, x2: from - 4, y1: 0, y2: y }),
        draw("text", { class: "home", x: from, y: 13 }, dayTitle(day)));
      const step = [1, 2, 3, 4, 6].find((hours) => hours * perHour > 34) || 6;
      for (let hour = Math.ceil(opens / step) * step; hour <= closes; hour += step) {
        const grid = from + (hour - opens) * perHour;
        lines.append(draw("line", { class: "grid", x1: grid, x2: grid, y1: HEAD - 4, y2: y }));
        lines.append(draw("text", { class: "soft", x: grid, y: HEAD - 8, "text-anchor": hour === opens ? "start" : "middle" }, hour + ":00"));
      }
    });
    svg.setAttribute("height", y + 4);
    svg.append(lines, rows);
    holder.replaceChildren(svg);
    const working = new Set(vehicles);
    const rest = figures.vehicles.filter((about, at) =>
      !working.has(at) && (!chosen.echelon || about.echelon === chosen.echelon));
    idle.replaceChildren(`${word("idle")}: ` + (rest.map((about) => about.plate).join("、") || word("none")));
  }

  function run(trip, position, x, y) {
    const vehicle = vehicleOf(trip), base = `var(--${vehicle.echelon === "linehaul" ? "linehaul" : "local"})`;
    const from = x(tripStart(trip)), to = x(tripEnd(trip));
    const group = draw("g", {
      class: ["run", trip.firm ? "" : "provisional",
        chosen.trips.includes(position) ? "lit" : chosen.trips.length ? "dim" : ""].join(" "),
      onclick: () => chooseTrip(position), onmouseleave: hideTip,
    }, draw("rect", {
      class: "case", x: from, y: y + 3, width: Math.max(2, to - from), height: ROW - 6, rx: 3, stroke: base,
      onmousemove: (event) => showTip(event, tripTip(trip)),
    }));
    for (const [kind, start, end, where] of stretches(trip)) {
      const [high, tall, opacity] = { driving: [9, 6, 0.55], handling: [5, 14, 1], waiting: [9, 6, 0.16] }[kind];
      group.append(draw("rect", {
        x: x(start), y: y + high, width: Math.max(0.7, x(end) - x(start)), height: tall, fill: base, opacity,
        onmousemove: (event) => showTip(event, [
          `${trip.id} · ${vehicle.plate}`, `${word(kind)} · ${where}`,
          `${clock(start)} – ${clock(end)} · ${Math.round((end - start) / 60)} ${word("minute")}`]),
      }));
    }
    return group;
  }

  painters.push(paint);
  addEventListener("resize", paint);
  requestAnimationFrame(paint);
  return part;
}

function timelineKeys() {
  const key = (style, text) => make("span", {}, make("i", { style }), text);
  return make("div", { class: "keys" },
    key("background:var(--linehaul)", `${word("linehaul")} ${word("handling")}`),
    key("background:var(--local)", `${word("local")} ${word("handling")}`),
    key("background:var(--local);opacity:.55;height:6px", word("driving")),
    key("background:var(--local);opacity:.16;height:6px", word("waiting")),
    key("border:1px solid var(--local)", word("committed")),
    key("border:1px dashed var(--local)", word("provisional")),
    key("background:#eef2f1", word("shiftTime")),
    key("background:#f6cfca", word("overtimeMark")));
}

/** A day as its number, date and weekday. */
function dayTitle(day) {
  const known = figures.days[day];
  return word("day", day + 1) + (known ? ` ${known.date} ${named(known)}` : "");
}
