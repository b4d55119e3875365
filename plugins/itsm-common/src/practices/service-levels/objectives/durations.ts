const FIXED_MS = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const;

/** Months of what has no fixed length. */
const MONTHS = { M: 1, Q: 3, Y: 12 } as const;
const MONTH_MS = 366 * 86_400_000 * (1 / 12);

const DURATION = /^([1-9]\d{0,4})([mhdwMQY])$/;

/** A duration as OpenSLO writes it. */
export interface SloDuration {
  amount: number;
  unit: keyof typeof FIXED_MS | keyof typeof MONTHS;
  /** Of minutes, hours, days and weeks. */
  milliseconds?: number;
  /** Of months, quarters and years: months differ. */
  months?: number;
  /** Milliseconds, at least about. */
  approximately: number;
}

/** Reads `5m`, `1h`, `30d`, `4w`, `1M`, `1Q`, `1Y`; undefined if it is none of them. */
export function readSloDuration(text: string): SloDuration | undefined {
  const [, number, unit] = DURATION.exec(text) ?? [];
  if (!unit) return undefined;
  const amount = Number(number);
  if (unit in FIXED_MS) {
    const milliseconds = amount * FIXED_MS[unit as keyof typeof FIXED_MS];
    return {
      amount,
      unit: unit as SloDuration['unit'],
      milliseconds,
      approximately: milliseconds,
    };
  }
  const months = amount * MONTHS[unit as keyof typeof MONTHS];
  return {
    amount,
    unit: unit as SloDuration['unit'],
    months,
    approximately: months * MONTH_MS,
  };
}
