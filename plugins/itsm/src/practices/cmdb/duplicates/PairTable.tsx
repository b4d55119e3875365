import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import { Pill, refTitle } from '@callboard/plugin-itsm-react';
import type { Refs, Tone } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiCloseLine, RiSubtractLine } from '@remixicon/react';
import type { ReactElement } from 'react';
import { attributeOf, keyLabel } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import { compare } from './compare';
import type { Compared } from './compare';
import styles from './Duplicates.module.css';
import { ciDuplicatesTranslationRef } from './translation';

const LOOKS: Record<Compared['how'], { tone: Tone; icon: ReactElement }> = {
  agree: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  differ: { tone: 'warning', icon: <RiCloseLine aria-hidden /> },
  one: { tone: 'neutral', icon: <RiSubtractLine aria-hidden /> },
};
const WORDS = { agree: 'agree', differ: 'differ', one: 'onlyOne' } as const;

/** Two items side by side, attribute by attribute. */
export function PairTable(props: {
  a: CiAttributes;
  b: CiAttributes;
  refs: Refs;
}) {
  const { a, b } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const refs = { ...props.refs, ...a.refs, ...b.refs };
  const rows = compare(a, b);
  const names = [a, b].map(item => refTitle(item.ref, refs));
  const side = (item: CiAttributes, row: Compared, value: Compared['a']) => (
    <CiValue
      name={row.key}
      attribute={attributeOf(row.key, classes, item.class)}
      value={value}
      refs={refs}
    />
  );
  return (
    <table
      className={styles.table}
      aria-label={t('pair', { a: names[0], b: names[1] })}
    >
      <thead>
        <tr>
          <th scope="col">{t('attribute')}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('reference')}</th>
          <td className={styles.code}>{a.ref}</td>
          <td className={styles.code}>{b.ref}</td>
          <td />
        </tr>
        {rows.map(row => (
          <tr key={row.key} data-how={row.how}>
            <th scope="row">
              {keyLabel(row.key, classes, tc, a.class ?? b.class)}
            </th>
            <td>{side(a, row, row.a)}</td>
            <td>{side(b, row, row.b)}</td>
            <td>
              <Pill tone={LOOKS[row.how].tone} icon={LOOKS[row.how].icon}>
                {t(WORDS[row.how])}
              </Pill>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
