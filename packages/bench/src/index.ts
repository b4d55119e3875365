/**
 * Figures of Callboard, measured against a floor in the same run. Not published.
 *
 * @packageDocumentation
 */
export { figures } from './figures';
export type { Figure, FigureResult } from './Figure';
