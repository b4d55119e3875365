import { readDuration } from '@callboard/plugin-itsm-common';
import type {
  PassedThreshold,
  ThresholdAction,
} from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { hoursWords } from '../clocks/durations';
import type { ThresholdTranslation } from './translation';

const DONE = [
  'notify',
  'reassign',
  'raisePriority',
  'comment',
  'proposeMajor',
  'webhook',
] as const;

/** Says what happens at thresholds, and what happened. */
export class ThresholdWords {
  constructor(
    private readonly t: ThresholdTranslation,
    private readonly refs: Refs | undefined,
  ) {}

  /** `75%` → `At 75 %`, `-30m` → `30 min before`. */
  at(at: string): string {
    return this.#place('at', at);
  }

  /** The same as a sentence of its own. */
  hint(at: string): string {
    return this.#place('atHint', at);
  }

  /** What is done, as one would go on after a colon. */
  will(actions: readonly ThresholdAction[]): string {
    const { t } = this;
    return this.#list(
      actions.map(action => {
        switch (action.do) {
          case 'notify':
            return t('will.notify', { who: this.#who(action.to) });
          case 'reassign':
            return t('will.reassign', { who: this.#who([action.to]) });
          case 'comment':
            return t(
              action.audience === 'requester'
                ? 'will.commentRequester'
                : 'will.commentInternal',
              { body: action.body },
            );
          default:
            return t(`will.${action.do}`);
        }
      }),
    );
  }

  /** What was done. */
  did({ did, tells, refused }: PassedThreshold): string {
    const { t } = this;
    const done = did.flatMap((name): string | string[] => {
      const known = DONE.find(each => each === name);
      if (known === undefined) return [];
      return known === 'notify'
        ? t('did.notify', { who: this.#who(tells) })
        : t(`did.${known}`);
    });
    if (refused && refused.length > 0)
      done.push(t('did.refused', { fields: refused.join(', ') }));
    return this.#list(done);
  }

  #place(where: 'at' | 'atHint', at: string): string {
    if (at.endsWith('%'))
      return this.t(`${where}.percent`, { percent: at.slice(0, -1) });
    const time = hoursWords(readDuration(at.slice(1)) ?? 0);
    return this.t(at.startsWith('-') ? `${where}.before` : `${where}.after`, {
      time,
    });
  }

  #who(names: readonly string[]): string {
    return this.#list(
      names.map(name =>
        name === 'assignee' || name === 'owner'
          ? this.t(`who.${name}`)
          : refTitle(name, this.refs),
      ),
    );
  }

  #list(parts: readonly string[]): string {
    const last = parts[parts.length - 1] ?? '';
    return parts.length < 2
      ? last
      : `${parts.slice(0, -1).join(', ')}${this.t('and')}${last}`;
  }
}
