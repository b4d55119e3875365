import { InputError } from '@backstage/errors';

/** Where a page of plans ends; opaque to clients. */
export const writePlace = ({ place, id }: { place: number; id: string }) =>
  Buffer.from(`${place} ${id}`).toString('base64url');

/** @throws InputError for what is no cursor */
export function readPlace(cursor: string): { place: number; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, place, id] = /^(-?\d{1,16}) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!id)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  return { place: Number(place), id };
}
