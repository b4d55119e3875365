import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DEFAULT_PRECEDENCE,
  PORTAL_SOURCE,
} from '@callboard/plugin-itsm-common';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiCheckLine } from '@remixicon/react';
import type { AttributeView } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';

/** What every source says of an attribute, whose word counts, and why. */
export function Said(props: {
  id: string;
  said: CiAttributes['values'][number];
  attribute: AttributeView | undefined;
  label: string;
  refs: Refs;
  sources: CiAttributes['sources'];
  nameOf: (source: string) => string;
}) {
  const { said, attribute, label, refs, sources, nameOf } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const precedenceOf = (key: string) => {
    const source = sources.find(s => s.key === key);
    return source && (source.precedenceOf[said.key] ?? source.precedence);
  };
  const n = precedenceOf(said.source);
  const byHand =
    said.source === PORTAL_SOURCE &&
    (n === undefined || n === DEFAULT_PRECEDENCE.portal);
  const first =
    n === undefined
      ? t('why.first', { source: nameOf(said.source) })
      : t('why.precedence', { source: nameOf(said.source), n: String(n) });
  return (
    <div id={props.id} className={styles.said}>
      <ul aria-label={t('disagreeOf', { label })}>
        {[said, ...said.others].map((one, i) => {
          const precedence = precedenceOf(one.source);
          return (
            <li key={`${one.source} ${JSON.stringify(one.value)}`}>
              <span className={styles.source}>{nameOf(one.source)}</span>
              <span>
                <CiValue
                  name={said.key}
                  attribute={attribute}
                  value={one.value}
                  refs={refs}
                />{' '}
                {i === 0 && (
                  <Pill tone="success" icon={<RiCheckLine aria-hidden />}>
                    {t('counts')}
                  </Pill>
                )}
                {i > 0 && precedence !== undefined && (
                  <span className={styles.quiet}>
                    {t('precedence', { n: String(precedence) })}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <p className={styles.hint}>{byHand ? t('why.hand') : first}</p>
    </div>
  );
}
