import { ConflictError, InputError } from '@backstage/errors';
import {
  SURVEY_SCORES,
  surveyRoutes as contracts,
  textSchema,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter, RouteRequest } from '@callboard/plugin-itsm-node';
import express from 'express';
import { z } from 'zod';
import { ANSWER_PAGE_POLICY, answerPage, problemPage } from './answerPage';
import type { Answers } from './Answers';

const scoreSchema = z
  .string()
  .transform(Number)
  .refine(
    score => SURVEY_SCORES.some(({ value }) => value === score),
    'Please choose one of the five answers.',
  );

const formSchema = z.strictObject({
  score: z.string('Please choose one of the five answers.').pipe(scoreSchema),
  seen: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(0),
  comment: textSchema
    .trim()
    .max(2_000, 'Please write at most 2,000 characters.')
    .optional(),
});

const FORM = express.urlencoded({
  extended: false,
  limit: '64kb',
  parameterLimit: 10,
});

type Raw = RouteRequest<unknown>['raw'];

/** The fields of a form that was sent. */
async function readForm({ request, response }: Raw) {
  await new Promise<void>((resolve, reject) => {
    FORM(request, response, error => {
      if (!error) resolve();
      else
        reject(new InputError('The answer could not be read; send it again.'));
    });
  });
  const parsed = formSchema.safeParse({ ...request.body });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    ['score', 'comment'].includes(String(issue.path[0]))
      ? issue.message
      : 'Please open the link in your mail again and answer there.',
  );
}

/** Nothing between us and whoever has the link keeps the page, and nobody is told its address. */
function write({ response }: Raw, status: number, html: string): void {
  response
    .status(status)
    .set({
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': ANSWER_PAGE_POLICY,
      'Content-Type': 'text/html; charset=utf-8',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex, nofollow',
    })
    .send(html);
}

const STATUS: Readonly<Record<string, number>> = {
  InputError: 400,
  NotFoundError: 404,
  ConflictError: 409,
  GoneError: 410,
  TooManyRequestsError: 429,
};

/**
 * Mounts the page on which people answer. They have no credentials and no program that reads errors: what
 * is wrong is a page with a sentence, under its status.
 *
 * @param brand - what the portal is called
 */
export function mountAnswerRoutes(
  router: PracticeRouter,
  answers: Answers,
  brand: string,
): void {
  const addressOf = (raw: Raw) => raw.request.ip ?? '';

  const withProblem = async (raw: Raw, token: string, error: Error) => {
    const status = STATUS[error.name];
    if (status === undefined) throw error;
    if (error instanceof ConflictError || error instanceof InputError) {
      // The link is good: its page says what is wrong, and goes on from there.
      const open = await answers
        .look(token, addressOf(raw))
        .catch(() => undefined);
      if (open && (open.version > 0 || error instanceof ConflictError)) {
        write(raw, status, answerPage(open, { brand, problem: error.message }));
        return;
      }
    }
    write(raw, status, problemPage(error.message, brand));
  };

  router.route(contracts.answerPage, async ({ params, query, raw }) => {
    try {
      const open = await answers.look(params.token, addressOf(raw));
      const clicked = scoreSchema.safeParse(query.score ?? '');
      write(
        raw,
        200,
        answerPage(open, {
          brand,
          clicked: clicked.success ? clicked.data : undefined,
        }),
      );
    } catch (error) {
      await withProblem(raw, params.token, error as Error);
    }
    return undefined;
  });

  router.route(contracts.answer, async ({ params, raw }) => {
    try {
      const { score, comment, seen } = await readForm(raw);
      await answers.answer(params.token, addressOf(raw), {
        score,
        words: comment || undefined,
        seen,
      });
      // Loading it again sends nothing again.
      raw.response
        .status(303)
        .set({
          Location: params.token,
          'Cache-Control': 'private, no-store',
          'Referrer-Policy': 'no-referrer',
        })
        .end();
    } catch (error) {
      await withProblem(raw, params.token, error as Error);
    }
    return undefined;
  });
}
