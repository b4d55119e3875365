import { spareOf } from './answer';
import type { Answer } from './answer';
import type { ImpactWords } from './translation';

/** What survives, in a sentence; nothing if nothing had to. */
export function survivorsSentence(answer: Answer, t: ImpactWords): string[] {
  const held = answer.items.filter(({ standing }) =>
    standing.startsWith('survives'),
  );
  const barely = held.filter(
    ({ redundancy }) => redundancy && spareOf(redundancy) <= 0,
  );
  const count = held.length;
  if (count === 0) return [];
  if (barely.length === 0) return [t('answer.survive', { count })];
  if (barely.length === count) return [t('answer.surviveBarely', { count })];
  return [
    t('answer.surviveSome', {
      number: String(count),
      barely: String(barely.length),
    }),
  ];
}

/** The answer in a sentence or two. */
export function answerSentence(
  answer: Answer,
  name: string,
  t: ImpactWords,
): string {
  const { question, total: count } = answer;
  const said: string[] = [];
  if (question === 'impact') {
    const teams = t('teams', { count: answer.owners });
    said.push(t('answer.fail', { count, teams, name }));
    said.push(...survivorsSentence(answer, t));
  }
  if (question === 'dependencies') {
    const direct = answer.items.filter(({ distance }) => distance === 1).length;
    said.push(t('answer.need', { count, name, direct: String(direct) }));
  }
  if (question === 'singlePoints') {
    const { dependencies = 0, checked = 0 } = answer;
    const all = String(dependencies);
    said.push(t('answer.points', { count, name, all }));
    if (checked < dependencies)
      said.push(t('answer.checked', { checked: String(checked), all }));
  } else if (answer.truncated) {
    const number = answer.items.filter(
      ({ standing }) => !standing.startsWith('survives'),
    ).length;
    said.push(t('answer.shown', { number: String(number) }));
  }
  return said.join(' ');
}
