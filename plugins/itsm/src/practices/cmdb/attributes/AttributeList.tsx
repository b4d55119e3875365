import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { COMMON_KEYS } from '@callboard/plugin-itsm-common';
import type { CiAttributes, CiClassView } from '@callboard/plugin-itsm-common';
import { Message } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { commonLabel } from '../classes/attributeWords';
import type { AttributeView } from '../classes/attributeWords';
import { ciClassTranslationRef } from '../classes/translation';
import { useSourceName } from '../sources/useSources';
import { AttributeEditor, baseOf } from './AttributeEditor';
import { AttributeRow } from './AttributeRow';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';
import { useAttributeDrafts } from './useAttributeDrafts';

/** The attributes of an item in the order of its class, each to be read and edited in place. */
export function AttributeList(props: {
  item: CiAttributes;
  ciClass: CiClassView | undefined;
  onLoadLatest: () => Promise<number | undefined>;
}) {
  const { item, ciClass } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const nameOf = useSourceName(item.sources);
  const { drafts, set, close } = useAttributeDrafts(item.ref);
  // What is out of use is brought back first.
  const canUpdate =
    item.canUpdate && item.state !== 'retired' && item.state !== 'merged';
  const attributes = ciClass?.attributes ?? [];
  const saidOf = new Map(item.values.map(v => [v.key, v]));
  const missing = new Map(item.missing.map(m => [m.key, m.need]));
  const edit = (attribute: AttributeView) => {
    const said = saidOf.get(attribute.key);
    set(attribute.key, {
      text: said ? String(said.value) : '',
      base: baseOf(said),
      version: item.version,
    });
  };
  const shown = attributes.filter(
    ({ key }) => saidOf.has(key) || missing.has(key) || drafts[key],
  );
  const offered = canUpdate
    ? attributes.filter(attribute => !shown.includes(attribute))
    : [];
  // What every item says stands on its page already; here is who disagrees about it.
  const others = item.values.filter(
    ({ key, others: disagree }) =>
      !attributes.some(a => a.key === key) &&
      (disagree.length > 0 ||
        !(COMMON_KEYS as readonly string[])
          .concat('name', 'class')
          .includes(key)),
  );
  const needs = (key: string) => {
    const need = missing.get(key);
    return need === 'optional' ? undefined : need;
  };
  return (
    <>
      {shown.length + others.length === 0 && (
        <Message small title={t('none')}>
          {t('noneNext')}
        </Message>
      )}
      <dl className={styles.list}>
        {shown.map(attribute => {
          const said = saidOf.get(attribute.key);
          const draft = drafts[attribute.key];
          return draft && canUpdate ? (
            <AttributeEditor
              key={attribute.key}
              item={item}
              attribute={attribute}
              said={said}
              draft={draft}
              onDraft={next => set(attribute.key, next)}
              onClose={() => close(attribute.key)}
              onLoadLatest={props.onLoadLatest}
              nameOf={nameOf}
            />
          ) : (
            <AttributeRow
              key={attribute.key}
              item={item}
              label={attribute.label}
              attribute={attribute}
              said={said}
              missing={needs(attribute.key)}
              onEdit={canUpdate ? () => edit(attribute) : undefined}
              nameOf={nameOf}
            />
          );
        })}
        {others.map(said => (
          <AttributeRow
            key={said.key}
            item={item}
            label={commonLabel(said.key, tc) ?? said.key}
            attribute={undefined}
            said={said}
            nameOf={nameOf}
          />
        ))}
      </dl>
      {offered.length > 0 && (
        <div className={styles.foot}>
          <MenuTrigger>
            <Button size="small" variant="tertiary" iconStart={<RiAddLine />}>
              {t('addOther')}
            </Button>
            <Menu
              onAction={key =>
                edit(offered.find(attribute => attribute.key === key)!)
              }
            >
              {offered.map(({ key, label }) => (
                <MenuItem key={key} id={key}>
                  {label}
                </MenuItem>
              ))}
            </Menu>
          </MenuTrigger>
        </div>
      )}
      {!item.canUpdate && item.missing.some(m => m.need === 'required') && (
        <p className={styles.hint}>{t('cannot')}</p>
      )}
    </>
  );
}
