// The view of a map: where the world lies on the screen; wheel, buttons, drag and keys move it.

const UNITS = 1e4;

/**
 * Web Mercator about an origin, so that drawn numbers stay small and tiles lie square:
 * degrees to drawing units (one ten-thousandth of a degree of longitude) and back.
 */
function mercator(origin) {
  const high = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI) * UNITS;
  const x0 = origin[0] * UNITS, y0 = high(origin[1]);
  return {
    flat: ([lon, lat]) => [lon * UNITS - x0, y0 - high(lat)],
    degrees: ([x, y]) => [
      (x + x0) / UNITS,
      ((2 * Math.atan(Math.exp((((y0 - y) / UNITS) * Math.PI) / 180)) - Math.PI / 2) * 180) / Math.PI,
    ],
  };
}

/** A view on a drawing; `place` is called, once a frame, when anything has moved. */
function mapView(page, svg, place) {
  const view = { scale: 1, left: 0, top: 0, width: 0, height: 0, moved: false };
  let waiting = 0, drag = null;

  view.toScreen = ([x, y]) => [x * view.scale + view.left, y * view.scale + view.top];
  view.toWorld = ([x, y]) => [(x - view.left) / view.scale, (y - view.top) / view.scale];
  view.inside = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  view.later = () => {
    if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; place(); });
  };

  /** Show all of these points, with a border round them. */
  view.fit = (points, { most = Infinity, border = 30 } = {}) => {
    if (!points.length || !view.width) return;
    const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    view.scale = Math.min(most,
      Math.max(40, view.width - 2 * border) / (east - west || 1),
      Math.max(40, view.height - 1.2 * border) / (south - north || 1));
    view.left = (view.width - (east + west) * view.scale) / 2;
    view.top = (view.height - (south + north) * view.scale) / 2;
    place();
  };

  view.zoom = (factor, at) => {
    const [x, y] = at || [view.width / 2, view.height / 2];
    view.left = x - (x - view.left) * factor;
    view.top = y - (y - view.top) * factor;
    view.scale *= factor;
    view.moved = true;
    view.later();
  };

  view.pan = (dx, dy) => {
    view.left += dx;
    view.top += dy;
    view.moved = true;
    view.later();
  };

  /** The drawing has another size now: its middle stays in the middle. */
  view.resize = (width, height) => {
    if (view.width) {
      view.left += (width - view.width) / 2;
      view.top += (height - view.height) / 2;
    }
    [view.width, view.height] = [width, height];
  };

  // Whoever scrolls down the page must not be caught by the map: it zooms once it was clicked.
  let awake = false;
  svg.addEventListener("pointerdown", () => { awake = true; });
  svg.addEventListener("pointerleave", () => { awake = false; });
  svg.addEventListener("wheel", (event) => {
    if (!awake && !event.ctrlKey) return;
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY * 0.0016), view.inside(event));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0) drag = { x: event.clientX, y: event.clientY, moved: false };
  });
  page.listen(window, "pointermove", (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    drag = { x: event.clientX, y: event.clientY, moved: true };
    svg.classList.add("drags");
    view.pan(dx, dy);
  });
  const release = () => { svg.classList.remove("drags"); setTimeout(() => { drag = null; }); };
  page.listen(window, "pointerup", release);
  page.listen(window, "pointercancel", release);
  view.dragged = () => Boolean(drag && drag.moved);
  view.still = () => { drag = null; };

  svg.addEventListener("keydown", (event) => {
    if (event.target !== svg) return;
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) view.pan(...step);
    else if (event.key === "+" || event.key === "=") view.zoom(1.4);
    else if (event.key === "-") view.zoom(1 / 1.4);
    else return;
    event.preventDefault();
  });
  return view;
}
