import { createHash } from 'crypto';
import { SURVEY_SCORES } from '@callboard/plugin-itsm-common';
import type { OpenInvitation } from './Answers';

/** Sent as it stands: the policy of the page names it by its hash. */
const STYLE = `
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#1c1f24;--quiet:#5a6270;--line:#8a93a1;--accent:#1f5493;--on:#fff;--soft:#e8eef7;--bad:#8f1d1d}
@media (prefers-color-scheme:dark){:root{--page:#121417;--card:#1c1f24;--text:#f1f3f5;--quiet:#b1b8c2;--line:#717a88;--accent:#9cc9ff;--on:#10131a;--soft:#26303d;--bad:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:40rem;margin:6vh auto;padding:2rem;background:var(--card);border-radius:12px}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
p{margin:0 0 1rem;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
.brand{font-size:.875rem;letter-spacing:.02em;margin-bottom:1.5rem}
.state{padding:.75rem 1rem;border-left:4px solid var(--accent);background:var(--soft)}
.state.bad{border-color:var(--bad)}
fieldset{border:0;margin:0 0 1.5rem;padding:0;min-width:0}
legend{padding:0;font-weight:600;margin-bottom:.5rem}
.scores{display:flex;flex-wrap:wrap;gap:.5rem}
.scores button,.scores label{flex:1 1 6rem;min-height:4.25rem;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:.125rem;padding:.5rem;text-align:center;font:inherit;line-height:1.2;color:inherit;background:none;border:1px solid var(--line);border-radius:8px;cursor:pointer}
.scores b{font-size:1.25rem}
.scores small{font-size:.8125rem}
.scores button:hover,.scores label:hover{background:var(--soft);border-color:var(--accent)}
.scores input{position:absolute;opacity:0}
.scores label:has(:checked){background:var(--accent);border-color:var(--accent);color:var(--on)}
.scores label:has(:focus-visible),button:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.words{display:block;font-weight:600;margin-bottom:.5rem}
textarea{display:block;width:100%;min-height:6rem;margin-bottom:1rem;padding:.625rem;font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:8px;resize:vertical}
.send{min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:8px;cursor:pointer}
@media (max-width:34rem){main{margin:0;min-height:100vh;border-radius:0;padding:1.25rem}.scores{flex-direction:column}.scores button,.scores label{flex:none;min-height:3.25rem;flex-direction:row;justify-content:flex-start;gap:.75rem;padding:.5rem 1rem;text-align:left}.scores small{font-size:1rem}.send{width:100%}}
`;

/**
 * Sends the answer that was clicked in the mail, once somebody looks at the page. What only fetches
 * pages, as scanners of mails do, sends nothing.
 */
const SCRIPT = `
(function(){var form=document.getElementById('clicked');if(!form)return;var sent=false;function send(){if(sent||document.visibilityState!=='visible')return;sent=true;form.submit();}document.addEventListener('visibilitychange',send);send();})();
`;

