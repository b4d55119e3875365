import type { Figure } from '../Figure';
import { importLog } from './importLog';

/** All figures, by the order in which they are listed. */
export const figures: readonly Figure[] = [importLog];
