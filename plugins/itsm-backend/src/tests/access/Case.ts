import type { Person } from './cast';
import type { Need } from './needs';
import type { Target } from './scene';
import type { Makes } from './makes';

/** A call, before it is put together with the path of its contract. */
export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** A body that is not JSON. */
  text?: { type: string; body: string };
}

/** What a case asks with. */
export interface Asks {
  /** The record it is about. Cases that are not about one have the open one. */
  record: Target;
  caller: Person;
  /** Makes what the case needs to be there. */
  make: Makes;
}

/** How a route is called, and who may. Every route has at least one. */
export interface Case {
  /** Name of the contract. */
  route: string;
  /** Tells cases of one route apart. */
  when?: string;
  needs: Need;
  /** Whether it leaves everything as it is, though it is no GET. */
  changesNothing?: boolean;
  /** The status that the record must have; that of the scene if absent. */
  status?: string;
  /** Whether nobody has the record. */
  unassigned?: boolean;
  ask?(asks: Asks): Call | Promise<Call>;
  /** The status of an answer that tells of several things at once. */
  statusOf?(body: any): number;
}
