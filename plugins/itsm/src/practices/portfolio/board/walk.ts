import type { KeyboardEvent } from 'react';

/** Goes to the next card up, down, left or right of the one that has the focus; m opens its moves. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (!target.hasAttribute('data-card')) return;
  const column = target.closest('section')!;
  if (event.key === 'm') {
    event.preventDefault();
    target.closest('li')?.querySelector('button')?.click();
    return;
  }
  const cardsIn = (of: Element | null) =>
    of ? [...of.querySelectorAll<HTMLElement>('[data-card]')] : [];
  const own = cardsIn(column);
  const at = own.indexOf(target);
  let next: HTMLElement | undefined;
  if (event.key === 'ArrowDown') next = own[at + 1];
  else if (event.key === 'ArrowUp') next = own[at - 1];
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const side =
      event.key === 'ArrowRight'
        ? 'nextElementSibling'
        : 'previousElementSibling';
    let beside = column[side];
    while (beside && cardsIn(beside).length === 0) beside = beside[side];
    const cards = cardsIn(beside);
    next = cards[Math.min(at, cards.length - 1)];
  } else return;
  event.preventDefault();
  next?.focus();
}
