import { HOLIDAY_YEARS } from '@callboard/plugin-itsm-common';
import Holidays from 'date-holidays';

const DAY_MS = 86_400_000;

/** Where holidays are asked for. */
export interface HolidayPlace {
  country: string;
  state?: string;
  region?: string;
}

/** What was worked out once; 31 years take some 100 ms, and Git is read every minute. */
const known = new Map<string, Record<string, string>>();

const nameOf = ({ country, state, region }: HolidayPlace) =>
  [country, state, region].filter(Boolean).join('-');

function holidaysOf({ country, state = '', region = '' }: HolidayPlace) {
  // In English where there is a name: whoever reads a calendar may be elsewhere.
  return new Holidays(country, state, region, {
    types: ['public'],
    languages: ['en'],
  });
}

/**
 * The dates of public holidays, by the library `date-holidays`, for the years that versions of
 * calendars keep.
 *
 * @returns names by date
 */
export function holidayDates(place: HolidayPlace): Record<string, string> {
  const name = nameOf(place);
  let dates = known.get(name);
  if (!dates) {
    dates = {};
    const holidays = holidaysOf(place);
    for (let year = HOLIDAY_YEARS.from; year <= HOLIDAY_YEARS.to; year += 1) {
      for (const { date, name: called, start, end } of holidays.getHolidays(
        year,
      )) {
        const first = Date.parse(date.slice(0, 10));
        // Some last longer than a day; those of half a day are taken as one.
        const days = Math.max(
          1,
          Math.round((end.getTime() - start.getTime()) / DAY_MS),
        );
        for (let day = 0; day < days; day += 1) {
          const at = new Date(first + day * DAY_MS).toISOString().slice(0, 10);
          dates[at] ??= called;
        }
      }
    }
    known.set(name, dates);
  }
  return dates;
}

/** What is wrong with a place, in a sentence; undefined if its holidays are known. */
export function placeFault(place: HolidayPlace):
  | {
      field: keyof HolidayPlace;
      message: string;
    }
  | undefined {
  const all = new Holidays();
  const { country, state, region } = place;
  if (!(country in all.getCountries()))
    return {
      field: 'country',
      message: `the holidays of "${country}" are not known; write them as exceptions`,
    };
  const states = all.getStates(country) ?? {};
  if (state !== undefined && !(state in states))
    return {
      field: 'state',
      message: `there is no "${state}" in ${country}; there are ${
        Object.keys(states).join(', ') || 'none'
      }`,
    };
  const regions =
    state === undefined ? {} : all.getRegions(country, state) ?? {};
  if (region !== undefined && !(region in regions))
    return {
      field: 'region',
      message: `there is no "${region}" in ${country}-${state}; there are ${
        Object.keys(regions).join(', ') || 'none'
      }`,
    };
  return undefined;
}
