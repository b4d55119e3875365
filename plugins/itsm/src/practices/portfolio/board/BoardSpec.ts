import type { FieldDefinition, Lifecycle } from '@callboard/plugin-itsm-common';
import type { AnyRoute } from '@callboard/plugin-itsm-react';

/** What records of a type do on a board. */
export interface BoardSpec {
  lifecycle: Lifecycle;
  /** Transitions that nobody takes by hand, e.g. those that go with a decision. */
  led: readonly string[];
  /** All fields of the type, to ask for what a move needs. */
  fields: readonly FieldDefinition[];
  /** Both answer the record. */
  routes: { get: AnyRoute; transition: AnyRoute };
}

/** What a board has to know of a row of its list. */
export interface BoardRow {
  id: string;
  number: string;
  title: string;
  status: string;
  version: number;
}

/** Where a record in a state can be moved to by hand. */
export const waysFrom = (
  { lifecycle, led }: BoardSpec,
  state: string,
): string[] => [
  ...new Set(
    lifecycle.transitions
      .filter(({ from, name }) => from.includes(state) && !led.includes(name))
      .map(({ to }) => to),
  ),
];

/** The way back by hand that asks for nothing, if the lifecycle has one. */
export const wayBack = (
  { lifecycle, led }: BoardSpec,
  from: string,
  to: string,
): string | undefined =>
  lifecycle.transitions.find(
    t =>
      t.to === to &&
      t.from.includes(from) &&
      !led.includes(t.name) &&
      (t.required ?? []).every(key => t.defaults?.[key]),
  )?.name;
