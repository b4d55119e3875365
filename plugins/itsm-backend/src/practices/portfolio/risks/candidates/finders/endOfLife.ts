import {
  dayOf,
  impactOfTier,
  pathOfItem,
  urgency,
  type FinderTools,
  type FoundRisk,
} from './model';

const words = (key: string) => key.replace(/-/g, ' ');

/** Finds things of which something ends soon, or has ended, by the dates that the CMDB notes. */
export function endsOfLife(
  tools: FinderTools & { keys: readonly string[]; withinDays: number },
): FoundRisk[] {
  const { things, now, keys, withinDays } = tools;
  return [...things.values()].flatMap(thing =>
    keys.flatMap((key): FoundRisk[] => {
      const endsAt = Date.parse(thing.attributes[key] ?? '');
      if (Number.isNaN(endsAt)) return [];
      const severity = urgency(endsAt, now, withinDays);
      if (severity === 0) return [];
      const { ref, title, ownerRef } = thing;
      const day = dayOf(endsAt);
      return [
        {
          finder: 'end-of-life',
          subject: `${ref} ${key}`,
          severity,
          likelihood: severity + 2,
          impact: Math.min(4, impactOfTier(thing.tier)),
          title:
            severity === 3
              ? `${title}: ${words(key)} was ${day}`
              : `${title}: ${words(key)} is ${day}`,
          why: 'After that day nobody mends it, or it may not be used any more.',
          remedy: 'Replace it, renew it, or say until when it is borne.',
          serviceRef: ref,
          ownerRef,
          entities: [ref],
          facts: [{ label: words(key), value: day, ref }],
          path: pathOfItem(ref),
        },
      ];
    }),
  );
}
