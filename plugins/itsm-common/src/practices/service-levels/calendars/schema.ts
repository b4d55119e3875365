import { z } from 'zod';
import { numberParam } from '../../../kernel/schema';
import { spanFaults, WEEKDAYS } from '../workingTime/hours';
import { isTimeZone } from '../workingTime/zone';

/** Years for which the dates of holidays are kept in a version of a calendar. */
export const HOLIDAY_YEARS = { from: 2010, to: 2040 } as const;

const isDate = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
/** A date without a zone. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'must be a date like 2026-12-24')
  .refine(isDate, 'is no date of the calendar');

/** Spans of one day. */
export const daySpansSchema = z
  .array(z.strictObject({ from: z.string(), to: z.string() }))
  .max(24)
  .superRefine((spans, context) => {
    for (const message of spanFaults(spans))
      context.addIssue({ code: 'custom', message });
  });

/** The holidays of a country, or of a part of it. */
export const holidaysOfSchema = z.strictObject({
  /** ISO 3166-1, e.g. `DE`. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two letters like DE'),
  /** As `date-holidays` names it, e.g. `BY`. */
  state: z.string().max(20).optional(),
  region: z.string().max(20).optional(),
});

/** Days that are not as their weekday says. */
export const calendarExceptionSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    date: dateSchema,
    /** The last day, if it is more than one. */
    until: dateSchema.optional(),
    /** When work is done; nobody works if it is left out. */
    spans: daySpansSchema.default([]),
  })
  .refine(e => e.until === undefined || e.until >= e.date, {
    path: ['until'],
    message: 'must not be before date',
  })
  .refine(
    e =>
      e.until === undefined ||
      Date.parse(e.until) - Date.parse(e.date) < 366 * 86_400_000,
    { path: ['until'], message: 'must be within a year of date' },
  );

const weekShape = Object.fromEntries(
  WEEKDAYS.map(day => [day, daySpansSchema.optional()]),
) as Record<(typeof WEEKDAYS)[number], z.ZodOptional<typeof daySpansSchema>>;

/** When work is done: a definition of the kind `calendar`. */
export const calendarBodySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be a time zone like Europe/Berlin'),
    week: z.strictObject(weekShape),
    /** Holidays on which nobody works. */
    holidays: z.array(holidaysOfSchema).max(10).optional(),
    exceptions: z.array(calendarExceptionSchema).max(500).optional(),
    /** The dates of the holidays, kept when the version is written. */
    holidayDates: z.record(dateSchema, z.string()).optional(),
  })
  .refine(
    body =>
      Object.values(body.week).some(spans => spans && spans.length > 0) ||
      (body.exceptions ?? []).some(e => e.spans.length > 0),
    {
      path: ['week'],
      message:
        'has no working time: a clock by this calendar would never move; give at least one span',
    },
  );

/** A calendar in lists. */
export const calendarSummarySchema = z.object({
  key: z.string(),
  version: z.number(),
  name: z.string(),
  timeZone: z.string(),
  /** Working time of a usual week, milliseconds. */
  weekly: z.number(),
  /** Whether it is working time now, and when that changes. */
  open: z.boolean(),
  changesAt: z.string().optional(),
});

/** A day of a calendar. */
export const calendarDaySchema = z.object({
  date: dateSchema,
  /** Working time, milliseconds; a day on which clocks are changed may have another hour. */
  working: z.number(),
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
  /** What it is called if it is a holiday or an exception. */
  name: z.string().optional(),
  holiday: z.boolean().optional(),
});

/** A year of a calendar, day by day. */
export const calendarYearSchema = calendarSummarySchema.extend({
  year: z.number(),
  days: z.array(calendarDaySchema),
});

export const calendarYearQuerySchema = z.strictObject({
  year: numberParam(z.number().int().min(1970).max(2100)),
});

export type CalendarBody = z.output<typeof calendarBodySchema>;
export type CalendarException = z.output<typeof calendarExceptionSchema>;
export type CalendarSummary = z.output<typeof calendarSummarySchema>;
export type CalendarDay = z.output<typeof calendarDaySchema>;
export type CalendarYear = z.output<typeof calendarYearSchema>;
