import { z } from 'zod';
import { textSchema, titleSchema } from '../../../kernel/schema';

const themeKey = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words with hyphens');

/** Something that objectives are about, e.g. `Trust`. */
export const strategyThemeSchema = z.strictObject({
  key: themeKey,
  title: textSchema.trim().min(1).max(80),
  description: textSchema.trim().max(500).optional(),
});
export type StrategyTheme = z.output<typeof strategyThemeSchema>;

/** Where the business wants to go: the definition of the kind `strategy`. */
export const strategySchema = z
  .strictObject({
    title: titleSchema,
    /** How it is to be one day, in a sentence or two. */
    vision: textSchema.trim().min(1).max(1_000),
    /** What we are there for. */
    mission: textSchema.trim().max(1_000).optional(),
    themes: z.array(strategyThemeSchema).max(12).default([]),
    /** Until when, in words, e.g. `2028`. */
    horizon: textSchema.trim().max(80).optional(),
  })
  .superRefine(({ themes }, ctx) => {
    themes.forEach(({ key }, i) => {
      if (themes.findIndex(t => t.key === key) < i)
        ctx.addIssue({
          code: 'custom',
          path: ['themes', i, 'key'],
          message: `"${key}" is the key of another theme already`,
        });
    });
  });
export type Strategy = z.output<typeof strategySchema>;
