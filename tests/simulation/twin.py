"""The slow twin: drives a plan in one replay after the other, stop by stop, in plain Python."""

from __future__ import annotations


def slow_drive(line, draws, rules, uncertainty):
    """Return arrival, start, departure, handled, begun and kept, a list of each per replay."""
    drives, lengths = draws.drives.T.tolist(), draws.lengths.T.tolist()
    plain = _Plain(line)
    return [
        _one(plain, drive, length, rules, uncertainty)
        for drive, length in zip(drives, lengths, strict=True)
    ]


class _Plain:
    """A timeline as plain lists."""

    def __init__(self, line):
        self.order, self.into, self.handovers = line.order, line.into, line.handovers
        self.hours = [[(w.earliest, w.latest) for w in windows] for windows in line.hours]
        for name in ("trip", "arrival", "start", "length", "first", "last", "before", "duty"):
            setattr(self, name, getattr(line, name).tolist())
        self.home_by = line.home_by.tolist()


def _one(line, drives, lengths, rules, uncertainty):
    """Drive the plan once."""
    hold, grace, over = uncertainty.max_hold, uncertainty.stays_open, uncertainty.over_shift
    stops, trips = len(line.trip), len(line.first)
    arrival, start, departure = [0] * stops, [0] * stops, [0] * stops
    handled, begun, kept = [True] * stops, [True] * trips, [True] * len(line.handovers)
    free, wheel, wheel_before = [0] * trips, {}, {}
    for stop in line.order:
        trip = line.trip[stop]
        first, last, earlier = line.first[trip], line.last[trip], line.before[trip]
        duty = line.duty[trip]

        if stop != first:
            arrival[stop] = departure[stop - 1] + drives[stop]
        elif earlier < 0:
            arrival[stop] = line.arrival[stop]
        else:
            arrival[stop] = max(line.arrival[stop], free[earlier])
            end = line.start[last] + line.length[last] - line.start[first]
            end += max(arrival[stop], line.start[stop])
            begun[trip] = end <= line.home_by[trip] + over
        clock = max(arrival[stop], line.start[stop])

        deadline = clock + hold
        for number in line.into[stop]:
            giver = line.handovers[number].giver
            there = departure[giver] + line.handovers[number].wait
            if begun[line.trip[giver]] and there <= deadline:
                clock = max(clock, there)
            else:
                kept[number] = False
                clock = deadline

        windows = line.hours[stop]
        if windows and clock > windows[0][1] + grace:
            handled[stop] = False
            for opens, latest in windows[1:]:
                if clock <= latest + grace and opens - clock <= hold:
                    handled[stop] = True
                    clock = max(clock, opens)
                    break
        start[stop] = clock
        departure[stop] = clock + lengths[stop]

        since = arrival[stop]
        if stop == first:
            wheel_before[trip] = wheel.get(duty, 0)
            if earlier >= 0 and line.duty[earlier] == duty and begun[earlier]:
                since = arrival[line.last[earlier]]
        driven = wheel.get(duty, 0)
        ahead = 0 if stop == last else drives[stop + 1]
        if stop != last and driven > 0 and driven + ahead > rules.rest_after_driving:
            departure[stop] = max(departure[stop], since + rules.rest)
        wheel[duty] = (0 if departure[stop] - since >= rules.rest else driven) + ahead
        if stop == last:
            if begun[trip] or earlier < 0:
                free[trip] = departure[stop]
            else:
                free[trip] = free[earlier]
                wheel[duty] = wheel_before[trip]
    return arrival, start, departure, handled, begun, kept


def slow_shares(line, runs, instance):
    """Return how often each order is brought, and in time, over the replays of `slow_drive`."""
    orders, hub = instance.orders, instance.network.hub
    pairs = {(each.giver, each.taker): n for n, each in enumerate(line.handovers)}
    due, trip, site = orders.due.tolist(), line.trip.tolist(), line.site.tolist()
    delivered, on_time = [0] * len(orders), [0] * len(orders)
    for _, _, departure, handled, begun, kept in runs:
        holds = [
            kept[n] and all(handled[s] and begun[trip[s]] for s in (each.giver, each.taker))
            for n, each in enumerate(line.handovers)
        ]
        for way, rows in line.ways.items():
            comes = all(
                begun[trip[loaded]] and handled[loaded] and handled[unloaded]
                for loaded, unloaded in way
            ) and all(holds[pairs[way[n][1], way[n + 1][0]]] for n in range(len(way) - 1))
            if not comes:
                continue
            clock = departure[way[-1][1]]
            if site[way[-1][1]] == hub and instance.rules.onward_departures:
                clock = instance.calendar.next_of(
                    instance.rules.onward_departures, clock, inclusive=True
                )
            for row in rows:
                delivered[row] += 1
                on_time[row] += clock <= due[row]
    return [n / len(runs) for n in delivered], [n / len(runs) for n in on_time]
