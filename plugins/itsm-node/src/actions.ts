import type { z } from 'zod';
import type { Caller } from './caller';

/**
 * Something that agents, pipelines and software templates can call through Backstage's actions
 * registry, always with the rights of whoever they act for.
 */
export interface ItsmAction<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
> {
  /** Verb and noun with dashes, e.g. `create-incident`; the plugin's id comes before it. */
  name: string;
  title: string;
  /** Tells somebody who sees nothing else when to call it and what comes back. */
  description: string;
  input: I;
  output: O;
  readOnly?: boolean;
  /** Whether calling it twice is the same as calling it once. */
  idempotent?: boolean;
  run(input: z.output<I>, caller: Caller): Promise<z.input<O>>;
}

/** Declares an action; exists so that the schemas' types are inferred. */
export function defineAction<I extends z.ZodObject, O extends z.ZodObject>(
  action: ItsmAction<I, O>,
): ItsmAction {
  return action as unknown as ItsmAction;
}
