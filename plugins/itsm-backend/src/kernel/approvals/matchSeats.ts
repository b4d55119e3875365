/**
 * Which seats could all be decided at the same time, each by another person: a greatest such set.
 * Groups overlap, and everybody has one say in a step, so looking at each seat by itself would
 * promise too much.
 *
 * @param eligible - who may decide at each seat
 * @returns for each seat whether it is among them
 */
export function matchSeats(
  eligible: readonly (readonly string[])[],
): readonly boolean[] {
  const seatOf = new Map<string, number>();
  const place = (seat: number, tried: Set<string>): boolean => {
    for (const person of eligible[seat]) {
      if (tried.has(person)) continue;
      tried.add(person);
      const other = seatOf.get(person);
      if (other === undefined || place(other, tried)) {
        seatOf.set(person, seat);
        return true;
      }
    }
    return false;
  };
  return eligible.map((_, seat) => place(seat, new Set()));
}
