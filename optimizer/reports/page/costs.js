// Costs: what the plan costs by part, and by vehicle.

function costsPart(page) {
  const { figures, word, money, named, siteName } = page;
  const { cost, kpis } = figures, operating = ["vehicles", "stations", "handling"];
  // Penalties dwarf what running costs, so each kind is measured by its own greatest.
  const most = (name) => Math.max(1e-9, ...Object.entries(cost).map(([other, value]) =>
    other !== "total" && operating.includes(other) === operating.includes(name) ? value : 0));
  const rows = Object.entries(cost).map(([name, value]) => make("tr", { class: name === "total" ? "total" : "" },
    make("td", {}, word("cost." + name)), make("td", { class: "n" }, money(value, 2)),
    make("td", { style: "width:36%" }, name === "total" ? "" : make("div", {
      class: "meter", style: `width:${(100 * value / most(name)).toFixed(1)}%;background:${operating.includes(name) ? "var(--main)" : "var(--bad)"}`,
    }))));
  const vehicles = new Map();
  for (const duty of figures.duties) {
    const sum = vehicles.get(duty.vehicle) || { duties: 0, metres: 0, paid: 0, overtime: 0, cost: 0 };
    sum.duties += 1;
    for (const name of ["metres", "paid", "overtime", "cost"]) sum[name] += duty[name];
    vehicles.set(duty.vehicle, sum);
  }
  const heads = [["vehicle"], ["kind"], ["base"], ["duties", 1], ["km", 1], ["paidHours", 1], ["overtime", 1], ["amount", 1]];
  return make("section", { class: "card" },
    make("h2", {}, word("costs"), make("small", {}, `${word("operatingCost")} ${money(kpis.operating_cost, 2)}`)),
    make("div", { class: "two" }, make("div", {}, make("table", {}, rows)),
      make("div", { class: "scroll", style: "max-height:330px" }, make("table", {},
        make("thead", {}, make("tr", {}, heads.map(([key, right]) => make("th", { class: right ? "n" : "" }, word(key))))),
        make("tbody", {}, [...vehicles].sort((a, b) => a[0] - b[0]).map(([vehicle, sum]) => {
          const about = figures.vehicles[vehicle];
          return make("tr", {}, make("td", {}, dot(vehicle), " ", about.plate), make("td", {}, named(about)),
            make("td", {}, siteName(about.home)), [number(sum.duties), number(sum.metres / 1000, 1), number(sum.paid / 3600, 1),
              sum.overtime ? number(sum.overtime / 3600, 1) : "–", money(sum.cost, 2)].map((text) => make("td", { class: "n" }, text)));
        }))))));
}
