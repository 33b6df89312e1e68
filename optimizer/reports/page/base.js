"use strict";
// What every part shares: times, numbers, colours and elements. Nothing here knows a page.

const DAY = 86400;
const STATUSES = ["on_time", "late", "deferred", "unserved"];
const STATUS_COLOURS = ["var(--good)", "var(--late)", "var(--calm)", "var(--bad)"];
const STATUS_SIGNS = ["✓", "!", "…", "✕"];
const SITE = 0, ARRIVAL = 1, START = 2, DEPARTURE = 3, LOAD = 4, UNLOAD = 7, ONBOARD = 10;

// Colours that differ for the colour-blind too (after Okabe and Ito, and Tol); vehicles beyond
// them repeat the colours with another dash, so that a line is never told by colour alone.
const COLOURS = ["#0072b2", "#d55e00", "#117733", "#aa4499", "#332288", "#8a6d00", "#882255", "#1b8a80"];
const DASHES = ["", "9 4", "2 4", "11 4 2 4"];

const colour = (vehicle) => COLOURS[vehicle % COLOURS.length];
const dash = (vehicle) => DASHES[Math.floor(vehicle / COLOURS.length) % DASHES.length];

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
  if (children.length) {
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  }
  return element;
}

/** Attributes that make an element work like a button, by pointer and by key. */
function pressed(react) {
  return {
    tabindex: 0,
    onclick: (event) => { event.stopPropagation(); react(event); },
    onkeydown: (event) => {
      if (event.target !== event.currentTarget || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      react(event);
    },
  };
}

/** Number with thousands and this many decimals. */
function number(value, decimals) {
  const digits = decimals || 0;
  if (digits === 0 && Math.abs(value) < 1000) return String(Math.round(value));
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const two = (value) => String(value).padStart(2, "0");
const dayOf = (second) => Math.floor(second / DAY);
const clock = (second) =>
  two(Math.floor((((second % DAY) + DAY) % DAY) / 3600)) + ":" + two(Math.floor((((second % 3600) + 3600) % 3600) / 60));

const tripStart = (trip) => trip.stops[0][START];
const tripEnd = (trip) => trip.stops[trip.stops.length - 1][DEPARTURE];

/** Pieces loaded over a trip, and the most kg that were on board at once. */
function tripLoad(trip) {
  let pieces = 0, peak = 0;
  for (const stop of trip.stops) {
    pieces += stop[LOAD + 1];
    peak = Math.max(peak, stop[ONBOARD]);
  }
  return { pieces, peak };
}

const badge = (text, background) => make("span", { class: "badge", style: "background:" + background }, text);
const dot = (vehicle) => make("span", { class: dash(vehicle) ? "dot ring" : "dot", style: "color:" + colour(vehicle) });
