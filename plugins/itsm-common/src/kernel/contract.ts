import type { z } from 'zod';

/**
 * One endpoint as data. The server parses with it, the client calls with it and the OpenAPI
 * document is written from it, so that the three cannot disagree.
 */
export interface RouteContract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  /** Unique name, `practice.verb`; becomes the OpenAPI operationId. */
  name: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Below `/api/itsm`, with Express parameters, e.g. `/incidents/:id`. */
  path: string;
  summary: string;
  /** The name of the permission it asks for, if any, for the docs and the access matrix. */
  permission?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Content type of a body that is streamed past the parser instead of being JSON. */
  streams?: string;
  /**
   * Whether it takes an `Idempotency-Key` though it streams, or takes none though it writes: what it
   * answers is a secret that is kept nowhere.
   */
  takesKey?: boolean;
  /** Asked without credentials: a secret in the address says who may. There is no caller then. */
  open?: boolean;
  /** Content type of an answer that is streamed instead of being JSON. */
  answers?: string;
  /**
   * Subjects of the Backstage services that may call it, e.g. `plugin:search`. Nobody else may then,
   * and they need no role.
   */
  services?: readonly string[];
  response: R;
  /** Success status, 200 unless said otherwise. */
  status?: number;
}

/** Declares a route; exists so that the schemas' types are inferred. */
export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
>(contract: RouteContract<P, Q, B, R>): RouteContract<P, Q, B, R> {
  return contract;
}

/** What is asked of a contract to know whether it takes an `Idempotency-Key`. */
export type KeyTaking = Pick<
  RouteContract,
  'method' | 'streams' | 'answers' | 'takesKey'
>;

/**
 * Whether a route takes an `Idempotency-Key`: all that write do, but streamed ones that know by
 * themselves what they have taken in already.
 */
export function takesIdempotencyKey(contract: KeyTaking): boolean {
  if (contract.method === 'get' || contract.answers) return false;
  return contract.takesKey ?? !contract.streams;
}

/** Parsed path parameters of a route. */
export type ParamsOf<C> = C extends RouteContract<infer P, any, any, any>
  ? z.output<P>
  : never;
/** Parsed query of a route. */
export type QueryOf<C> = C extends RouteContract<any, infer Q, any, any>
  ? z.output<Q>
  : never;
/** Parsed body of a route. */
export type BodyOf<C> = C extends RouteContract<any, any, infer B, any>
  ? z.output<B>
  : never;
/** What a client sends as body. */
export type BodyInputOf<C> = C extends RouteContract<any, any, infer B, any>
  ? z.input<B>
  : never;
/** What a route answers. */
export type ResponseOf<C> = C extends RouteContract<any, any, any, infer R>
  ? z.output<R>
  : never;