const hashOf = (text: string) =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do: draw itself, run its own script, and send its form to where it is from. */
export const ANSWER_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) =>
  text.replace(/[&<>"']/g, character => ENTITIES[character]);

const labelOf = (score: number) =>
  SURVEY_SCORES.find(({ value }) => value === score)?.label ?? '';

/** Best first: on a phone it is on top. */
const BEST_FIRST = [...SURVEY_SCORES].reverse();

function page(options: { title: string; brand: string; body: string }): string {
  const { title, brand, body } = options;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="brand quiet">${escape(brand)}</p>
${body}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const hidden = (name: string, value: number | string) =>
  `<input type="hidden" name="${name}" value="${escape(String(value))}">`;

const words = (
  question: string,
  hint = '',
) => `<label class="words" for="comment">${escape(question)}</label>
${hint}<textarea id="comment" name="comment" maxlength="2000"></textarea>`;

const context = ({ about }: OpenInvitation) =>
  about
    ? `<p class="quiet">About ${escape(about.number)}: ${escape(
        about.title,
      )}</p>`
    : '';

/** A day as people who may be anywhere read it. */
const dayOf = (instant: number) =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(instant);

/** The five answers, each sent with one click. */
const buttons = () => `<fieldset>
<legend>Choose one</legend>
<div class="scores">
${BEST_FIRST.map(
  ({ value, label }) =>
    `<button type="submit" name="score" value="${value}"><b aria-hidden="true">${value}</b><small>${escape(
      label,
    )}</small></button>`,
).join('\n')}
</div>
</fieldset>`;

const radios = (score: number) => `<fieldset>
<legend>Your answer</legend>
<div class="scores">
${BEST_FIRST.map(
  ({ value, label }) =>
    `<label><input type="radio" name="score" value="${value}"${
      value === score ? ' checked' : ''
    }><b aria-hidden="true">${value}</b><small>${escape(
      label,
    )}</small></label>`,
).join('\n')}
</div>
</fieldset>`;

/** The page before it was answered: five buttons, or the one answer that was clicked, to be sent. */
function askingBody(open: OpenInvitation, clicked: number | undefined): string {
  const head = `<h1>${escape(open.question)}</h1>\n${context(open)}`;
  if (clicked !== undefined) {
    return `${head}
<form method="post" id="clicked">
${hidden('score', clicked)}${hidden('seen', open.version)}
<p class="state">Your answer: <strong>${escape(labelOf(clicked))}</strong></p>
<p><button class="send" type="submit">Send this answer</button></p>
</form>
<p class="quiet">Or choose another one:</p>
<form method="post">
${hidden('seen', open.version)}
${buttons()}
</form>`;
  }
  return `${head}
<form method="post">
${hidden('seen', open.version)}
${buttons()}
${words(open.commentQuestion)}
<p class="quiet">Write first, if you like, then choose: that sends both. You can answer until ${dayOf(
    open.until,
  )}.</p>
</form>`;
}

/** The page after: thanks, and what can still be changed. */
function answeredBody(
  open: OpenInvitation,
  clicked: number | undefined,
  problem: string | undefined,
): string {
  const { score = 0, version, hasWords, changeable, until } = open;
  const other =
    clicked !== undefined && clicked !== score ? clicked : undefined;
  const told = problem
    ? `<p class="state bad" role="alert">${escape(problem)}</p>`
    : `<p class="state" role="status">Your answer is <strong>${escape(
        labelOf(score),
      )}</strong>${hasWords ? ', with what you wrote' : ''}. Thank you.</p>`;
  const head = `<h1>${problem ? 'You answered already' : 'Thank you'}</h1>
${told}
<p>${escape(open.question)}</p>
${context(open)}`;
  if (!changeable && hasWords)
    return `${head}<p class="quiet">Your answer cannot be changed any more.</p>`;
  const hint = hasWords
    ? '<p class="quiet">You wrote something already. What you write here takes its place.</p>\n'
    : '';
  const shown = changeable ? other ?? score : score;
  return `${head}
<form method="post">
${hidden('seen', version)}${changeable ? '' : hidden('score', score)}
${changeable ? radios(shown) : ''}
${words(open.commentQuestion, hint)}
<p><button class="send" type="submit">${
    changeable ? 'Save' : 'Send'
  }</button></p>
<p class="quiet">${
    changeable ? 'You can change your answer' : 'You can add words'
  } until ${dayOf(until)}.</p>
</form>`;
}

/**
 * The page of an invitation. It answers nothing by being fetched.
 *
 * @param options - `clicked` is the answer that the link in the mail was for, `problem` what is to be
 *   said of an answer that was not taken
 */
export function answerPage(
  open: OpenInvitation,
  options: { brand: string; clicked?: number; problem?: string },
): string {
  const { brand, clicked, problem } = options;
  const body =
    open.version === 0
      ? askingBody(open, clicked)
      : answeredBody(open, clicked, problem);
  const title = open.version === 0 ? open.question : 'Thank you';
  return page({ title: `${title} · ${brand}`, brand, body });
}

/** A page that says why there is nothing to answer. */
export function problemPage(problem: string, brand: string): string {
  return page({
    title: `Survey · ${brand}`,
    brand,
    body: `<h1>There is nothing to answer here</h1>\n<p>${escape(problem)}</p>`,
  });
}
