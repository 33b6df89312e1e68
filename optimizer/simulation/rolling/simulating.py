"""
Plays days as they roll on: plan, drive what is committed in drawn times, plan again.

- Carriers announce what they bring, and points what is to be collected, six hours ahead: the
  plan of 05:00 knows what is ready until 11:00.
- Trips that start before the next planning time are driven, and so is a later trip that
  brings goods which a driven one takes on. All others are forgotten.
- What a trip leaves at a base, or brings back, stands there for the next plan, due when it
  always was. At each planning time the dispatcher knows when the vehicles under way will be
  back and their goods will be there: drivers have telephones.
- Where rain is known, a plan on a wet day expects all its days to be wet.
- A vehicle that was sent out in a shift makes no further trip in it for a later plan.
- A daily visit that nobody has made today is still to be made.
- After the last day comes the run-off: planning goes on, without new orders and without
  visits to points for which nothing is open, until nothing is open anywhere, or an order of
  the last day would be given up. What is left then is counted as if it were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.days.planning import plan_whole
from optimizer.domain import Calendar, Instance, Ints, Plan, Site, Travel, Visits
from optimizer.errors import OptimizerError
from optimizer.habit import visited_daily
from optimizer.pipeline import County, Limits
from optimizer.simulation.conditions import Conditions, draw_conditions
from optimizer.simulation.replays.draws import draw_times
from optimizer.simulation.replays.driving import Driven, drive
from optimizer.simulation.replays.replaying import transfers_kept
from optimizer.simulation.replays.timeline import Timeline, timeline_of
from optimizer.simulation.rolling.book import GIVEN_UP, Book
from optimizer.simulation.rolling.driven_trips import driven_trips
from optimizer.simulation.rolling.memory import Memory
from optimizer.simulation.rolling.outcomes import Fate, Outcomes, outcomes, settled
from optimizer.simulation.rolling.outlook import Outlook
from optimizer.simulation.rolling.paying import wages
from optimizer.simulation.rolling.play import Play, Policy, SimulationResult
from optimizer.simulation.rolling.running_off import most_days, only_awaited
from optimizer.simulation.rolling.tally import DayRecord, Tally
from optimizer.units import HOUR

ANNOUNCED = 6 * HOUR
AHEAD = 3
"""So many days are drawn ahead: a drive may last until the day after tomorrow."""


def simulate(play: Play, tell: Callable[[DayRecord], None] = lambda _: None) -> SimulationResult:
    """
    Play all days and the run-off, and tell each of them when it is over.

    Memory does not grow with the number of days.

    Raises
    ------
    OptimizerError
        When the checker finds a violation in any of the plans: a bug.
    CancelledError
        When the pool of this process was given up meanwhile.
    """
    county = Rolling(play)
    for record in county.days():
        tell(record)
    return county.result()


class Rolling:
    """
    A county that lives from day to day.

    ``memory`` is what it knows of the days before those that are played here; without it the
    first day comes first. Days beyond those of ``play`` are those of the run-off.
    """

    def __init__(self, play: Play, memory: Memory | None = None) -> None:
        self.play, self.network = play, play.standing.network
        self.memory = memory or Memory(known_until=play.first_day)
        self.tally = Tally(self.network)
        self.total, self.done = DayRecord(day="total"), 0

    def days(self) -> Iterator[DayRecord]:
        """Yield each day that is left when it is over, those of the run-off too."""
        while not self.is_over:
            yield self.next_day()

    @property
    def is_over(self) -> bool:
        """Whether all days are played, and what was open after them has been run off."""
        after = self.memory.days - self.play.days
        return after >= 0 and (not self.memory.num_open or after >= most_days(self.network.rules))

    @property
    def _runs_off(self) -> bool:
        """Whether the day that is played comes after the last one."""
        return self.memory.days >= self.play.days

    def next_day(self) -> DayRecord:
        """Play the next day."""
        day = self.play.first_day + timedelta(days=self.memory.days)
        self.memory.forget(day)
        conditions = self._conditions(day)
        record = DayRecord(day=day.isoformat(), is_wet=bool(conditions.rain[0, 0]))
        if not self._runs_off:
            self._open_the_day(record)
        for turn, calendar in enumerate(self._planning(day)):
            if not self._runs_off or self.memory.num_open:
                self._plan_and_drive(calendar, conditions, record, turn)
        record.open = len(self.memory.book) if self.memory.book is not None else 0
        record.after = record.seconds if self._runs_off else 0
        self.done += not self._runs_off
        self.memory.days += 1
        if self.is_over:
            self._close_the_books(day, record)
        self.total.add(record)
        return record

    def _open_the_day(self, record: DayRecord) -> None:
        """Note what a day costs and allows whatever is driven; of the run-off nobody asks that."""
        record.rent = sum(each.rent_per_day for each in self.network.sites if is_rented(each))
        record.capacity = sum(
            shift.length
            for vehicle in self.network.vehicles
            if vehicle.available
            for shift in vehicle.shifts
        )

    def _close_the_books(self, day: date, record: DayRecord) -> None:
        """Settle what is overdue at the end: no later day gives it up, or brings it back."""
        book, zone = self.memory.book, ZoneInfo(self.network.rules.timezone)
        if book is None:
            return
        ends = datetime.combine(day + timedelta(days=1), time(), zone).timestamp()
        overdue = book.orders.due < ends
        for column, chosen in (
            ("missing", overdue & ~book.goes_back),
            ("returned", book.goes_back),
        ):
            rows = np.flatnonzero(chosen)
            self.tally.add(book.take(rows), column)
            setattr(record, column, getattr(record, column) + rows.size)
        self.memory.book = book.take(np.flatnonzero(~overdue & ~book.goes_back))
        record.open = len(self.memory.book)

    def result(self) -> SimulationResult:
        """Return what the days so far came to."""
        return SimulationResult(
            self.play.policy, self.done, replace(self.total), self.tally.promises()
        )

    def _planning(self, day: date) -> Iterator[Calendar]:
        """Yield the calendars of the planning runs of a day."""
        rules = self.network.rules
        opening = datetime.combine(day, time(), ZoneInfo(rules.timezone))
        midnight = Calendar(opening, rules.timezone, rules.horizon)
        for second in rules.planning_times:
            yield replace(midnight, planned_at=midnight.moment(midnight.at(0, second)))

    def _plan_and_drive(
        self, calendar: Calendar, conditions: Conditions, record: DayRecord, turn: int
    ) -> None:
        """Plan once, and drive what is not planned again."""
        book = self._announced(calendar, record)
        play = self.play
        outlook = Outlook.of(play.uncertainty, conditions)
        busy = {name: until - calendar.epoch for name, until in self.memory.busy.items()}
        network, known = outlook.network(self.network), book.as_inputs(calendar)
        instance = Instance(network, calendar, known, busy_until=busy)
        if play.policy is Policy.HABIT:
            instance = visited_daily(instance, play.standing.travel)
        if self._runs_off:
            instance = only_awaited(instance)
        instance = replace(instance, visits_due=self._not_visited(instance))
        plan = self._planned(instance, outlook.travel(play.standing.travel))
        timeline = timeline_of(driven_trips(plan, instance), instance)
        rng = np.random.default_rng((play.seed, calendar.first_day.toordinal(), turn))
        draws = draw_times(timeline, play.uncertainty, outlook.beside(conditions), rng)
        driven = drive(timeline, draws, instance.rules, play.uncertainty)
        done = outcomes(book, instance, timeline, driven, uncertainty=play.uncertainty, rng=rng)
        self._note(instance, timeline, driven, done, record)
        self._settle(done, record)

    def _planned(self, instance: Instance, travel: Travel) -> Plan:
        """Return a plan that has passed the checker."""
        limits = Limits(search_seconds=None, effort=self.play.effort, seed=self.play.search)
        checked = plan_whole(County(instance, travel, self.play.standing.roads), limits)
        if checked.violations:
            found = "; ".join(f"{v.code} {v.where}" for v in checked.violations[:3])
            at = instance.calendar.planned_at.isoformat(timespec="minutes")
            raise OptimizerError(f"the plan of {at} breaks rules: {found}")
        return checked.plan

    def _announced(self, calendar: Calendar, record: DayRecord) -> Book:
        """Return the open orders that are known at a planning time."""
        until = calendar.start + calendar.epoch + ANNOUNCED
        last = calendar.moment(calendar.start + ANNOUNCED).date()
        last = min(last, self.play.first_day + timedelta(days=self.play.days - 1))
        memory = self.memory
        while memory.known_until <= last:
            new = Book.of(self.play.incoming.of(memory.known_until), self.network)
            memory.coming = new if memory.coming is None else memory.coming.with_new([new])
            memory.known_until += timedelta(days=1)
        assert memory.coming is not None  # noqa: S101 - the first day has come in
        known = memory.coming.orders.ready <= until
        came = memory.coming.take(np.flatnonzero(known))
        memory.coming = memory.coming.take(np.flatnonzero(~known))
        record.orders += len(came)
        book = came if memory.book is None else memory.book.with_new([came])
        return self._sorted_out(book, calendar, record)

    def _sorted_out(self, book: Book, calendar: Calendar, record: DayRecord) -> Book:
        """Return a book without orders that need no vehicle, and those that are given up."""
        now = calendar.start + calendar.epoch
        there = settled(book, Instance(self.network, calendar, book.orders))
        self._delivered(
            book.take(np.flatnonzero(there)), np.maximum(book.orders.ready[there], now), record
        )
        lost = ~there & (book.orders.due < now - GIVEN_UP)
        gone = book.take(np.flatnonzero(lost))
        self.tally.add(gone, "missing")
        record.missing += len(gone)
        return book.take(np.flatnonzero(~there & ~lost))

    def _settle(self, done: Outcomes, record: DayRecord) -> None:
        """Count what has come to its end, and keep the rest."""
        brought = np.flatnonzero(done.fate == Fate.DELIVERED)
        self._delivered(done.book.take(brought), done.at[brought], record)
        returned = done.book.take(np.flatnonzero(done.fate == Fate.RETURNED))
        self.tally.add(returned, "returned")
        record.returned += len(returned)
        record.absent += done.absent
        record.stayed += done.stayed
        self.memory.book = done.book.take(np.flatnonzero(done.fate == Fate.OPEN))

    def _delivered(self, book: Book, at: Ints, record: DayRecord) -> None:
        """Count orders that were delivered at these moments."""
        in_time = at <= book.orders.due
        took = at - book.asked
        for column, chosen in (("on_time", in_time), ("late", ~in_time)):
            rows = np.flatnonzero(chosen)
            self.tally.add(book.take(rows), column, took[rows])
            setattr(record, column, getattr(record, column) + rows.size)
        record.pieces += int(book.orders.pieces.sum())

    def _note(
        self,
        instance: Instance,
        timeline: Timeline,
        driven: Driven,
        done: Outcomes,
        record: DayRecord,
    ) -> None:
        """Note what the vehicles did: what it costs, how long they are out, where they called."""
        calendar, sites = instance.calendar, instance.sites
        paid = wages(instance, self.play.standing.travel, timeline, driven)
        pieces = instance.orders.pieces
        part = DayRecord(
            trips=paid.trips,
            duties=paid.duties,
            metres=paid.metres,
            seconds=paid.seconds,
            fill=paid.fill,
            vehicles=paid.vehicles,
            handling=sum(
                int(pieces[row]) * sites[site].handling_cost_per_piece
                for site, row in done.unloaded
            ),
            called_off=int((~driven.begun).sum()),
            transfers=len(timeline.handovers),
            broken=int((~transfers_kept(timeline, driven)).sum()),
        )
        stops = [stop for trip in timeline.trips for stop in trip.stops]
        for number, trip in enumerate(timeline.trips):
            if not driven.begun[number, 0]:
                continue
            vehicle = instance.vehicles[trip.vehicle].vehicle_id
            home = int(driven.departure[timeline.last[number], 0])
            until = max(home, trip.shift.latest) + calendar.epoch
            self.memory.busy[vehicle] = max(self.memory.busy.get(vehicle, 0), until)
            for at in range(int(timeline.first[number]), int(timeline.last[number]) + 1):
                day = calendar.moment(int(driven.start[at, 0])).date()
                self.memory.calls.setdefault(day, set()).add(stops[at].site)
                handles = (stops[at].load or stops[at].unload) and driven.handled[at, 0]
                place = (stops[at].site, day)
                if (
                    handles
                    and sites[stops[at].site].is_base
                    and place not in self.memory.open_bases
                ):
                    self.memory.open_bases.add(place)
                    part.stations += sites[stops[at].site].operating_cost_per_day
        record.add(part)

    def _not_visited(self, instance: Instance) -> frozenset[str]:
        """Return the points that want a visit every day and have not had it today."""
        seen = self.memory.calls.get(instance.calendar.first_day, set())
        return frozenset(
            site.site_id
            for number, site in enumerate(instance.sites)
            if site.visits is Visits.DAILY and instance.network.door[number] not in seen
        )

    def _conditions(self, day: date) -> Conditions:
        """Return what a day and those after it are like."""
        days = [day + timedelta(days=ahead) for ahead in range(AHEAD)]
        for each in days:
            if each not in self.memory.weather:
                before = self.memory.weather.get(each - timedelta(days=1))
                self.memory.weather[each] = draw_conditions(
                    self.play.uncertainty,
                    self.network,
                    [each],
                    replays=1,
                    rng=np.random.default_rng((self.play.seed, each.toordinal())),
                    was_wet=before.rain[0] if before is not None else None,
                )
        drawn = [self.memory.weather[each] for each in days]
        return Conditions(
            tuple(days),
            *(
                np.concatenate([getattr(each, name) for each in drawn])
                for name in ("roads", "stops", "rain", "market")
            ),
        )


def is_rented(site: Site) -> bool:
    """Whether the rent of a site is paid."""
    return site.is_base and site.is_open
