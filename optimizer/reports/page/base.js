"use strict";
// What every part of the page shares: the figures, words, elements, and what is chosen now.

const figures = JSON.parse(document.getElementById("figures").textContent);
const DAY = 86400;
const STATUSES = ["on_time", "late", "deferred", "unserved"];
const STATUS_COLOURS = ["var(--good)", "var(--late)", "var(--calm)", "var(--bad)"];
const SITE = 0, ARRIVAL = 1, START = 2, DEPARTURE = 3, LOAD = 4, UNLOAD = 7, ONBOARD = 10;

const chosen = { lang: figures.lang, day: -1, echelon: "", trips: [], order: -1 };
const painters = [];

/** Change what is chosen and paint every part anew. */
function choose(changes) {
  Object.assign(chosen, changes);
  for (const paint of painters) paint(changes);
}

/** Choose one trip, or none when it is chosen already. */
function chooseTrip(number) {
  const again = chosen.order < 0 && chosen.trips.length === 1 && chosen.trips[0] === number;
  choose({ trips: again ? [] : [number], order: -1 });
}

/** A word in the chosen language, with its gap filled. */
function word(key, value) {
  const pair = figures.words[key] || [key, key];
  return pair[chosen.lang === "en" ? 1 : 0].replace("{}", value === undefined ? "" : value);
}

/** What a site or a kind of vehicle is called in the chosen language. */
const named = (thing) => (chosen.lang === "en" ? thing.en : thing.zh);

/** An element with attributes and children; text is always text, never markup. */
function make(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
function draw(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Number with thousands and this many decimals. */
function number(value, decimals) {
  const digits = decimals || 0;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const money = (value, decimals) =>
  (figures.currency === "CNY" ? "¥" : figures.currency + " ") + number(value, decimals || 0);
const two = (value) => String(value).padStart(2, "0");
const dayOf = (second) => Math.floor(second / DAY);
const clock = (second) =>
  two(Math.floor((((second % DAY) + DAY) % DAY) / 3600)) + ":" + two(Math.floor((((second % 3600) + 3600) % 3600) / 60));

/** The day of a moment in words: weekday where it is known, else how many days away. */
function dayName(day) {
  const known = figures.days[day];
  return known ? known.date : (day > 0 ? "+" : "") + day;
}

const moment = (second) => dayName(dayOf(second)) + " " + clock(second);

/** What a site is called where room is short: without what its name says in brackets. */
const siteName = (position) => named(figures.sites[position]).replace(/(.)\s*[(（].*[)）]\s*$/, "$1");

/** A colour for each vehicle, far from that of its neighbours. */
function colour(vehicle) {
  const hue = (vehicle * 137.508 + 20) % 360;
  return `hsl(${hue.toFixed(0)} 68% ${vehicle % 2 ? 36 : 44}%)`;
}

const tripStart = (trip) => trip.stops[0][START];
const tripEnd = (trip) => trip.stops[trip.stops.length - 1][DEPARTURE];
const vehicleOf = (trip) => figures.vehicles[trip.vehicle];

/** Whether a trip belongs to the chosen day and echelon. */
function isShown(trip) {
  return (chosen.day < 0 || dayOf(tripStart(trip)) === chosen.day) &&
    (!chosen.echelon || vehicleOf(trip).echelon === chosen.echelon);
}

/** Pieces loaded over a trip, and the most kg that were on board at once. */
function tripLoad(trip) {
  let pieces = 0, peak = 0;
  for (const stop of trip.stops) {
    pieces += stop[LOAD + 1];
    peak = Math.max(peak, stop[ONBOARD]);
  }
  return { pieces, peak };
}

const tip = make("div", { class: "tip", hidden: "" });

/** Show a few lines beside the pointer; the first is the heading. */
function showTip(event, lines) {
  tip.replaceChildren(...lines.filter(Boolean).map((line, at) =>
    make("div", {}, at ? line : make("b", {}, line))));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const left = event.clientX + 16 + box.width > innerWidth ? event.clientX - box.width - 12 : event.clientX + 16;
  const over = event.clientY + 16 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 16;
  tip.style.left = Math.max(4, left) + "px";
  tip.style.top = Math.max(4, over) + "px";
}

function hideTip() { tip.hidden = true; }

/** What the pointer says of a trip. */
function tripTip(trip) {
  const { pieces, peak } = tripLoad(trip), vehicle = vehicleOf(trip);
  return [
    `${trip.id} · ${vehicle.plate}`,
    `${word(vehicle.echelon)} · ${siteName(vehicle.home)}`,
    `${moment(tripStart(trip))} – ${clock(tripEnd(trip))} · ${number(trip.metres / 1000, 1)} ${word("km")}`,
    `${pieces} ${word("pieces")} · ${word("peak")} ${number(peak)} / ${number(vehicle.kg)} kg`,
    word(trip.firm ? "committed" : "provisional"),
  ];
}

const badge = (text, background) => make("span", { class: "badge", style: "background:" + background }, text);
const dot = (background) => make("span", { class: "dot", style: "background:" + background });
